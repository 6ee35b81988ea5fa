/** Settings come from the environment, are declared by who needs them, and are read once. */

/** How one variable is read. */
export interface SettingSpec<T = unknown> {
  /** One line, for `.env.example` and `doctor`. */
  about: string;
  /** Shown in `.env.example`, commented out. */
  example: string;
  /** Never logged, never shown. */
  secret: boolean;
  /** The value when the variable is unset or empty. */
  fallback: T;
  /** Throws an `Error` whose message says what the value must look like. */
  parse(text: string): T;
}

/** By variable name. `any` of the house: each entry keeps its own type through `SettingsOf`. */
export type SettingSpecs = Readonly<Record<string, SettingSpec>>;

export type SettingsOf<S extends SettingSpecs> = {
  readonly [K in keyof S]: S[K] extends SettingSpec<infer T> ? T : never;
};

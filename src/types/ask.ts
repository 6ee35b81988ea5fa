/** The one road to a model. */
import type { Off } from "./adapter.ts";
import type { Language } from "./chat.ts";
import type { Log } from "./services.ts";
import type { SettingSpecs, SettingsOf } from "./settings.ts";

/** What crosses to nobody else: everything remembered is kept under its scope, so that it can be dropped there. */
export interface Scope {
  desk: string;
  /** Set for what is private: the place's key. Never shared with other places of the desk. */
  place?: string;
}

/** Turns a model's text into a value; throws an `Error` whose message can be given back to the model. */
export interface Shape<T> {
  /** Names the shape and its version: part of the key. */
  name: string;
  /** JSON Schema for providers that can be held to one; undefined for plain text. */
  schema?: Readonly<Record<string, unknown>>;
  parse(text: string): T;
}

export interface AskRequest<T> {
  /** The file in `prompts/`, without `.md`. */
  prompt: string;
  /** Fills the $placeholders. Text from outside goes in here and nowhere else. */
  values: Readonly<Record<string, string>>;
  shape: Shape<T>;
  language: Language;
  scope: Scope;
  /** 0 for the first; another number asks anew ("another one, please"). */
  attempt: number;
  maxTokens: number;
  signal: AbortSignal;
  /** The whole text so far, where the provider streams. */
  partial(text: string): void;
}

export interface Asked<T> {
  value: T;
  text: string;
  /** "openai gpt-x (prompt draft 1a2b3c)". */
  madeBy: string;
  provider: string;
  remembered: boolean;
  /** Set when the answer ran into maxTokens even at the second try: it ends early, and it was not kept. */
  cut?: true;
}

/** Policy → fill → remembered? → time limit → provider chain → parse → check → keep. Throws `UserError` when no provider could. */
export type Ask = <T>(request: AskRequest<T>) => Promise<Asked<T>>;

/**
 * Keeps the result of a pure piece of work. Equal requests under way share one call. A failing cache is a miss.
 * `kind` and `version` name the handler; `inputs` is everything that the result depends on (JSON); `ttl` in ms,
 * where it depends on the result as a function of it; 0: the result is not kept.
 */
export type Remember = <T>(
  kind: string,
  version: string,
  inputs: unknown,
  scope: Scope,
  ttl: number | ((value: T) => number),
  work: () => Promise<T>,
) => Promise<{ value: T; remembered: boolean }>;

/** What a provider is asked. */
export interface TextRequest {
  /** The prompt's name and values too, for a provider that works by method instead of by model (extractive). */
  prompt: string;
  values: Readonly<Record<string, string>>;
  system: string;
  user: string;
  schema?: Readonly<Record<string, unknown>>;
  language: Language;
  maxTokens: number;
  signal: AbortSignal;
  partial(text: string): void;
}

export interface TextResult {
  text: string;
  model: string;
  /** tokens; 0 where the provider does not tell. */
  usage: { input: number; output: number };
  /** "cut": the model ran into maxTokens. */
  finish: "stop" | "cut";
}

export interface Provider {
  readonly name: string;
  /** The configured model; part of the key of what is remembered. */
  readonly model: string;
  /** Everything else that changes its answers (temperature, dtype …), for the key. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Written by a model (true), or picked from the text that was given (false). */
  readonly generates: boolean;
  /** False: it has no way to answer this prompt, and the chain goes on. */
  can(prompt: string): boolean;
  /** Throws on refusal, an empty answer, a stream cut midway: the chain goes on to the next. */
  generate(request: TextRequest): Promise<TextResult>;
  /** For `doctor`: contacts it and says in a line what it found. Throws `UserError` with the mend. */
  check(signal: AbortSignal): Promise<string>;
  stop(): Promise<void>;
}

export interface ProviderParts {
  log: Log;
  dataDir: string;
  /** For long loading: a model's download. */
  status(text: string, done?: number, of?: number): void;
}

/** One line in `providers/index.ts`. */
export interface ProviderPlugin<S extends SettingSpecs = SettingSpecs> {
  name: string;
  about: string;
  settings: S;
  off(settings: SettingsOf<S>): Off | undefined;
  create(settings: SettingsOf<S>, parts: ProviderParts): Promise<Provider>;
}

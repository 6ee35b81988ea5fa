/** The environment, read once and checked whole: everything that is wrong is told together, with the mend, before anything opens. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { messageOf, UserError } from "./errors.ts";
import { choice, flag, integer, text } from "./settings.ts";
import type { SettingSpecs, SettingsOf } from "./types.ts";

/** The house's own. */
export const houseSettings = {
  COPYTASTER_DATA_DIR: text({
    about: "The one folder that holds everything (default ./data)",
    example: "./data",
  }),
  COPYTASTER_SAMPLE: flag({
    about: "Begin with the sample newsroom, so that the first run has something to show",
    fallback: true,
  }),
  COPYTASTER_TIME_LIMIT: integer({
    about: "Seconds that one question may take",
    min: 5,
    max: 3600,
    fallback: 120,
  }),
  COPYTASTER_GRACE: integer({
    about: "Seconds that a stop waits for what is under way",
    min: 1,
    max: 600,
    fallback: 20,
  }),
  LOG_LEVEL: choice({
    about: "What is logged (to standard error): debug, info, warn or error",
    of: ["debug", "info", "warn", "error"],
    fallback: "info",
  }),
} as const;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Settings {
  /** What these specs read; every value was checked. */
  of<S extends SettingSpecs>(specs: S): SettingsOf<S>;
}

/** Where a variable comes from: the process, else the `.env` file beside package.json (or in the working folder). */
export function environment(
  processEnv: Environment,
  envFile: string,
): { values: Environment; inFile: readonly string[] } {
  let fromFile: Environment = {};
  try {
    fromFile = parseEnv(readFileSync(envFile, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      throw new UserError(
        {
          en: `${envFile} could not be read: ${messageOf(error)}`,
          zh: `无法读取 ${envFile}：${messageOf(error)}`,
        },
        { en: "Mend its permissions, or take it away", zh: "请修正其权限，或将其移走" },
      );
  }
  const set = Object.entries(processEnv).filter(([, value]) => value !== undefined && value !== "");
  return { values: { ...fromFile, ...Object.fromEntries(set) }, inFile: Object.keys(fromFile) };
}

/**
 * @param groups what every plugin declares.
 * @throws UserError that lists every malformed value, every unknown name in `.env`, and every name that looks like a slip of a known one.
 */
export function readSettings(
  { values, inFile }: { values: Environment; inFile: readonly string[] },
  groups: readonly SettingSpecs[],
): Settings {
  const specs: SettingSpecs = Object.assign({}, ...groups);
  const known = Object.keys(specs);
  const problems: string[] = [];
  const read = new Map<string, unknown>();
  for (const [name, spec] of Object.entries(specs)) {
    const value = values[name]?.trim();
    try {
      read.set(name, value ? spec.parse(value) : spec.fallback);
    } catch (error) {
      problems.push(`${name} ${messageOf(error)}${spec.secret ? "" : `, not “${value?.slice(0, 60)}”`}`);
    }
  }
  for (const name of Object.keys(values)) {
    if (known.includes(name)) continue;
    const meant = known.find((one) => slip(one, name));
    if (meant) problems.push(`${name} is not a setting; is ${meant} meant?`);
    else if (inFile.includes(name) || name.startsWith("COPYTASTER_"))
      problems.push(`${name} is not a setting; .env.example lists all of them`);
  }
  if (problems.length > 0) {
    const all = problems.map((problem) => `  - ${problem}`).join("\n");
    throw new UserError(
      { en: `The settings cannot be used:\n${all}\n`, zh: `设置有误：\n${all}\n` },
      {
        en: "Mend them in .env or in the environment; .env.example explains each",
        zh: "请在 .env 或环境变量中修正；.env.example 有逐项说明",
      },
    );
  }
  return {
    of: <S extends SettingSpecs>(wanted: S) =>
      Object.fromEntries(Object.keys(wanted).map((name) => [name, read.get(name)])) as SettingsOf<S>,
  };
}

/** One letter more, less or other, or two swapped; never for short names. */
function slip(known: string, given: string): boolean {
  if (known === given || known.length < 8 || Math.abs(known.length - given.length) > 1) return false;
  let start = 0;
  while (start < Math.min(known.length, given.length) && known[start] === given[start]) start++;
  let end = 0;
  while (end < Math.min(known.length, given.length) - start && known.at(-1 - end) === given.at(-1 - end))
    end++;
  const [a, b] = [known.slice(start, known.length - end), given.slice(start, given.length - end)];
  return (a.length <= 1 && b.length <= 1) || (a.length === 2 && b === `${a[1]}${a[0]}`);
}

/** Every variable with its line, as `.env.example` holds it. */
export function envExample(groups: readonly { title: string; specs: SettingSpecs }[]): string {
  const head =
    "# Copy to .env and fill in what you need: nothing is needed to begin with. Made by: npm run -s copytaster -- doctor --env-example\n";
  const parts = groups
    .filter(({ specs }) => Object.keys(specs).length > 0)
    .map(({ title, specs }) =>
      [
        `# ${title}`,
        ...Object.entries(specs).map(([name, spec]) => `# ${spec.about}\n#${name}=${spec.example}`),
      ].join("\n"),
    );
  return `${[head, ...parts].join("\n")}\n`;
}

export const dataDirOf = (settings: Settings) =>
  resolve(settings.of(houseSettings).COPYTASTER_DATA_DIR ?? "./data");

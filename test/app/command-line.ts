/** The command line as a person has it: a process of its own, with nothing set but a folder. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text as readAll } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { settingGroups } from "../../src/cli/open.ts";

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Nothing of the machine's own: a space stands before what a developer's `.env` says, and is read as unset. */
const unset = Object.fromEntries(
  settingGroups().flatMap(({ specs }) => Object.keys(specs).map((name) => [name, " "])),
);

type Env = Readonly<Record<string, string>>;

function begin(args: readonly string[], env: Env): ChildProcessWithoutNullStreams {
  const { PATH = "", HOME = "" } = process.env;
  return spawn(process.execPath, [main, ...args], {
    env: { PATH, HOME, LC_ALL: "en_GB.UTF-8", ...unset, PORT: "0", ...env },
  });
}

/** Runs one verb to its end. `input` is what stands on standard input. */
export async function run(args: readonly string[], env: Env, input = ""): Promise<Ended> {
  const child = begin(args, env);
  child.stdin.end(input);
  const [out, err, [code]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

export interface Running {
  /** What it announced: "ready" → address, "token" → token. */
  said: ReadonlyMap<string, string>;
  /** SIGTERM, and its exit code. */
  stop(): Promise<number | null>;
}

/** `start`, until it says that it is ready. */
export async function startBot(env: Env): Promise<Running> {
  const child = begin(["start"], env);
  const ended = once(child, "close") as Promise<[number | null]>;
  const said = new Map<string, string>();
  const errors: string[] = [];
  child.stderr.on("data", (chunk) => errors.push(String(chunk)));
  const lines = createInterface({ input: child.stdout });
  await new Promise<void>((resolve, reject) => {
    lines.on("line", (line) => {
      const [what = "", value = ""] = line.split(" ");
      said.set(what, value);
      if (said.has("ready") && said.has("token")) resolve();
    });
    void ended.then(() => reject(new Error(`start ended before it was ready: ${errors.join("")}`)));
  });
  return {
    said,
    async stop() {
      child.kill("SIGTERM");
      return (await ended)[0];
    },
  };
}

/** The bot and its peers as processes of their own, so that their memory and their loop are theirs. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { root, settingGroups } from "../../../src/cli/open.ts";
import type { Reply } from "../../../src/types.ts";

export interface Child {
  pid: number;
  /** performance.now() of its start. */
  since: number;
  /** performance.now() when it had announced all it was waited for. */
  readyAt: number;
  /** By its first word: what it announced. */
  announced: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

export interface Bot extends Child {
  /** One question over POST /api/say. */
  say(text: string): Promise<Reply>;
}

type Environment = Readonly<Record<string, string>>;

/** ms. */
const patience = 60_000;

const living = new Set<ChildProcess>();

/** However the bench ends, nothing of it stays behind. */
function endTogether(): void {
  if (process.listenerCount("exit", killAll) > 0) return;
  process.on("exit", killAll);
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => process.exit(1));
}

function killAll(): void {
  for (const child of living) child.kill("SIGKILL");
}

/** The environment without any setting of the bot's: the figures are those of the settings given here. */
function bare(): Record<string, string | undefined> {
  const own = new Set(settingGroups().flatMap(({ specs }) => Object.keys(specs)));
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.has(name)));
}

/** @param words what it must announce, each the first word of a line. */
async function run(
  args: readonly string[],
  environment: Environment,
  words: readonly string[],
): Promise<Child> {
  const since = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...bare(), NODE_ENV: "production", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  endTogether();
  living.add(child);
  child.once("exit", () => living.delete(child));
  const announced = new Map<string, string>();
  const readyAt = await new Promise<number>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`${args.join(" ")} did not say ${words.join(", ")} within ${patience / 1000} s`));
    }, patience);
    child.once("exit", (code, signal) => {
      clearTimeout(late);
      reject(new Error(`${args.join(" ")} ended (${code ?? signal}) before it was ready`));
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [word = "", ...rest] = line.split(" ");
      announced.set(word, rest.join(" "));
      if (!words.every((one) => announced.has(one))) return;
      clearTimeout(late);
      resolve(performance.now());
    });
  });
  return { pid: child.pid ?? 0, since, readyAt, announced, stop: () => end(child) };
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill("SIGKILL"), 25_000);
    child.once("exit", () => {
      clearTimeout(force);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

/** `start` on this data folder, on a free port, with nobody at the terminal. A token that is set is not announced: `words` tells what is. */
export async function startBot(
  dataDir: string,
  environment: Environment = {},
  words: readonly string[] = ["ready", "token"],
): Promise<Bot> {
  const settings = {
    COPYTASTER_DATA_DIR: dataDir,
    COPYTASTER_TERMINAL: "no",
    COPYTASTER_SAMPLE: "no",
    PORT: "0",
    HOST: "127.0.0.1",
    LOG_LEVEL: "error",
    ALLOW_PRIVATE_ADDRESSES: "yes",
    ...environment,
  } as Environment;
  const { flags, variables } = started();
  const child = await run([...flags, "src/main.ts", "start"], { ...variables, ...settings }, words);
  const [address, token] = [child.announced.get("ready"), child.announced.get("token") ?? settings.WEB_TOKEN];
  return {
    ...child,
    async say(text) {
      const response = await fetch(`${address}/api/say`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ text }),
      });
      if (!response.ok) throw new Error(`${text}: ${response.status} ${await response.text()}`);
      const reply = (await response.json()) as Reply;
      if (reply.failure) throw new Error(`${text}: ${reply.markdown}`);
      return reply;
    },
  };
}

/** @param file beside this one. */
export function startEcho(environment: Environment, file = "./echo.ts"): Promise<Child> {
  return run([fileURLToPath(new URL(file, import.meta.url))], environment, ["ready"]);
}

/** ms that this Node needs to do nothing at all. */
export async function nothing(): Promise<number> {
  const since = performance.now();
  await promisify(execFile)(process.execPath, ["-e", "0"]);
  return performance.now() - since;
}

/** Resident memory in MB (10⁶ bytes); NaN where the system does not tell, or the process is gone. */
export async function residentMb(pid: number): Promise<number> {
  const kibibytes = process.platform === "linux" ? await fromProc(pid) : await fromPs(pid);
  return (kibibytes * 1024) / 1e6;
}

async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
}

async function fromPs(pid: number): Promise<number> {
  const told = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]).catch(() => undefined);
  return Number(told?.stdout.trim() || Number.NaN);
}

/** Node's own flags and the variables before them, as `npm start` gives them. */
function started(): { flags: readonly string[]; variables: Environment } {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: { start: string };
  };
  const { start } = manifest.scripts;
  const variables = [...start.matchAll(/(?:^|\s)([A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]);
  return { flags: start.match(/--\S+/g) ?? [], variables: Object.fromEntries(variables) };
}

/** The processes: started, killed, stopped for a while, and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { settingGroups } from "../../src/cli/open.ts";
import type { Chance } from "./chance.ts";

const script = fileURLToPath(new URL("./child.ts", import.meta.url));

export interface Bots {
  start(): void;
  /** One of them, whatever it does just now; resolves when it is dead. */
  kill(): Promise<void>;
  /** One of them stands still for so long (ms) and knows nothing of it. */
  freeze(ms: number): Promise<void>;
  readonly alive: number;
  /** What ended by itself, with its code and last words. */
  readonly fallen: readonly string[];
  /** Resolves when one says that it is up. */
  up(): Promise<void>;
  /** As an operator does: SIGTERM, and they finish. */
  end(): Promise<void>;
  /** Whatever happens: nothing is left running. */
  clear(): void;
}

interface One {
  child: ChildProcess;
  up: Promise<unknown>;
  ended: Promise<unknown>;
}

/** @param environment settings, over none. */
export function createBots(environment: Readonly<Record<string, string>>, random: Chance): Bots {
  const all = new Set<One>();
  const fallen: string[] = [];
  const own = new Set(settingGroups().flatMap(({ specs }) => Object.keys(specs)));
  const bare = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.has(name)));
  const one = () => random.of([...all]);

  let ending = false;

  const start = () => {
    const child = spawn(process.execPath, [script], {
      env: { ...bare, LOG_LEVEL: "error", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said = `${said}${chunk}`.slice(-4_000);
    });
    const ended = once(child, "exit").then(([code, signal]) => {
      all.delete(started);
      if (signal === "SIGKILL" || code === 0) return;
      // Told to stop at the end before it had come so far as to listen: that is no fall.
      if (ending && signal === "SIGTERM") return;
      fallen.push(`${code ?? signal}: ${said}`);
      // As whoever keeps services running does.
      if (!ending) start();
    });
    const started: One = { child, ended, up: once(child.stdout as NodeJS.ReadableStream, "data") };
    started.up.catch(() => {});
    all.add(started);
  };

  return {
    start,
    async kill() {
      const victim = one();
      victim?.child.kill("SIGKILL");
      await victim?.ended;
    },
    async freeze(ms) {
      const victim = one();
      victim?.child.kill("SIGSTOP");
      await pause(ms);
      victim?.child.kill("SIGCONT");
    },
    get alive() {
      return all.size;
    },
    fallen,
    async up() {
      for (let up = false; !up; ) {
        if (all.size === 0) start();
        const first = [...all].map((one) =>
          Promise.race([one.up.then(() => true), one.ended.then(() => false)]),
        );
        up = await Promise.race(first);
      }
    },
    async end() {
      ending = true;
      for (const { child } of all) child.kill("SIGTERM");
      await Promise.all([...all].map(({ ended }) => ended));
    },
    clear() {
      ending = true;
      for (const { child } of all) child.kill("SIGKILL");
    },
  };
}

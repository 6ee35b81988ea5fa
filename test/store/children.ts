import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Where } from "../../src/store/database.ts";

export interface Child {
  process: ChildProcess;
  ready: Promise<void>;
  /** Accepts messages of these ids; resolves to those that it was the first to accept. */
  accept(ids: readonly string[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Starts another process on the same database. */
export function child(where: Where, owner: string): Child {
  const started = fork(join(import.meta.dirname, "child.ts"), [JSON.stringify({ ...where, owner })], {
    execArgv: [],
    env: {},
  });
  const next = async (): Promise<Record<string, unknown>> => {
    const [answer] = await Promise.race([
      once(started, "message"),
      once(started, "exit").then(([code]) => Promise.reject(new Error(`the child ended with ${code}`))),
    ]);
    return answer as Record<string, unknown>;
  };
  return {
    process: started,
    ready: next().then(() => undefined),
    async accept(ids) {
      const answer = next();
      started.send(ids);
      return (await answer).won as string[];
    },
    async close() {
      if (started.exitCode !== null || started.signalCode !== null) return;
      const ended = once(started, "exit");
      started.send("close");
      await ended;
    },
  };
}

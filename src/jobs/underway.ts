/** The jobs that this process is working on, and how they are brought to an end. */
import { setTimeout as pause } from "node:timers/promises";
import type { Log } from "../types.ts";

export interface UnderWay {
  readonly size: number;
  ids(): readonly string[];
  /** Runs it and never rejects: `work` deals with its own failures. */
  run(id: string, work: (signal: AbortSignal) => Promise<void>): void;
  /** The job is not ours any more. */
  abort(id: string, reason: string): void;
  /** Waits up to `graceMs`, then aborts what is left and waits a moment for that. */
  end(graceMs: number): Promise<void>;
}

/** How long aborted work may take to notice. */
const noticeMs = 1_000;

export function createUnderWay(log: Log): UnderWay {
  const jobs = new Map<string, { controller: AbortController; done: Promise<void> }>();

  /** True when all were over in time. */
  const over = async (ms: number): Promise<boolean> => {
    const timer = new AbortController();
    try {
      return await Promise.race([
        Promise.allSettled([...jobs.values()].map(({ done }) => done)).then(() => true),
        pause(ms, false, { signal: timer.signal }),
      ]);
    } finally {
      timer.abort();
    }
  };

  return {
    get size() {
      return jobs.size;
    },
    ids: () => [...jobs.keys()],
    run(id, work) {
      const controller = new AbortController();
      const done = work(controller.signal)
        .catch((error: unknown) => log.error({ error, id }, "a job could not be brought to its end"))
        .finally(() => jobs.delete(id));
      jobs.set(id, { controller, done });
    },
    abort(id, reason) {
      jobs.get(id)?.controller.abort(new Error(reason));
    },
    async end(graceMs) {
      if (!jobs.size || (await over(graceMs))) return;
      log.warn({ jobs: [...jobs.keys()] }, "jobs still under way are aborted; they are run again later");
      for (const { controller } of jobs.values()) controller.abort(new Error("the process is stopping"));
      await over(noticeMs);
    },
  };
}

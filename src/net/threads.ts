/** Heavy parsing happens beside the event loop, in threads that can be ended when a text is made to keep them busy. */
import { availableParallelism } from "node:os";
import type { Piscina } from "piscina";

export interface Threads {
  /**
   * Runs the exported function `name` of the worker file. Rejects with "timeout" or "memory" as the error's message when the
   * thread had to be ended; with the signal's reason when the caller gave up.
   */
  run(name: string, task: unknown, signal: AbortSignal): Promise<unknown>;
  stop(): Promise<void>;
}

export interface ThreadsOptions {
  /** The worker's module. */
  file: URL;
  maxThreads: number;
  /** For one task, without waiting for a free thread; ms. */
  timeoutMs: number;
  /** Of one thread; more ends it. */
  maxHeapMb: number;
  /** A thread without work goes after this; ms. */
  idleMs: number;
}

/** What is young dies young: more room would only hold more garbage. */
const youngMb = 12;

/** No thread is started before the first task. */
export function createThreads(options: ThreadsOptions): Threads {
  let pool: Promise<Piscina> | undefined;
  const side = Math.min(options.maxThreads, availableParallelism());
  let free = side;
  const waiting: (() => void)[] = [];
  const opened = () => {
    pool ??= open();
    return pool;
  };
  // Loaded with the first task: a start does not wait for it.
  const open = async () => {
    const { Piscina } = await import("piscina");
    return new Piscina({
      filename: options.file.href,
      minThreads: 0,
      maxThreads: side,
      idleTimeout: options.idleMs,
      resourceLimits: {
        maxOldGenerationSizeMb: options.maxHeapMb,
        maxYoungGenerationSizeMb: youngMb,
        stackSizeMb: 4,
      },
      // The environment holds secrets that a parser has no business with.
      env: {},
    });
  };
  return {
    async run(name, task, signal) {
      signal.throwIfAborted();
      // The time of a task begins when a thread is free for it, not when it is asked for.
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let late = AbortSignal.timeout(options.timeoutMs);
      try {
        const threads = await opened();
        late = AbortSignal.timeout(options.timeoutMs);
        return await threads.run(task, { name, signal: AbortSignal.any([signal, late]) });
      } catch (error) {
        if (signal.aborted) throw signal.reason;
        if (late.aborted) throw new Error("timeout", { cause: error });
        if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY")
          throw new Error("memory", { cause: error });
        throw error;
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free++;
      }
    },
    async stop() {
      const running = pool;
      pool = undefined;
      await (await running)?.destroy();
    },
  };
}

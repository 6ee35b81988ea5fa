/** The house's side of the model's worker thread: begun at the first job, one job at a time, begun anew after a crash. */
import { Worker } from "node:worker_threads";
import { messageOf } from "../../errors.ts";
import type { Device, FromWorker, ModelChoice, Task, ToWorker } from "./protocol.ts";

export interface HostEvents {
  loading(file: string, loaded: number, total: number): void;
  device(device: Device, why: string): void;
  loaded(device: Device, task: Task): void;
}

export interface HostParts {
  /** Asked each time that a thread begins. */
  choice(): ModelChoice;
  events: HostEvents;
  /** What the thread runs. */
  script: URL;
  /** A thread that heeds no interruption for so many ms is ended. */
  graceMs: number;
}

/** `J` is what it is asked, `D` what comes back. */
export interface Host<J, D> {
  /** Rejects with the signal's reason as soon as it is aborted; the next job waits until the thread is free. */
  run(job: J, signal: AbortSignal, partial: (text: string) => void): Promise<D>;
  /** Ends what is under way. May be called twice. */
  stop(): Promise<void>;
}

interface Running<D> {
  id: number;
  thread: Worker;
  partial(text: string): void;
  done(result: D): void;
  failed(error: Error): void;
}

export function createHost<J, D>({ choice, events, script, graceMs }: HostParts): Host<J, D> {
  let worker: Worker | undefined;
  let running: Running<D> | undefined;
  let line: Promise<unknown> = Promise.resolve();
  let ids = 0;
  let stopped = false;

  const over = (thread: Worker, error: Error) => {
    if (worker === thread) worker = undefined;
    if (running?.thread === thread) running.failed(error);
  };

  const hear = (thread: Worker, message: FromWorker<D>) => {
    if (message.kind === "loading") events.loading(message.file, message.loaded, message.total);
    else if (message.kind === "device") events.device(message.device, message.why);
    else if (message.kind === "loaded") events.loaded(message.device, message.task);
    else if (message.kind === "unloadable") over(thread, new Error(message.why));
    else if (message.id !== running?.id) return;
    else if (message.kind === "partial") running.partial(message.text);
    else if (message.kind === "done") running.done(message.done);
    else running.failed(new Error(message.why));
  };

  const begin = (): Worker => {
    const begun = new Worker(script, { workerData: choice() });
    begun.on("message", (message: FromWorker<D>) => hear(begun, message));
    begun.on("error", (error) =>
      over(begun, new Error(`The model's thread crashed: ${messageOf(error)}`, { cause: error })),
    );
    begun.on("exit", () => over(begun, new Error("The model's thread ended before its answer did")));
    return begun;
  };

  const turn = async (job: J, signal: AbortSignal, partial: (text: string) => void) => {
    signal.throwIfAborted();
    if (stopped) throw new Error("The provider was stopped");
    worker ??= begin();
    const thread = worker;
    const say = (message: ToWorker<J>) => thread.postMessage(message);
    const id = ++ids;
    const result = Promise.withResolvers<D>();
    running = {
      id,
      thread,
      partial: (text) => {
        if (!signal.aborted) partial(text);
      },
      done: result.resolve,
      failed: result.reject,
    };
    let grace: NodeJS.Timeout | undefined;
    const interrupt = () => {
      say({ kind: "interrupt", id });
      grace = setTimeout(() => void thread.terminate(), graceMs);
    };
    signal.addEventListener("abort", interrupt, { once: true });
    // An idle model keeps no process alive; a working one does.
    thread.ref();
    try {
      say({ kind: "job", id, job });
      return await result.promise;
    } finally {
      signal.removeEventListener("abort", interrupt);
      clearTimeout(grace);
      running = undefined;
      thread.unref();
    }
  };

  return {
    run(job, signal, partial) {
      const mine = line.then(() => turn(job, signal, partial));
      line = mine.catch(() => undefined);
      return orAborted(mine, signal);
    },
    async stop() {
      stopped = true;
      const thread = worker;
      if (!thread) return;
      worker = undefined;
      const gone = new Promise<void>((resolve) => thread.once("exit", () => resolve()));
      thread.ref();
      thread.postMessage({ kind: "stop" } satisfies ToWorker<J>);
      const grace = setTimeout(() => void thread.terminate(), graceMs);
      await gone;
      clearTimeout(grace);
    },
  };
}

async function orAborted<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
  const given = Promise.withResolvers<never>();
  const giveUp = () => given.reject(signal.reason);
  if (signal.aborted) giveUp();
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([given.promise, call]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

/**
 * The news room beside the event loop. Reading feeds is done in one thread, comparing stories (digests, what is related, trends) and learning desks' categories in another, each with a
 * connection of its own: whoever asks meanwhile is answered as if nothing else went on, and the memory that a load or a digest takes goes with its thread.
 */
import { Worker } from "node:worker_threads";
import type { OpenStore } from "../store/index.ts";
import type { Log } from "../types.ts";
import type { DeployedModel } from "./deployed-tools.ts";
import {
  type FromNews,
  heardError,
  type NewsCall,
  type NewsThreadData,
  type ToNews,
} from "./news-protocol.ts";
import type { Rooms } from "./newsroom.ts";

export interface NewsThreadParts extends Omit<NewsThreadData, "turn"> {
  /** What is deployed now. */
  models(): readonly DeployedModel[];
  store: Pick<OpenStore, "turnPort">;
  log: Log;
  /** A thread that had nothing to do for so long (ms) gives its memory back; 15,000 when unset. */
  idleMs?: number;
}

/** The rooms, worked in elsewhere. */
export interface NewsThreads extends Rooms {
  /** What is under way is aborted and finished; may be called twice. */
  stop(): Promise<void>;
}

/** Starts no thread before the first call. */
export function createNewsThreads(parts: NewsThreadParts): NewsThreads {
  const [collecting, reading] = [createThread(parts), createThread(parts)];
  return {
    news: {
      collect: remote(collecting, "news", "collect"),
      digest: remote(reading, "news", "digest"),
      recommend: remote(reading, "news", "recommend"),
      themes: remote(reading, "news", "themes"),
      related: remote(reading, "news", "related"),
    },
    trends: {
      count: remote(collecting, "trends", "count"),
      bursting: remote(reading, "trends", "bursting"),
      // Asked for together with a digest, which keeps the other thread busy.
      rising: remote(collecting, "trends", "rising"),
      line: remote(reading, "trends", "line"),
      compare: remote(reading, "trends", "compare"),
      labels: remote(reading, "trends", "labels"),
      timeline: remote(reading, "trends", "timeline"),
    },
    meaning: {
      embed: remote(collecting, "meaning", "embed"),
      find: remote(reading, "meaning", "find"),
    },
    names: {
      read: remote(reading, "names", "read"),
      quantities: remote(reading, "names", "quantities"),
      ofStories: remote(reading, "names", "ofStories"),
    },
    categories: { learn: remote(reading, "categories", "learn") },
    async stop() {
      await Promise.all([collecting.stop(), reading.stop()]);
    },
  };
}

/** A function of a room as if it were here. */
function remote<R extends keyof Rooms, M extends keyof Rooms[R] & string>(
  thread: { call(call: Omit<NewsCall, "models">, signal: AbortSignal | undefined): Promise<unknown> },
  room: R,
  method: M,
): Rooms[R][M] {
  const call = (...args: unknown[]) => {
    const last = args.at(-1);
    const signal = last instanceof AbortSignal ? last : undefined;
    return thread.call(
      { room, method, args: signal ? args.slice(0, -1) : args, signal: signal !== undefined },
      signal,
    );
  };
  return call as Rooms[R][M];
}

/** Of one thread; beyond it the thread fails and not the house. */
const mostHeapMb = 1536;
const youngMb = 12;
/** For a stop, ms. */
const patienceMs = 5_000;

interface Waiting {
  resolve(value: never): void;
  reject(error: unknown): void;
}

function createThread({
  store,
  log,
  models,
  idleMs = 15_000,
  databaseUrl,
  dataDir,
  net,
  network,
}: NewsThreadParts) {
  const waiting = new Map<number, Waiting>();
  let ids = 0;
  let thread: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let stopped = false;

  function begin(): Worker {
    const turn = store.turnPort();
    const started = new Worker(new URL("./news-worker.ts", import.meta.url), {
      workerData: { databaseUrl, dataDir, net, network, turn } satisfies NewsThreadData,
      transferList: turn ? [turn] : [],
      resourceLimits: { maxOldGenerationSizeMb: mostHeapMb, maxYoungGenerationSizeMb: youngMb },
    });
    started.on("message", (message: FromNews) => {
      if (message.kind === "log") return log[message.level](message.fields, message.text);
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === "done") one?.resolve(message.value as never);
      else one?.reject(heardError(message.error));
      if (waiting.size > 0) return;
      started.unref();
      idle = setTimeout(() => void end(), idleMs).unref();
    });
    const gone = (error: Error) => {
      if (thread !== started) return;
      thread = undefined;
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    };
    started.on("error", gone);
    started.on("exit", () => gone(new Error("The news room's thread ended.")));
    return started;
  }

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = thread;
    if (!ending) return;
    // A call that comes from here on has a thread of its own.
    thread = undefined;
    const left = new Map(waiting);
    waiting.clear();
    const exited = new Promise<void>((resolve) => ending.once("exit", () => resolve()));
    ending.ref();
    ending.postMessage({ kind: "stop" } satisfies ToNews);
    const late = setTimeout(() => void ending.terminate(), patienceMs);
    await exited;
    clearTimeout(late);
    for (const one of left.values()) one.reject(new Error("The news room was closed."));
  }

  return {
    /** @throws the thread's own error; the signal's reason when the caller gave up. */
    call(call: Omit<NewsCall, "models">, signal: AbortSignal | undefined): Promise<unknown> {
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (stopped) return Promise.reject(new Error("The news room was closed."));
      clearTimeout(idle);
      thread ??= begin();
      const own = thread;
      const id = ++ids;
      const abort = () => own.postMessage({ kind: "abort", id } satisfies ToNews);
      signal?.addEventListener("abort", abort, { once: true });
      return new Promise<unknown>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        own.ref();
        own.postMessage({ kind: "call", id, ...call, models: models() } satisfies ToNews);
      })
        .catch((error: unknown) => {
          throw signal?.aborted ? signal.reason : error;
        })
        .finally(() => signal?.removeEventListener("abort", abort));
    },
    stop() {
      stopped = true;
      return end();
    },
  };
}

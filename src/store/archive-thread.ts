/**
 * Work on the archive's SQLite file that is too long for the loop (loads of many stories, searches that touch most of the archive) is done
 * in a thread with a connection of its own. For writing it takes its turn among this process's writers, a slice at a time (`turn-port.ts`).
 */
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import type { SqlValue, Story } from "../types.ts";
import type { SqliteEngine } from "./sqlite.ts";
import { lendTurns } from "./turn-port.ts";

export interface ThreadData {
  file: string;
  turn: MessagePort;
}

export type ToThread =
  | { kind: "add"; id: number; stories: readonly Story[] }
  | { kind: "all"; id: number; sql: string; params: readonly SqlValue[] };

export type FromThread =
  | { kind: "done"; id: number; value: unknown }
  | { kind: "failed"; id: number; error: unknown };

export interface ArchiveThread {
  add(stories: readonly Story[]): Promise<{ added: readonly string[]; changed: readonly Story[] }>;
  all<Row>(sql: string, params: readonly SqlValue[]): Promise<Row[]>;
  /** Ends the thread; what it was doing fails. May be called twice. */
  stop(): Promise<void>;
}

/** A thread that had nothing to do for so long gives its memory back. */
const idleMs = 15_000;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Starts with the first request. */
export function createArchiveThread(engine: Pick<SqliteEngine, "file" | "lend">): ArchiveThread {
  const waiting = new Map<number, Waiting>();
  let ids = 0;
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;

  const end = (error: Error) => {
    worker = undefined;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const { port1, port2 } = new MessageChannel();
    lendTurns(engine, port1);
    const started = new Worker(new URL("./archive-worker.ts", import.meta.url), {
      workerData: { file: engine.file, turn: port2 } satisfies ThreadData,
      transferList: [port2],
    });
    started.on("message", (message: FromThread) => {
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === "done") one?.resolve(message.value);
      else one?.reject(message.error);
      if (waiting.size) return;
      // A thread that waits for work keeps no process alive; one that works does.
      started.unref();
      idle = setTimeout(stop, idleMs).unref();
    });
    started.on("error", (error) => worker === started && end(error));
    started.on("exit", () => worker === started && end(new Error("The archive's thread ended.")));
    return started;
  };
  const call = <T>(message: (id: number) => ToThread): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      clearTimeout(idle);
      worker ??= start();
      worker.ref();
      const id = ++ids;
      waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      worker.postMessage(message(id));
    });
  const stop = async (): Promise<void> => {
    clearTimeout(idle);
    const ending = worker;
    end(new Error("The store was closed."));
    await ending?.terminate();
  };

  return {
    add: (stories) => call((id) => ({ kind: "add", id, stories })),
    all: (sql, params) => call((id) => ({ kind: "all", id, sql, params })),
    stop,
  };
}

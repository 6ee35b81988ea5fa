/**
 * Threads of one process that write to one SQLite file take turns with the thread that opened it, over a port: so the lock of the file is never
 * fought for within a process, and an acknowledgement waits for one small transaction at most.
 */
import type { MessagePort } from "node:worker_threads";
import type { SqliteEngine } from "./sqlite.ts";

/** Grants turns to whoever asks at the port's other end. A thread that ends gives its turn back. */
export function lendTurns(engine: Pick<SqliteEngine, "lend">, port: MessagePort): void {
  let release: (() => void) | undefined;
  let open = true;
  const free = () => {
    release?.();
    release = undefined;
  };
  const grant = () =>
    new Promise<void>((resolve) => {
      if (!open) return resolve();
      release = resolve;
      port.postMessage("granted");
    });
  port.on("message", (word: "ask" | "release") => {
    if (word === "release") free();
    // The engine is closed: nobody waits for an answer that will not come.
    else engine.lend(grant).catch(() => port.close());
  });
  port.once("close", () => {
    open = false;
    free();
  });
  // It keeps no process alive by itself.
  port.unref();
}

/** The thread's side: what `openSqlite` takes as its `turn`. */
export function turnsOver(port: MessagePort): <T>(work: () => Promise<T>) => Promise<T> {
  let granted: (() => void) | undefined;
  let refused: ((error: Error) => void) | undefined;
  port.on("message", () => granted?.());
  port.once("close", () => refused?.(new Error("The database was closed.")));
  port.unref();
  return async (work) => {
    await new Promise<void>((resolve, reject) => {
      [granted, refused] = [resolve, reject];
      port.ref();
      port.postMessage("ask");
    });
    try {
      return await work();
    } finally {
      port.postMessage("release");
      port.unref();
    }
  };
}

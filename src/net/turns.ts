/** Good manners towards the sites that are read: one request at a time to a host, with a breath between two. */
import { setTimeout as pause } from "node:timers/promises";

export interface Turns {
  /** Runs `work` when the earlier ones of this host are done and `gapMs` have passed since. Rejects as `work` does. */
  take<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
  /** Hosts that somebody waits for now. */
  readonly size: number;
}

export function createTurns(gapMs: number): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    get size() {
      return last.size;
    },
    async take(host, signal, work) {
      const before = last.get(host);
      const { promise: mine, resolve: done } = Promise.withResolvers<void>();
      last.set(host, mine);
      try {
        await before;
        signal.throwIfAborted();
        if (before) await pause(gapMs, undefined, { signal });
        return await work();
      } finally {
        // The last of a row keeps the place for one gap more, so that the next comer waits too.
        setTimeout(() => {
          if (last.get(host) === mine) last.delete(host);
        }, gapMs).unref();
        done();
      }
    },
  };
}

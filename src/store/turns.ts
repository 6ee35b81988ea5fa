/** A short queue: one holder at a time, first come first served. */

export interface Turns {
  /** Runs `work` when everybody before it is done. Starts in this very call when nobody is before it. */
  take<T>(work: () => T | Promise<T>): Promise<T>;
  /** Resolves when nobody holds or waits. */
  idle(): Promise<void>;
}

export function createTurns(): Turns {
  let held = false;
  const waiting: (() => void)[] = [];
  const pass = () => {
    const next = waiting.shift();
    if (next) next();
    else held = false;
  };
  const take = async <T>(work: () => T | Promise<T>): Promise<T> => {
    if (held) await new Promise<void>((resolve) => waiting.push(resolve));
    held = true;
    try {
      return await work();
    } finally {
      pass();
    }
  };
  return { take, idle: () => take(() => undefined) };
}

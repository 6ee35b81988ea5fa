/** What is told while something is worked on: at most once a second, one at a time; the newest word wins. */

export interface Throttle<T> {
  push(value: T): void;
  /** Drops what waits and lets what is being written come to its end. Nothing is written afterwards. */
  finish(): Promise<void>;
}

/**
 * @param write one value; its failure goes to `failed` and ends nothing.
 * @param every ms from the start of one write to the start of the next.
 * @param first ms before the first: an answer that is quicker than that needs no status.
 */
export function throttle<T>(
  write: (value: T) => Promise<void>,
  failed: (error: unknown) => void,
  every = 1000,
  first = 250,
): Throttle<T> {
  let waiting: { value: T } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let began: number | undefined;
  let over = false;

  function arm(): void {
    if (over || timer || writing || !waiting) return;
    const pause = began === undefined ? first : Math.max(began + every - Date.now(), 0);
    timer = setTimeout(() => {
      timer = undefined;
      if (!waiting) return;
      const { value } = waiting;
      waiting = undefined;
      began = Date.now();
      writing = write(value)
        .catch(failed)
        .finally(() => {
          writing = undefined;
          arm();
        });
    }, pause);
  }

  return {
    push(value) {
      waiting = { value };
      arm();
    },
    async finish() {
      over = true;
      clearTimeout(timer);
      waiting = undefined;
      await writing;
    },
  };
}

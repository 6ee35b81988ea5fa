/** Shows only the newest of what comes, and not too often. */

export interface Paced<T> {
  /** Never throws, never waits. */
  push(value: T): void;
  /** Takes nothing more; resolves when what is being sent is through. */
  stop(): Promise<void>;
}

/**
 * @param send must not reject.
 * @param firstMs wait before the first: an answer that comes sooner needs no status.
 * @param everyMs least time between the end of one and the next.
 */
export function paced<T>(send: (value: T) => Promise<void>, firstMs: number, everyMs: number): Paced<T> {
  let held: { value: T } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;
  let over = false;
  let first = true;

  const fire = () => {
    timer = undefined;
    if (!held || over) return;
    const { value } = held;
    held = undefined;
    sending = send(value).finally(() => {
      sending = undefined;
      if (held && !over) timer = setTimeout(fire, everyMs);
      else if (!over) timer = setTimeout(fire, everyMs).unref();
    });
  };

  return {
    push(value) {
      if (over) return;
      held = { value };
      if (timer || sending) return;
      timer = setTimeout(fire, first ? firstMs : 0);
      first = false;
    },
    async stop() {
      over = true;
      held = undefined;
      clearTimeout(timer);
      await sending;
    },
  };
}

/** One piece of work again and again, never two at once. */
import type { Log } from "../types.ts";

export interface Loop {
  start(): void;
  /** Runs soon, without waiting for the pause to end. */
  wake(): void;
  /** Resolves when the run that is under way is over. */
  stop(): Promise<void>;
}

/** `work` runs `pauseMs` after it last ended. Its failures are logged and the loop goes on. */
export function createLoop(pauseMs: number, work: () => Promise<void>, log: Log, what: string): Loop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let on = false;

  const run = async () => {
    try {
      do {
        again = false;
        await work();
      } while (again && on);
    } catch (error) {
      log.error({ error }, `${what} failed; it is tried again in ${pauseMs} ms`);
    }
    running = undefined;
    if (on) arm(pauseMs);
  };
  const arm = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = run();
    }, ms);
  };

  return {
    start() {
      if (on) return;
      on = true;
      arm(0);
    },
    wake() {
      if (running) again = true;
      else if (on) arm(0);
    },
    async stop() {
      on = false;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Long work in slices, so that an acknowledgement never waits for a digest. */
import { setImmediate } from "node:timers/promises";

/** Gives the event loop a turn when more than `sliceMs` have gone by since the last one. */
export function createBreath(sliceMs = 8): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < sliceMs) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}

/** Pauses in long work, so that others have their turn. */

/** ms of work between two pauses. */
const TURN = 8;

/** To be awaited between two pieces of work: pauses where the last pause was long enough ago. */
export function createBreath(): () => Promise<void> | undefined {
  let began = performance.now();
  return () => {
    if (performance.now() - began < TURN) return undefined;
    return new Promise<void>((resolve) =>
      setImmediate(() => {
        began = performance.now();
        resolve();
      }),
    );
  };
}

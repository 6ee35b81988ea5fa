/** A bar while somebody watches, nothing in a pipe. */
import { Presets, SingleBar } from "cli-progress";

export function progressBar(watched: boolean): {
  update(set: string, done: number, of: number): void;
  stop(): void;
} {
  if (!watched) return { update() {}, stop() {} };
  const bar = new SingleBar(
    { format: "{set} {bar} {value}/{total} {eta_formatted}", hideCursor: true, clearOnComplete: true },
    Presets.shades_grey,
  );
  let current: string | undefined;
  return {
    update(set, done, of) {
      if (set !== current) {
        if (current !== undefined) bar.stop();
        bar.start(of, done, { set });
        current = set;
      } else bar.update(done, { set });
    },
    stop() {
      if (current !== undefined) bar.stop();
    },
  };
}

/** A bar on standard error where a person is watching; nothing in a pipe. */
import { Presets, SingleBar } from "cli-progress";

export interface Bar {
  update(done: number, of: number, what?: string): void;
  end(): void;
}

export function bar(what: string): Bar {
  if (!process.stderr.isTTY) return { update() {}, end() {} };
  const drawn = new SingleBar(
    {
      format: `${what} [{bar}] {percentage}% {value}/{total} {what}`,
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_grey,
  );
  let begun = false;
  return {
    update(done, of, text = "") {
      if (!begun) drawn.start(of, done, { what: text });
      begun = true;
      drawn.setTotal(of);
      drawn.update(done, { what: text });
    },
    end() {
      if (begun) drawn.stop();
    },
  };
}

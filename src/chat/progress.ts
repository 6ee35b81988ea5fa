/** A status within a second for anything slower: told once when nothing else was told before. */
import type { Language, Progress } from "../types.ts";
import { say } from "./words.ts";

/** ms; leaves the platform some time to show it within its second. */
export const firstStatusAfter = 600;

/** A progress that speaks up by itself; `end` silences it, so that nothing is shown behind the reply. */
export function patient(inner: Progress, language: Language): Progress & { end(): void } {
  let over = false;
  let told = false;
  const tell = (call: () => void) => {
    if (over) return;
    told = true;
    call();
  };
  const timer = setTimeout(() => {
    if (!told) tell(() => inner.status(say(language, "progress.working")));
  }, firstStatusAfter);
  return {
    status: (text, done, of) => tell(() => inner.status(text, done, of)),
    partial: (markdown) => tell(() => inner.partial(markdown)),
    end() {
      over = true;
      clearTimeout(timer);
    },
  };
}

/** For callers that show nothing (tests, programs). */
export const silent: Progress = { status() {}, partial() {} };

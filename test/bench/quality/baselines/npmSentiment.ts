/** npm `sentiment` 5: AFINN-165 with its own tokens, emoji and negation of the next word. The sum, open-ended. */
import { createRequire } from "node:module";

interface Analyzer {
  analyze(text: string): { score: number };
}

let loaded: Analyzer | undefined;

export function npmSentiment(text: string): number {
  loaded ??= new (createRequire(import.meta.url)("sentiment") as new () => Analyzer)();
  return loaded.analyze(text).score;
}

/** From the scores of a text's pieces to the tone of the whole. */
import type { Tone } from "../../types.ts";
import type { Unit } from "./units.ts";
import type { Way } from "./ways.ts";

/**
 * By the plain mean over the pieces: it followed people's ratings of whole editorials better than one in which strong sentences count more
 * (r .72 and .70, 251 editorials held out by folds).
 */
export function joined(units: readonly Unit[], language: string): Tone {
  const lengths = new Map<Way, number>();
  let sum = 0;
  for (const { plain, way, span } of units) {
    sum += plain;
    lengths.set(way, (lengths.get(way) ?? 0) + span.text.length);
  }
  const ways = [...lengths].sort(([, a], [, b]) => b - a).map(([way]) => way);
  const [first] = ways;
  const n = units.length;
  // Whichever scored most of the text says what its mean is worth.
  const judged = first?.judgeWhole(sum / n, n) ?? nothing;
  return {
    ...judged,
    language,
    basis: first?.basis ?? "list",
    models: [...new Set(ways.flatMap(({ models }) => models))],
  };
}

const nothing = { score: 0, label: "neutral", confidence: 0 } as const;

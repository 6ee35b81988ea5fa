/** From the scores of a text's pieces to the tone of the whole. */
import type { Tone } from "../../types.ts";
import type { Unit } from "./units.ts";
import type { Way } from "./ways.ts";
import { meanOf } from "./whole.ts";

export function joined(units: readonly Unit[], language: string): Tone {
  if (units.every(silent)) return { ...nothing, language, basis: "list", besides: [], models: [] };
  const lengths = new Map<Way, number>();
  for (const { way, span } of units) lengths.set(way, (lengths.get(way) ?? 0) + span.text.length);
  const ways = [...lengths].sort(([, a], [, b]) => b - a).map(([way]) => way);
  const [first] = ways;
  const mean = meanOf(units.map(({ plain }) => plain));
  // Whichever scored most of the text says what its mean is worth.
  const judged = first?.judgeWhole(mean, units.length) ?? nothing;
  return {
    ...judged,
    language,
    basis: first?.basis ?? "list",
    besides: [...new Set(ways.map(({ basis }) => basis))].slice(1),
    models: [...new Set(ways.flatMap(({ models }) => models))],
  };
}

/** No letter, and no sign that a list or model knows: "...", "12:30", "!!!". */
const silent = ({ plain, span }: Unit): boolean => plain === 0 && !/\p{L}/u.test(span.text);

const nothing = { score: 0, label: "neutral", confidence: 0 } as const;

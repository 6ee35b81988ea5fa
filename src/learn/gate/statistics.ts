/** The main metric of a task over any draw of its rows, fast enough to be resampled a thousand times. */

/** What one system answered on the held-out rows; higher is better, 0 … 1, NaN for no rows. */
export type Statistic = (places: ArrayLike<number>) => number;

/** Macro-F1 over the labels that the gold of the draw holds. */
export function macroF1Of(gold: readonly string[], predicted: readonly string[]): Statistic {
  const names = [...new Set([...gold, ...predicted])];
  const number = new Map(names.map((name, i) => [name, i]));
  const right = Int32Array.from(gold, (label) => number.get(label) ?? 0);
  const guess = Int32Array.from(predicted, (label) => number.get(label) ?? 0);
  const golds = new Int32Array(names.length);
  const guesses = new Int32Array(names.length);
  const hits = new Int32Array(names.length);
  return (places) => {
    golds.fill(0);
    guesses.fill(0);
    hits.fill(0);
    for (let k = 0; k < places.length; k++) {
      const i = places[k] as number;
      const a = right[i] as number;
      const b = guess[i] as number;
      golds[a] = (golds[a] as number) + 1;
      guesses[b] = (guesses[b] as number) + 1;
      if (a === b) hits[a] = (hits[a] as number) + 1;
    }
    let sum = 0;
    let labels = 0;
    for (let c = 0; c < names.length; c++) {
      if (golds[c] === 0) continue;
      labels++;
      sum += (2 * (hits[c] as number)) / ((golds[c] as number) + (guesses[c] as number));
    }
    return labels === 0 ? Number.NaN : sum / labels;
  };
}

export interface SpanCounts {
  hit: number;
  gold: number;
  found: number;
}

/** F1 over exact parts (micro): a draw in which there is nothing to find and nothing was found counts as 1. */
export function spanF1Of(rows: readonly SpanCounts[]): Statistic {
  return (places) => {
    let hit = 0;
    let all = 0;
    for (let k = 0; k < places.length; k++) {
      const row = rows[places[k] as number];
      if (!row) continue;
      hit += row.hit;
      all += row.gold + row.found;
    }
    if (places.length === 0) return Number.NaN;
    return all === 0 ? 1 : (2 * hit) / all;
  };
}

/** Mean of numbers. */
export function meanOf(values: readonly number[]): Statistic {
  return (places) => {
    let sum = 0;
    for (let k = 0; k < places.length; k++) sum += values[places[k] as number] ?? 0;
    return places.length === 0 ? Number.NaN : sum / places.length;
  };
}

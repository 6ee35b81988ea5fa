/** Two systems on the same rows: figures with intervals and the difference, by paired bootstrap (Efron & Tibshirani 1993; Koehn 2004). */
import type { Figure } from "../../types.ts";
import { random } from "../metrics/bootstrap.ts";
import type { Statistic } from "./statistics.ts";

export interface Compared {
  live: Figure;
  candidate: Figure;
  /** Candidate less live. */
  difference: Figure;
  /** Two-sided, at least 2 / rounds: no more can be seen. */
  p: number;
}

export const rounds = 1_000;

/** Every round draws rows with repeats and asks both systems about the same draw. `among`: places of the rows that count. */
export function compare(
  live: Statistic,
  candidate: Statistic,
  among: ArrayLike<number>,
  seed: number,
): Compared {
  const n = among.length;
  const draw = new Uint32Array(n);
  const next = random(seed);
  const drawn: { live: number[]; candidate: number[]; difference: number[] } = {
    live: [],
    candidate: [],
    difference: [],
  };
  for (let round = 0; round < rounds && n > 0; round++) {
    for (let k = 0; k < n; k++) draw[k] = among[Math.floor(next() * n)] ?? 0;
    const [a, b] = [live(draw), candidate(draw)];
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    drawn.live.push(a);
    drawn.candidate.push(b);
    drawn.difference.push(b - a);
  }
  const [a, b] = [live(among), candidate(among)];
  const observed = b - a;
  const contrary = drawn.difference.filter((one) => (observed > 0 ? one <= 0 : one >= 0)).length;
  const p =
    observed === 0 || drawn.difference.length === 0
      ? 1
      : Math.min(1, Math.max(2, contrary * 2) / drawn.difference.length);
  return {
    live: { value: a, ci: middle(drawn.live) },
    candidate: { value: b, ci: middle(drawn.candidate) },
    difference: { value: observed, ci: middle(drawn.difference) },
    p,
  };
}

/** 95% percentile interval. */
function middle(values: number[]): readonly [number, number] {
  values.sort((a, b) => a - b);
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
  return [at(0.025), at(0.975)];
}

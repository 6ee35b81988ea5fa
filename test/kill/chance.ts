/** The same kills in every run with one seed. */
export interface Chance {
  /** From `least` up to, not including, `most`. */
  between(least: number, most: number): number;
  whole(below: number): number;
  of<T>(list: readonly T[]): T;
  /** True in this share of the calls. */
  is(share: number): boolean;
}

/** Marsaglia's xorshift, 32 bits. */
export function chance(seed: number): Chance {
  let state = seed | 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const whole = (below: number) => Math.floor(next() * below);
  return {
    between: (least, most) => least + next() * (most - least),
    whole,
    of<T>(list: readonly T[]) {
      return list[whole(list.length)] as T;
    },
    is: (share) => next() < share,
  };
}

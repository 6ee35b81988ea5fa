/** Many series are looked at every hour: what one alone would call rare happens somewhere all the time. */

/**
 * The largest p that still counts when at most `rate` of what is called a discovery may be false (Benjamini & Hochberg 1995); 0 when
 * nothing does. `of`: how many were tested in all, where only the small ones are given.
 */
export function discoveryLimit(p: readonly number[], rate: number, of = p.length): number {
  const rising = [...p].sort((a, b) => a - b);
  let limit = 0;
  rising.forEach((one, rank) => {
    if (one <= (rate * (rank + 1)) / of) limit = one;
  });
  return limit;
}

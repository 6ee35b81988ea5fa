/** Texts of unequal length, side by side: step by step, the longest first, with nothing in the places of the shorter ones. */

export interface Batch {
  texts: number;
  /** Of the longest text. */
  steps: number;
  /** Of all texts together: the rows of everything that has one row a token. */
  tokens: number;
  /**
   * The first row of each step, and at `steps` the end. Rows of one step follow the texts' order, so that token t of text b is row
   * `first[t] + b`, and a text that has ended stands behind the step's last row.
   */
  first: Int32Array;
  /** The token's id, by row. */
  ids: Int32Array;
  /** Tokens of each text, none shorter than the next one. */
  lengths: Int32Array;
  /** Place in the batch → place in the list that `makeBatch` was given. */
  order: Int32Array;
  /** Uniform in [0, 1), while training; undefined where the network is only asked. */
  noise: (() => number) | undefined;
}

/** @throws Error when a text has no token: an empty text has no tone that a network could find. */
export function makeBatch(texts: readonly Int32Array[], noise: (() => number) | undefined): Batch {
  const order = Int32Array.from(texts.keys()).sort(
    (a, b) => (texts[b]?.length ?? 0) - (texts[a]?.length ?? 0) || a - b,
  );
  const lengths = order.map((place) => texts[place]?.length ?? 0);
  if (lengths.some((length) => length === 0)) throw new Error("A text of a batch has no token");
  const steps = lengths[0] ?? 0;
  const first = new Int32Array(steps + 1);
  const ids = new Int32Array(lengths.reduce((total, length) => total + length, 0));
  let row = 0;
  for (let t = 0; t < steps; t++) {
    first[t] = row;
    for (let b = 0; b < order.length && (lengths[b] ?? 0) > t; b++)
      ids[row++] = texts[order[b] ?? 0]?.[t] ?? 0;
  }
  first[steps] = row;
  return { texts: texts.length, steps, tokens: row, first, ids, lengths, order, noise };
}

/** How many texts still run at a step; 0 before the first and after the last. */
export function running({ first, steps }: Batch, step: number): number {
  return step < 0 || step >= steps ? 0 : (first[step + 1] ?? 0) - (first[step] ?? 0);
}

/** Which words stand near which, counted over a corpus (Levy, Goldberg & Dagan, TACL 2015: windows, subsampling). */
import { random } from "../metrics/bootstrap.ts";

export interface Vocabulary {
  /** By row, most frequent first. */
  words: readonly string[];
  /** Of all words of the corpus, by row: 0 … 1. */
  shares: Float64Array;
  number: ReadonlyMap<string, number>;
}

/** A symmetric sparse matrix, row by row; both halves stand in it. */
export interface Sparse {
  size: number;
  /** Where each row begins in `columns` and `values`; one more than there are rows. */
  starts: Uint32Array;
  columns: Uint32Array;
  values: Float32Array;
}

/** The words said at least `least` times, at most `most` of them. Ties go by the alphabet, so that the order is always the same. */
export function vocabularyOf(counts: ReadonlyMap<string, number>, least: number, most: number): Vocabulary {
  let total = 0;
  for (const count of counts.values()) total += count;
  const kept = [...counts]
    .filter(([, count]) => count >= least)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, most);
  return {
    words: kept.map(([word]) => word),
    shares: Float64Array.from(kept, ([, count]) => count / total),
    number: new Map(kept.map(([word], at) => [word, at])),
  };
}

export interface Windows {
  /** Words on each side. */
  width: number;
  /** Words with a larger share are dropped at random by 1 − √(subsample ÷ share). */
  subsample: number;
  seed: number;
}

/** Counts of pairs, those at distance d weighing 1 ÷ d. `texts`: row numbers, −1 where a text ends. */
export function cooccurrence(texts: Int32Array, vocabulary: Vocabulary, windows: Windows): Sparse {
  const size = vocabulary.words.length;
  const kept = subsampled(texts, vocabulary.shares, windows);
  let pairs = 0;
  eachPair(kept, windows.width, () => pairs++);
  // One number a pair (row, column, distance): sorted, equal pairs stand together.
  const keys = new Float64Array(pairs);
  let at = 0;
  eachPair(kept, windows.width, (a, b, distance) => {
    keys[at++] = (Math.min(a, b) * size + Math.max(a, b)) * 64 + distance;
  });
  keys.sort();
  return symmetric(size, keys);
}

function subsampled(texts: Int32Array, shares: Float64Array, { subsample, seed }: Windows): Int32Array {
  const next = random(seed);
  return texts.filter((word) => word < 0 || next() < Math.sqrt(subsample / (shares[word] ?? 1)));
}

function eachPair(
  texts: Int32Array,
  width: number,
  each: (a: number, b: number, distance: number) => void,
): void {
  for (let i = 0; i < texts.length; i++) {
    const a = texts[i] ?? -1;
    if (a < 0) continue;
    for (let d = 1; d <= width && i + d < texts.length; d++) {
      const b = texts[i + d] ?? -1;
      if (b < 0) break;
      if (a !== b) each(a, b, d);
    }
  }
}

/** Both halves of the matrix out of sorted keys of its upper one. */
function symmetric(size: number, keys: Float64Array): Sparse {
  const starts = new Uint32Array(size + 1);
  let distinct = 0;
  const eachCell = (each: (row: number, column: number, value: number) => void): void => {
    for (let i = 0; i < keys.length; ) {
      const cell = Math.floor((keys[i] ?? 0) / 64);
      let value = 0;
      for (; i < keys.length && Math.floor((keys[i] ?? 0) / 64) === cell; i++)
        value += 1 / ((keys[i] ?? 1) % 64);
      each(Math.floor(cell / size), cell % size, value);
    }
  };
  eachCell((row, column) => {
    starts[row + 1] = (starts[row + 1] ?? 0) + 1;
    starts[column + 1] = (starts[column + 1] ?? 0) + 1;
    distinct++;
  });
  for (let row = 0; row < size; row++) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0);
  const columns = new Uint32Array(2 * distinct);
  const values = new Float32Array(2 * distinct);
  const fill = starts.slice(0, size);
  const put = (row: number, column: number, value: number): void => {
    const place = fill[row] ?? 0;
    fill[row] = place + 1;
    columns[place] = column;
    values[place] = value;
  };
  eachCell((row, column, value) => {
    put(row, column, value);
    put(column, row, value);
  });
  return { size, starts, columns, values };
}

/**
 * Positive pointwise mutual information in place of the counts, both words' shares smoothed by the power .75 (Levy et al. 2015), which keeps
 * rare words from being near everything. The mean of the two directions: log c·Σ ÷ √(a·b·a'·b').
 */
export function ppmi({ size, starts, columns, values }: Sparse, smoothing = 0.75): Sparse {
  const sums = new Float64Array(size);
  let total = 0;
  for (let row = 0; row < size; row++)
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      sums[row] = (sums[row] ?? 0) + (values[at] ?? 0);
      total += values[at] ?? 0;
    }
  let smoothed = 0;
  for (const sum of sums) smoothed += sum ** smoothing;
  // log √(share · smoothed share)
  const half = sums.map((sum) => 0.5 * (Math.log(sum / total) + Math.log(sum ** smoothing / smoothed)));
  const pmi = values.map((value, at) => Math.log(value / total) - (half[columns[at] ?? 0] ?? 0));
  const kept: Sparse = {
    size,
    starts: new Uint32Array(size + 1),
    columns: new Uint32Array(columns.length),
    values: new Float32Array(columns.length),
  };
  let place = 0;
  for (let row = 0; row < size; row++) {
    for (let at = starts[row] ?? 0; at < (starts[row + 1] ?? 0); at++) {
      const value = (pmi[at] ?? 0) - (half[row] ?? 0);
      if (value <= 0) continue;
      kept.columns[place] = columns[at] ?? 0;
      kept.values[place++] = value;
    }
    kept.starts[row + 1] = place;
  }
  return { ...kept, columns: kept.columns.slice(0, place), values: kept.values.slice(0, place) };
}

/** What is measured of a candidate, for the ranker. */
import { OUTPUTS } from "./boundaries.ts";
import type { Candidate, Candidates } from "./candidates.ts";
import type { Token, Tokens } from "./tokens.ts";

/** Their order is the order in which trees name them. */
export const FEATURES = [
  "size",
  "times",
  "timesPerWord",
  "first",
  "firstShare",
  "last",
  "spread",
  "firstSentence",
  "inHead",
  "capitals",
  "acronyms",
  "odd",
  "hyphen",
  "stopsInside",
  "letters",
  "inside",
  "freeLeft",
  "freeRight",
  "free",
  "rarestCount",
  "meanCount",
  "cohesion",
  "commonest",
  "rarest",
  "meanCommon",
  "commonFirst",
  "commonLast",
  "beginsMean",
  "beginsMost",
  "endsMean",
  "endsMost",
  "belongsMean",
  "belongsLeast",
  "edgesMost",
  "goesOnLeft",
  "goesOnRight",
  "words",
  "sentences",
] as const;

/** How common words are: by stem, the log of their share among a million words of news; unknown ones are 0. */
export type Common = ReadonlyMap<string, number>;

/** One row of FEATURES numbers for each candidate, one after the other; what boundaries say is still missing. */
export function measuresOf(
  { list, sentences }: Tokens,
  { list: candidates, counts }: Candidates,
  common: Common,
): Float32Array {
  const width = FEATURES.length;
  const rows = new Float32Array(candidates.length * width);
  const known = Float32Array.from(list, ({ lexeme }) => common.get(lexeme.stem) ?? 0);
  // A title: the first sentence.
  let head = 0;
  while (head < list.length && list[head]?.sentence === 0) head++;
  candidates.forEach((candidate, row) => {
    const { at, size, starts } = candidate;
    const times = starts.length;
    const first = list[at] as Token;
    const put = row * width;
    rows[put] = size;
    rows[put + 1] = Math.log1p(times);
    rows[put + 2] = times / Math.sqrt(list.length);
    rows[put + 3] = Math.log1p(at);
    rows[put + 4] = at / list.length;
    rows[put + 5] = (starts[times - 1] ?? at) / list.length;
    rows[put + 6] = candidate.sentences / sentences;
    rows[put + 7] = first.sentence;
    rows[put + 8] = at < head ? 1 : 0;
    written(rows, put, list, candidate);
    rows[put + 15] = candidate.inside / times;
    rows[put + 16] = candidate.freeLeft / times;
    rows[put + 17] = candidate.freeRight / times;
    rows[put + 18] = candidate.free / times;
    company(rows, put, list, counts, known, candidate);
    rows[put + 36] = Math.log1p(list.length);
    rows[put + 37] = sentences;
  });
  return rows;
}

/** The same rows with what a ranker's boundaries say, those at `places`. `scores`: of `boundaryScores`. */
export function withBoundaries(
  measures: Float32Array,
  { list }: Tokens,
  { list: candidates }: Candidates,
  scores: Float32Array,
  places: Iterable<number>,
): Float32Array {
  const rows = measures.slice();
  for (const row of places) edges(rows, row * FEATURES.length, list, scores, candidates[row] as Candidate);
  return rows;
}

/** How it is written: capitals that no sentence's beginning asks for, acronyms, mixtures with digits, hyphens, stop words inside. */
function written(
  rows: Float32Array,
  put: number,
  list: readonly Token[],
  { at, size, starts }: Candidate,
): void {
  let [capitals, acronyms, odd, hyphen, stops, letters] = [0, 0, 0, 0, 0, 0];
  for (const start of starts)
    for (let i = start; i < start + size; i++) {
      const { tag } = list[i] as Token;
      if (tag === "name") capitals++;
      else if (tag === "acronym") acronyms++;
    }
  for (let i = at; i < at + size; i++) {
    const token = list[i] as Token;
    if (token.tag === "odd" || token.tag === "number") odd++;
    if (token.text.includes("-")) hyphen++;
    if (token.lexeme.stop) stops++;
    letters += token.text.length;
  }
  rows[put + 9] = capitals / (starts.length * size);
  rows[put + 10] = acronyms / (starts.length * size);
  rows[put + 11] = odd;
  rows[put + 12] = hyphen;
  rows[put + 13] = stops;
  rows[put + 14] = letters / size;
}

/** How often its words stand in the text, with it and without it, and how common they are elsewhere. */
function company(
  rows: Float32Array,
  put: number,
  list: readonly Token[],
  counts: Float64Array,
  known: Float32Array,
  { at, size, starts }: Candidate,
): void {
  let [least, sum, commonest, rarest, common, told] = [Number.POSITIVE_INFINITY, 0, 0, 99, 0, 0];
  for (let i = at; i < at + size; i++) {
    if ((list[i] as Token).lexeme.stop) continue;
    const count = counts[i] as number;
    const share = known[i] as number;
    if (count < least) least = count;
    sum += count;
    if (share > commonest) commonest = share;
    if (share < rarest) rarest = share;
    common += share;
    told++;
  }
  rows[put + 19] = Math.log1p(least);
  rows[put + 20] = sum / told;
  rows[put + 21] = starts.length / least;
  rows[put + 22] = commonest;
  rows[put + 23] = rarest;
  rows[put + 24] = common / told;
  rows[put + 25] = known[at] as number;
  rows[put + 26] = known[at + size - 1] as number;
}

/** What the words and their neighbours say of its beginning, its end and its middle. */
function edges(
  rows: Float32Array,
  put: number,
  list: readonly Token[],
  scores: Float32Array,
  { size, starts }: Candidate,
): void {
  let [begins, ends, belongs] = [0, 0, 0];
  let [beginsMost, endsMost, edgesMost, belongsLeast] = [-99, -99, -99, 99];
  let [left, right] = [0, 0];
  for (const start of starts) {
    const last = start + size - 1;
    const begin = scores[start * OUTPUTS] as number;
    const end = scores[last * OUTPUTS + 1] as number;
    begins += begin;
    ends += end;
    if (begin > beginsMost) beginsMost = begin;
    if (end > endsMost) endsMost = end;
    if (begin + end > edgesMost) edgesMost = begin + end;
    for (let i = start; i <= last; i++) {
      const one = scores[i * OUTPUTS + 2] as number;
      belongs += one;
      if (one < belongsLeast) belongsLeast = one;
    }
    left += list[start]?.joined ? (scores[(start - 1) * OUTPUTS + 2] as number) : -6;
    right += list[last + 1]?.joined ? (scores[(last + 1) * OUTPUTS + 2] as number) : -6;
  }
  const times = starts.length;
  rows[put + 27] = begins / times;
  rows[put + 28] = beginsMost;
  rows[put + 29] = ends / times;
  rows[put + 30] = endsMost;
  rows[put + 31] = belongs / (times * size);
  rows[put + 32] = belongsLeast;
  rows[put + 33] = edgesMost;
  rows[put + 34] = left / times;
  rows[put + 35] = right / times;
}

/** What the tagger sees of each token of a sentence, as 32-bit numbers. Templates after Ratinov & Roth (2009) and Krishnan & Manning (2006). */
import { hash, type Knowledge, type Lexical, mix } from "./lexical.ts";

/** What the rest of the document says of a token; see `document.ts`. */
export type Hints = (sentence: number, token: number) => readonly number[];

const PAD: Lexical = {
  form: "",
  lower: "",
  formHash: 1,
  lowerHash: 1,
  shape: 1,
  longShape: 1,
  affixes: [],
  suffix3: 1,
  capital: false,
  allCapitals: false,
  clusters: [],
  small: -1,
  lists: 0,
  opens: false,
};
const LONGEST_PHRASE = 5;
const SKIPPED = new Set(["of", "the", "and", "for", "de", "la", "&", "'s"]);

/** Distinct per template: the first number of every mix. */
const T = Object.fromEntries(
  "bias lower form shape long prefix cluster clusters pairs shapes wordShape list phrase phraseWord small quote open headWord headCluster lists capitals hint small2 run"
    .split(" ")
    .map((name) => [name, hash(`template ${name}`)]),
) as Record<string, number>;

export function featuresOf(
  words: readonly Lexical[],
  knowledge: Knowledge,
  hints: (token: number) => readonly number[],
): number[][] {
  const n = words.length;
  const at = (i: number): Lexical => words[i] ?? PAD;
  const phrases = phraseBits(words, knowledge);
  const shouted = isShouted(words);
  const heads = headsOf(words);
  let quoted = 0;
  let opened = 0;
  const all: number[][] = [];
  for (let i = 0; i < n; i++) {
    const word = at(i);
    if (/^["“”„]|^''$|^``$/.test(word.form)) quoted ^= 1;
    if (word.form === "(" || word.form === "[") opened = 1;
    if (word.form === ")" || word.form === "]") opened = 0;
    const found: number[] = [];
    const add = (template: number | undefined, a: number, b = 0): void => {
      found.push(mix(mix(template as number, a), b));
    };
    add(T.bias, 0);
    add(T.form, word.formHash);
    for (let offset = -2; offset <= 2; offset++) {
      const other = at(i + offset);
      add(T.lower, offset, other.lowerHash);
      if (offset >= -1 && offset <= 1) {
        add(T.shape, offset, other.shape);
        if (other.lists)
          for (let bit = 0; bit < 31; bit++) if ((other.lists >> bit) & 1) add(T.list, offset, bit);
        add(T.small, offset, other.small);
      }
      other.clusters.forEach((cluster, depth) => {
        add(T.cluster, offset * 8 + depth, cluster);
      });
    }
    add(T.long, word.longShape);
    for (const affix of word.affixes) add(T.prefix, affix);
    const before = at(i - 1);
    const after = at(i + 1);
    const place = i === 0 ? 1 : i === 1 && /^\W+$/.test(before.form) ? 2 : 0;
    add(T.shapes, mix(before.shape, word.shape));
    add(T.shapes, mix(word.shape, after.shape), 1);
    add(T.shapes, mix(mix(before.shape, word.shape), after.shape), 2);
    add(T.wordShape, mix(before.lowerHash, word.shape));
    add(T.wordShape, mix(after.lowerHash, word.shape), 1);
    add(T.wordShape, mix(before.lowerHash, word.lowerHash), 2);
    add(T.wordShape, mix(word.lowerHash, after.lowerHash), 3);
    add(T.small2, mix(word.small, place), word.shape);
    const middle = word.clusters[1] ?? -1;
    add(T.pairs, mix(before.clusters[1] ?? -before.shape, middle), 0);
    add(T.pairs, mix(middle, after.clusters[1] ?? -after.shape), 1);
    add(T.pairs, mix(before.clusters[1] ?? -before.shape, after.clusters[1] ?? -after.shape), 2);
    add(T.quote, quoted * 2 + opened, word.capital ? 1 : 0);
    if (shouted) add(T.capitals, word.small);
    const bits = phrases.bits[i] as number;
    for (let bit = 0; bits >> bit > 0; bit++) if ((bits >> bit) & 1) add(T.phrase, bit, phrases.places[i]);
    if (bits && (before.lists || after.lists)) add(T.phraseWord, bits);
    if (word.lists && after.lists) add(T.lists, word.lists, after.lists);
    if (word.lists && before.lists) add(T.lists, mix(before.lists, 7), word.lists);
    const run = heads[i];
    if (run) {
      const last = at(run.last);
      const first = at(run.first);
      add(T.headWord, last.lowerHash, i === run.last ? 1 : 0);
      add(T.headWord, first.lowerHash, i === run.first ? 3 : 2);
      add(T.headCluster, last.clusters[1] ?? -1, i === run.last ? 1 : 0);
      add(T.run, Math.min(5, run.last - run.first), mix(i === run.first ? 1 : 0, i === run.last ? 1 : 0));
      add(T.run, mix(at(run.last + 1).lowerHash, 5), 0);
      add(T.run, mix(at(run.first - 1).lowerHash, 6), 0);
      if (last.lists) add(T.run, mix(last.lists, 8), 0);
      if (first.lists) add(T.run, mix(first.lists, 9), 0);
    }
    for (const hint of hints(i)) add(T.hint, hint);
    all.push(found);
  }
  return all;
}

/** For each token the lists that have a name of several words which it is part of, with its place in it. */
function phraseBits(
  words: readonly Lexical[],
  knowledge: Knowledge,
): { bits: Int32Array; places: Uint8Array } {
  const bits = new Int32Array(words.length);
  const places = new Uint8Array(words.length);
  for (let i = 0; i < words.length; i++) {
    const first = words[i] as Lexical;
    if (!first.opens || !first.capital) continue;
    let text = first.lower;
    let best = 0;
    let size = 0;
    for (let j = i + 1; j < words.length && j < i + LONGEST_PHRASE; j++) {
      text += ` ${(words[j] as Lexical).lower}`;
      const found = knowledge.phrase(text);
      if (found) {
        best = found;
        size = j - i + 1;
      }
    }
    // The first name found keeps its words: "New York City Council" holds "New York City", not "York City".
    if (size === 0 || bits[i]) continue;
    bits.fill(best, i, i + size);
    for (let j = 0; j < size; j++) places[i + j] = j === 0 ? 0 : j === size - 1 ? 2 : 1;
  }
  return { bits, places };
}

/** More capitals than a text has by itself: a headline in capitals says nothing by them. */
function isShouted(words: readonly Lexical[]): boolean {
  let letters = 0;
  let small = 0;
  for (const word of words) {
    if (!/\p{L}{2}/u.test(word.form)) continue;
    letters++;
    if (!word.capital) small++;
  }
  return letters >= 4 && small / letters < 0.15;
}

/** Runs of capitalised words, small joining words inside them too. */
function headsOf(words: readonly Lexical[]): ({ first: number; last: number } | undefined)[] {
  const runs: ({ first: number; last: number } | undefined)[] = new Array(words.length).fill(undefined);
  for (let i = 0; i < words.length; ) {
    if (!(words[i] as Lexical).capital) {
      i++;
      continue;
    }
    let last = i;
    for (let j = i + 1; j < words.length; j++) {
      const word = words[j] as Lexical;
      if (word.capital) last = j;
      else if (!SKIPPED.has(word.lower) || j - last > 1) break;
    }
    const run = { first: i, last };
    for (let j = i; j <= last; j++) runs[j] = run;
    i = last + 1;
  }
  return runs;
}

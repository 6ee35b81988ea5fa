/** Features of an English sentence: words, pairs, negated words, pieces of words, and what a lexicon of people's ratings adds up to. */
import { hashOf, Kind, makeTokens, Shape, type Tokens, tokenize } from "./tokens.ts";
import { findWord, Known, type WordTable } from "./word-table.ts";

/** A growing list of feature hashes; what is beyond `count` is old. */
export interface Hashes {
  count: number;
  hash: Int32Array;
}

/** Measures beside the hashes; about −3 … 3. */
export const MEASURES = 16;

/** A sentence made ready: names put aside, scopes of negation known. */
export interface Sentence {
  text: string;
  tokens: Tokens;
  /** 1: stands within five words behind a negation. */
  negated: Uint8Array;
  /** Hash of the word, or the one of all names. */
  word: Int32Array;
  /** Lexicon value, −4 … 4; 0 without one. */
  value: Float32Array;
  /** Place of the last "but", or −1. */
  but: number;
  measures: Float64Array;
}

const set = (words: string) => new Set(words.split(" ").map(hashOf));
const NEGATIONS = set(
  "n't not no never neither nor none nobody nothing nowhere hardly barely scarcely seldom rarely without lack lacks lacked lacking cannot cant dont doesnt didnt isnt wasnt wont wouldnt shouldnt couldnt arent werent hasnt havent hadnt aint",
);
const STRONGER = set(
  "very extremely absolutely completely totally really so too incredibly highly deeply utterly especially particularly remarkably exceptionally enormously hugely entirely thoroughly most more truly terribly awfully purely profoundly",
);
const WEAKER = set(
  "slightly somewhat barely marginally partly fairly rather almost nearly less little occasionally mildly quasi kinda sorta",
);
const BUT = hashOf("but");
/** Who somebody is must not sway how a text sounds: these count as names, whatever their case. */
const GROUPS = set(
  "black blacks white whites asian asians latino latinos latina hispanic hispanics arab arabs african africans american americans european europeans chinese japanese korean koreans indian indians mexican mexicans russian russians iranian iranians israeli israelis palestinian palestinians german germans french british italian irish polish turkish muslim muslims islam islamic christian christians christianity jew jews jewish hindu hindus buddhist sikh catholic catholics protestant mormon atheist gay gays lesbian lesbians bisexual trans transgender straight queer man men woman women male female boy boys girl girls he she him her his hers himself herself mr mrs ms",
);
const NAME = hashOf("#name");
/** Was the word at this place put aside as a name, or as a word for a group of people? */
export const isNamed = ({ word }: Sentence, at: number): boolean => word[at] === NAME;

/** Words behind a negation that it reaches. */
const REACH = 5;

export function makeSentence(): Sentence {
  const tokens = makeTokens();
  const most = tokens.hash.length;
  return {
    ...{ text: "", tokens, but: -1 },
    negated: new Uint8Array(most),
    word: new Int32Array(most),
    value: new Float32Array(most),
    measures: new Float64Array(MEASURES),
  };
}

export function readSentence(text: string, words: WordTable, into: Sentence): Sentence {
  const { tokens, negated, word, value } = into;
  into.text = text;
  tokenize(text, tokens);
  const { count, hash, kind, shape } = tokens;
  const titled = isTitled(tokens);
  let scope = 0;
  into.but = -1;
  for (let i = 0; i < count; i++) {
    const h = hash[i] as number;
    const what = kind[i];
    if (what === Kind.stop) scope = 0;
    if (h === BUT) {
      into.but = i;
      scope = 0;
    }
    negated[i] = scope > 0 ? 1 : 0;
    if (NEGATIONS.has(h)) scope = REACH;
    else if (scope > 0 && what === Kind.word) scope--;
    word[i] = h;
    value[i] = 0;
    if (what !== Kind.word) {
      if (what === Kind.sign) value[i] = listedValue(words, findWord(words, h));
      continue;
    }
    const at = findWord(words, h);
    const listed = listedValue(words, at);
    if (GROUPS.has(h)) word[i] = NAME;
    else if (shape[i] === Shape.capital && listed === 0) {
      const inside = !titled && i > 0 && kind[i - 1] !== Kind.stop && kind[i - 1] !== Kind.mark;
      if (inside || at < 0 || ((words.flags[at] as number) & Known.lower) === 0) word[i] = NAME;
    }
    if (word[i] !== NAME) value[i] = listed;
  }
  measure(into);
  return into;
}

function listedValue(words: WordTable, at: number): number {
  return at < 0 ? 0 : (words.values[at] as number) / 30;
}

/** A headline in which most words have a capital: there a capital says nothing. */
function isTitled({ count, kind, shape }: Tokens): boolean {
  let all = 0;
  let capitals = 0;
  for (let i = 0; i < count; i++)
    if (kind[i] === Kind.word) {
      all++;
      if (shape[i] === Shape.capital) capitals++;
    }
  return all > 3 && capitals * 2 > all;
}

/** As VADER weighs a lexicon (Hutto & Gilbert 2014, §3): negation turns round, adverbs strengthen or weaken; kept apart by sign, place and "but". */
function measure({ tokens, negated, word, value, but, measures: m }: Sentence): void {
  const { count, shape } = tokens;
  m.fill(0);
  let marks = 0;
  for (let i = 0; i < count; i++) {
    if (tokens.kind[i] === Kind.stop && tokens.hash[i] === EXCLAMATION) marks++;
    const plain = value[i] as number;
    if (plain === 0) continue;
    let sum = plain;
    for (let back = 1; back <= 2 && back <= i; back++) {
      const before = word[i - back] as number;
      if (STRONGER.has(before)) sum *= 1.25;
      else if (WEAKER.has(before)) sum *= 0.7;
    }
    if (negated[i]) {
      sum *= -0.6;
      m[sum > 0 ? 2 : 3] = (m[sum > 0 ? 2 : 3] as number) + Math.abs(sum);
    }
    if (shape[i] === Shape.shouted) m[10] = (m[10] as number) + sum;
    m[sum > 0 ? 0 : 1] = (m[sum > 0 ? 0 : 1] as number) + Math.abs(sum);
    if (but >= 0) m[i < but ? 4 : 5] = (m[i < but ? 4 : 5] as number) + sum;
    m[6] = Math.max(m[6] as number, sum);
    m[7] = Math.min(m[7] as number, sum);
    if (i >= count - 6) m[8] = (m[8] as number) + sum;
    if (i < 6) m[9] = (m[9] as number) + sum;
    m[11] = (m[11] as number) + 1;
  }
  const total = (m[0] as number) - (m[1] as number);
  m[12] = (total / Math.sqrt(total * total + 15)) * 3;
  m[13] = Math.sign(total);
  m[14] = total / Math.sqrt(count + 1);
  m[15] = Math.min(3, marks);
  for (let i = 0; i < MEASURES; i++) m[i] = (m[i] as number) * 0.3;
}

const EXCLAMATION = hashOf("!");

/** A word by itself and its pieces of three to five letters: these depend on nothing else, so that a word's sum can be remembered. */
export function wordHashes({ text, tokens, word }: Sentence, i: number, into: Hashes): void {
  const h = word[i] as number;
  put(into, mix(h, 1));
  if (h === NAME || tokens.kind[i] !== Kind.word) return;
  const from = tokens.start[i] as number;
  const lower = `_${text.slice(from, tokens.end[i]).toLowerCase()}_`;
  for (let size = 3; size <= 5; size++)
    for (let at = 0; at + size <= lower.length; at++) {
      if (size === lower.length) continue;
      let piece = 0x811c9dc5 | 0;
      for (let k = at; k < at + size; k++) piece = Math.imul(piece ^ lower.charCodeAt(k), 0x01000193);
      put(into, mix(piece, 5));
    }
}

/** A word with what stands before it, and on which side of a negation or a "but" it stands. */
export function contextHashes({ word, negated, but }: Sentence, i: number, into: Hashes): void {
  const h = word[i] as number;
  put(into, mix(i > 0 ? (word[i - 1] as number) : 7, mix(h, 2)));
  if (negated[i]) put(into, mix(h, 4));
  // What stands before "but" is half meant.
  if (but >= 0) put(into, mix(h, i < but ? 11 : 12));
}

export function put(into: Hashes, hash: number): void {
  if (into.count < into.hash.length) into.hash[into.count++] = hash;
}

/** Both numbers into one, its upper and lower bits alike well mixed (finalizer of MurmurHash3, public domain). */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

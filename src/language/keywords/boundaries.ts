/** Where people let key phrases begin and end: what each word, its endings and its neighbours say, learnt from labelled texts. */
import type { Token } from "./tokens.ts";

/** Slots of hashed features; each holds a weight for begins, ends, belongs. */
export const SLOTS = 2 ** 16;
export const OUTPUTS = 3;
/** Features of a token. */
export const TEMPLATES = 16;

/** What is hashed of a word. */
interface Marks {
  word: number;
  three: number;
  two: number;
}

const KEPT = 50_000;
const marks = new Map<string, Marks>();
const EDGE: Marks = { word: 0x5bd1e995, three: 0x5bd1e995, two: 0x5bd1e995 };

function marksOf(lower: string): Marks {
  const known = marks.get(lower);
  if (known) return known;
  const made = { word: hash(lower), three: hash(`~${lower.slice(-3)}`), two: hash(`~${lower.slice(-2)}`) };
  if (lower.length > 40) return made;
  if (marks.size >= KEPT) marks.clear();
  marks.set(lower, made);
  return made;
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}

function slot(template: number, a: number, b: number): number {
  let value = Math.imul(a ^ Math.imul(template + 1, 0x9e3779b1), 0x85ebca6b);
  value ^= value >>> 15;
  value = Math.imul(value ^ b, 0xc2b2ae35);
  return ((value ^ (value >>> 13)) >>> 0) & (SLOTS - 1);
}

const TAGS = { number: 1, odd: 2, acronym: 3, name: 4, plain: 5 } as const;

/** The slots of every token, TEMPLATES each, in order. Nothing is looked at beyond a break (punctuation, a sentence's end). */
export function slotsOf(list: readonly Token[]): Uint32Array {
  const slots = new Uint32Array(list.length * TEMPLATES);
  const own = list.map(({ lexeme }) => marksOf(lexeme.lower));
  for (let i = 0; i < list.length; i++) {
    const token = list[i] as Token;
    const here = own[i] as Marks;
    const joined = token.joined;
    const before = joined ? (own[i - 1] as Marks) : EDGE;
    const follows = list[i + 1]?.joined === true;
    const after = follows ? (own[i + 1] as Marks) : EDGE;
    const before2 = joined && list[i - 1]?.joined ? (own[i - 2] as Marks) : EDGE;
    const after2 = follows && list[i + 2]?.joined ? (own[i + 2] as Marks) : EDGE;
    const shape = TAGS[token.tag] * 4 + (token.place === 0 ? 2 : 0) + (token.text.includes("-") ? 1 : 0);
    const at = i * TEMPLATES;
    slots[at] = slot(0, here.word, 0);
    slots[at + 1] = slot(1, here.three, 0);
    slots[at + 2] = slot(2, here.two, 0);
    slots[at + 3] = slot(3, shape, 0);
    slots[at + 4] = slot(4, before.word, 0);
    slots[at + 5] = slot(5, before.three, 0);
    slots[at + 6] = slot(6, after.word, 0);
    slots[at + 7] = slot(7, after.three, 0);
    slots[at + 8] = slot(8, before2.word, 0);
    slots[at + 9] = slot(9, after2.word, 0);
    slots[at + 10] = slot(10, here.word, before.word);
    slots[at + 11] = slot(11, here.word, after.word);
    slots[at + 12] = slot(12, here.two, before.two);
    slots[at + 13] = slot(13, here.two, after.two);
    slots[at + 14] = slot(14, shape, before.word);
    slots[at + 15] = slot(15, shape, after.word);
  }
  return slots;
}

/** A weight is its number times the step of its output. */
export interface Boundaries {
  /** SLOTS × OUTPUTS; eight bits each where they are used, so that they stay in the processor's cache. */
  weights: Int8Array | Float32Array;
  /** OUTPUTS. */
  steps: Float32Array;
}

/** Log odds that a key phrase begins, ends, and that the token belongs to one: OUTPUTS for each token. */
export function boundaryScores(slots: Uint32Array, { weights, steps }: Boundaries): Float32Array {
  const tokens = slots.length / TEMPLATES;
  const scores = new Float32Array(tokens * OUTPUTS);
  const [one = 1, two = 1, three = 1] = steps;
  for (let i = 0; i < tokens; i++) {
    let [begins, ends, belongs] = [0, 0, 0];
    for (let t = i * TEMPLATES; t < (i + 1) * TEMPLATES; t++) {
      const at = (slots[t] as number) * OUTPUTS;
      begins += weights[at] as number;
      ends += weights[at + 1] as number;
      belongs += weights[at + 2] as number;
    }
    scores[i * OUTPUTS] = begins * one;
    scores[i * OUTPUTS + 1] = ends * two;
    scores[i * OUTPUTS + 2] = belongs * three;
  }
  return scores;
}

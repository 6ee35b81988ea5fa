/** The phrases of a text that could be its key phrases, each with where and how it stands. */
import type { Token, Tokens } from "./tokens.ts";

/** Words of the longest phrase. */
export const LONGEST = 4;

/** Phrases with the same stems are one. Its fields are sums over where it stands. */
export interface Candidate {
  /** Tokens where it stands first: `at` … `at + size − 1`. */
  at: number;
  size: number;
  /** Where else it stands, by its first token. */
  starts: number[];
  /** In how many sentences. */
  sentences: number;
  lastSentence: number;
  /** How often a longer phrase holds it, at most, by one phrase. */
  inside: number;
  /** Stands between punctuation, stop words or a sentence's ends: on the left, on the right, on both sides. */
  freeLeft: number;
  freeRight: number;
  free: number;
}

export interface Candidates {
  list: readonly Candidate[];
  /** How often each token's stem stands in the text. */
  counts: Float64Array;
}

/** A number for each stem, so that phrases can be told apart without making strings. */
const WIDTH = 2 ** 21;

/**
 * All phrases of one to LONGEST words that punctuation does not cut and that neither begin nor end with a stop word; none of numbers alone, no
 * single letters.
 */
export function candidatesOf({ list }: Tokens): Candidates {
  const numbers = new Map<string, number>();
  const ids = new Int32Array(list.length);
  const frequencies: number[] = [];
  list.forEach(({ lexeme: { stem } }, i) => {
    let id = numbers.get(stem);
    if (id === undefined) {
      id = numbers.size;
      numbers.set(stem, id);
      frequencies.push(0);
    }
    ids[i] = id;
    frequencies[id] = (frequencies[id] ?? 0) + 1;
  });
  const counts = new Float64Array(list.length);
  for (let i = 0; i < list.length; i++) counts[i] = frequencies[ids[i] ?? 0] ?? 0;
  return { list: phrases(list, ids), counts };
}

function phrases(list: readonly Token[], ids: Int32Array): Candidate[] {
  // A phrase's number leads, with the next stem's, to the number of the phrase that is one word longer.
  const next = new Map<number, number>();
  const found: (Candidate | undefined)[] = [];
  const numberAt = new Int32Array(list.length * LONGEST).fill(-1);
  const edge = edges(list);
  for (let i = 0; i < list.length; i++) {
    const first = list[i] as Token;
    if (first.lexeme.stop) continue;
    let before = 0;
    let lettered = false;
    for (let size = 1; size <= LONGEST; size++) {
      const end = i + size - 1;
      const last = list[end];
      if (!last || (size > 1 && !last.joined)) break;
      const key = before * WIDTH + (ids[end] ?? 0);
      let number = next.get(key);
      if (number === undefined) {
        number = next.size + 1;
        next.set(key, number);
      }
      before = number;
      lettered ||= last.tag !== "number";
      if (last.lexeme.stop || !lettered || (size === 1 && !last.dense && last.text.length < 2)) continue;
      numberAt[i * LONGEST + size - 1] = number;
      note(found, number, i, size, first.sentence, edge[i] === 1, edge[end + 1] === 1);
    }
  }
  nest(found, numberAt);
  return found.filter((one) => one !== undefined);
}

/** 1 where a phrase that begins (or, one further, has ended) there has nothing that belongs to it beside it. */
function edges(list: readonly Token[]): Uint8Array {
  const edge = new Uint8Array(list.length + 1).fill(1);
  for (let i = 1; i < list.length; i++) {
    const here = list[i] as Token;
    const before = list[i - 1] as Token;
    edge[i] = here.joined && !here.lexeme.stop && !before.lexeme.stop ? 0 : 1;
  }
  return edge;
}

function note(
  found: (Candidate | undefined)[],
  number: number,
  at: number,
  size: number,
  sentence: number,
  left: boolean,
  right: boolean,
): void {
  let known = found[number];
  if (!known) {
    known = {
      ...{ at, size, starts: [], sentences: 0, lastSentence: -1 },
      ...{ inside: 0, freeLeft: 0, freeRight: 0, free: 0 },
    };
    found[number] = known;
  }
  known.starts.push(at);
  if (known.lastSentence !== sentence) {
    known.sentences++;
    known.lastSentence = sentence;
  }
  if (left) known.freeLeft++;
  if (right) known.freeRight++;
  if (left && right) known.free++;
}

function nest(found: readonly (Candidate | undefined)[], numberAt: Int32Array): void {
  for (const longer of found) {
    if (!longer || longer.size < 2) continue;
    const count = longer.starts.length;
    for (let size = 1; size < longer.size; size++)
      for (let from = 0; from + size <= longer.size; from++) {
        const number = numberAt[(longer.at + from) * LONGEST + size - 1] ?? -1;
        const part = number < 0 ? undefined : found[number];
        if (part && part.inside < count) part.inside = count;
      }
  }
}

/** Features of how a sentence speaks of one target in it: what stands near, on which side, in the same clause, inside quotation marks. */
import { type Hashes, mix, put, type Sentence, wordHashes } from "./english.ts";
import { hashOf, Kind } from "./tokens.ts";

export const TARGET_MEASURES = 18;

const TARGET = hashOf("#target");
const QUOTE = hashOf('"');
const EDGES = new Set(
  ["but", "while", "although", "though", "because", "who", "which", "that", "as", "after", "when"].map(
    hashOf,
  ),
);
const PRONOUNS = new Set(
  "he she they it him her them his their its i we you me us my our who".split(" ").map(hashOf),
);
/** Tokens on each side that count as near. */
const NEAR = 8;

/** First and last token of the span, or none where it covers no token. */
export function targetTokens(
  { tokens }: Sentence,
  start: number,
  end: number,
): readonly [number, number] | undefined {
  let from = -1;
  let to = -1;
  for (let i = 0; i < tokens.count; i++) {
    if ((tokens.end[i] as number) <= start || (tokens.start[i] as number) >= end) continue;
    if (from < 0) from = i;
    to = i;
  }
  return from < 0 ? undefined : [from, to];
}

/**
 * Hashes and measures of one target. The target's own words stand for nothing but "the target": that a name is often spoken of badly must
 * not make it bad.
 */
export function targetHashes(
  sentence: Sentence,
  start: number,
  end: number,
  into: Hashes,
  m: Float64Array,
): void {
  into.count = 0;
  m.fill(0);
  const span = targetTokens(sentence, start, end);
  if (!span) return;
  const [from, to] = span;
  const { tokens, word, negated, value } = sentence;
  const { count, kind } = tokens;
  const at = (i: number): number =>
    i < 0 ? 7 : i >= count ? 8 : i >= from && i <= to ? TARGET : (word[i] as number);
  const seen = new Set<number>();
  let quotes = 0;
  for (let i = 0; i < from; i++) if (word[i] === QUOTE) quotes++;
  const [left, right] = clause(sentence, from, to);
  let quoted = 0;
  for (let i = 0; i < count; i++) {
    if (word[i] === QUOTE) quoted++;
    if (i >= from && i <= to) continue;
    const h = at(i);
    if (!seen.has(h)) {
      seen.add(h);
      wordHashes(sentence, i, into);
    }
    put(into, mix(at(i - 1), mix(h, 2)));
    if (negated[i]) put(into, mix(h, 4));
    const after = i > to;
    const distance = after ? i - to : from - i;
    const side = after ? 1 : 0;
    if (distance <= NEAR) {
      const zone = distance <= 1 ? 0 : distance <= 3 ? 1 : 2;
      put(into, mix(h, 20 + side * 4 + zone));
      put(into, mix(h, 30 + side));
      if (distance > 1) put(into, mix(at(after ? i - 1 : i + 1), mix(h, 34 + side)));
      if (negated[i]) put(into, mix(h, 36 + side));
    } else put(into, mix(h, 32 + side));
    if (i >= left && i <= right) put(into, mix(h, 40 + side));
    if (quoted % 2 !== quotes % 2) put(into, mix(h, 44));
    weigh(
      value[i] as number,
      negated[i] === 1,
      distance,
      side,
      i >= left && i <= right,
      quoted % 2 !== quotes % 2,
      m,
    );
  }
  const before = at(from - 1);
  const next = at(to + 1);
  const own = word[from] as number;
  const role = PRONOUNS.has(tokens.hash[from] as number) ? 1 : 2;
  put(into, mix(before, mix(next, 50)));
  put(into, mix(mix(at(from - 2), before), 51));
  put(into, mix(mix(next, at(to + 2)), 52));
  put(into, mix(mix(next, at(to + 2)), mix(at(to + 3), 53)));
  put(into, mix(own === word[0] ? 1 : 2, mix(role, 54)));
  put(into, mix(from === 0 ? 1 : quotes % 2 === 1 ? 2 : 3, 55));
  put(into, mix(role, 56));
  // The first word behind the target that is neither mark nor name: mostly what it does.
  for (let i = to + 1; i < Math.min(count, to + 5); i++)
    if (kind[i] === Kind.word && (value[i] as number) !== 0) {
      put(into, mix((value[i] as number) > 0 ? 1 : 2, 57));
      break;
    }
  m[15] = Math.min(3, count / 20);
  m[16] = count > 0 ? from / count : 0;
  m[17] = quotes % 2;
}

/** From the nearest mark, "but", "who" … on the left to the nearest on the right. */
function clause({ tokens, word }: Sentence, from: number, to: number): readonly [number, number] {
  const edge = (i: number) =>
    tokens.kind[i] === Kind.stop || tokens.kind[i] === Kind.mark || EDGES.has(word[i] as number);
  let left = from;
  while (left > 0 && !edge(left - 1)) left--;
  let right = to;
  while (right < tokens.count - 1 && !edge(right + 1)) right++;
  return [left, right];
}

function weigh(
  value: number,
  negated: boolean,
  distance: number,
  side: number,
  same: boolean,
  apart: boolean,
  m: Float64Array,
): void {
  if (value === 0) return;
  const v = (negated ? -0.6 * value : value) * 0.3;
  const add = (k: number, x: number) => {
    m[k] = (m[k] as number) + x;
  };
  add(0, v);
  add(v > 0 ? 1 : 2, Math.abs(v));
  add(3 + side, v / Math.sqrt(distance));
  if (distance <= 3) add(5 + side, v);
  if (distance <= NEAR) add(7 + side, v);
  if (same) add(9 + side, v);
  add(11, v / distance);
  if (apart) add(12, v);
  if (v > 0) m[13] = Math.max(m[13] as number, v);
  else m[14] = Math.min(m[14] as number, v);
}

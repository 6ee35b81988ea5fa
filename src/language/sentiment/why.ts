/** Which words of a piece weigh: by leaving each out in turn, and, apart from that, where a network looked. */
import type { WordWeight } from "../../types.ts";
import { words } from "../words.ts";
import { createBreath } from "./breath.ts";
import { blended } from "./network/blend.ts";
import type { ToneNetworkTools } from "./network/network.ts";
import { LONGEST_UNIT, type Reading, type Unit } from "./units.ts";

/** Words left out, one at a time, of one piece at most. */
const MOST_LEFT_OUT = 64;
const SHOWN = 4;
const LOOKED_AT = 2;
/** A score, or what a word adds to one, that is worth telling. */
export const WORTH_TELLING = 0.02;

interface Candidate {
  text: string;
  start: number;
  end: number;
  attention?: number | undefined;
  /** The network's, of the sentence without it. */
  tone?: number;
}

/** `network`: the one that was heard when the unit was scored, if one was. */
export async function weightsOf(
  { span, way, plain }: Unit,
  { domain }: Pick<Reading, "domain">,
  network: ToneNetworkTools | undefined,
): Promise<WordWeight[]> {
  const text = span.text.slice(0, LONGEST_UNIT);
  const heard = network && (await network.why(way.masked(text), domain));
  const words: readonly Candidate[] = heard
    ? heard.words.map((word) => ({
        ...word,
        tone: heard.tone - word.adds,
        text: text.slice(word.start, word.end),
      }))
    : candidates(text);
  const found: WordWeight[] = [];
  const breathe = createBreath();
  for (const { start, end, attention, tone, ...word } of words.slice(0, MOST_LEFT_OUT)) {
    const alone = way.plain(text.slice(0, start) + text.slice(end));
    const without = tone === undefined ? alone : blended(alone, tone, domain);
    found.push({
      ...{ text: word.text, start: span.start + start, end: span.start + end },
      // A score is tanh(plain ÷ 2): in the middle of the scale this is what it loses, near the ends a score says no more.
      adds: (plain - without) / 2,
      attention,
    });
    await breathe();
  }
  const weighty = [...found]
    .filter(({ adds }) => Math.abs(adds) >= WORTH_TELLING)
    .sort(by(({ adds }) => Math.abs(adds)));
  const looked = [...found]
    .filter(({ attention = 0 }) => attention > 0)
    .sort(by(({ attention = 0 }) => attention));
  return [...new Set([...weighty.slice(0, SHOWN), ...looked.slice(0, LOOKED_AT)])];
}

const by =
  (measure: (word: WordWeight) => number) =>
  (a: WordWeight, b: WordWeight): number =>
    measure(b) - measure(a) || a.start - b.start;

function candidates(text: string): Candidate[] {
  const emoji = [...text.matchAll(/\p{Extended_Pictographic}/gu)].map(({ 0: sign, index }) => ({
    ...{ text: sign, start: index, end: index + sign.length },
  }));
  return [...words(text), ...emoji];
}

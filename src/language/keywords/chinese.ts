/** Key phrases of Chinese text: the ranker learnt from titles, so it is asked of one sentence after the other. */
import type { Keyword } from "../../types.ts";
import type { Common } from "./features.ts";
import { overlaps } from "./overlaps.ts";
import { rank } from "./ranker.ts";
import { type Token, tokensOf } from "./tokens.ts";
import type { RankerWeights } from "./weights.ts";

const MOST_TOKENS = 6_000;
/** Phrases of a sentence that may become the text's. */
const OF_EACH = 12;
/** By how much a sentence counts less than the one before it: news begins with what it is about. */
const LATER = 0.3;

interface Gathered {
  stems: readonly string[];
  start: number;
  end: number;
  sum: number;
}

/** Best first; `apart`: none that says again what a better one says. A phrase of several sentences adds up. Scores are for ordering alone. */
export function chineseKeywords(
  text: string,
  limit: number,
  apart: boolean,
  { ranker, common, model }: { ranker: RankerWeights; common: Common; model: string },
): Keyword[] {
  const gathered = new Map<string, Gathered>();
  const tokens = tokensOf(text, MOST_TOKENS).list;
  const read = text.slice(0, tokens.at(-1)?.end ?? 0);
  let number = 0;
  for (const list of sentencesOf(tokens)) {
    const weight = 1 / (1 + LATER * number++);
    for (const { at, size, score } of rank({ list, sentences: 1 }, [ranker], common, OF_EACH).slice(
      0,
      OF_EACH,
    )) {
      const own = list.slice(at, at + size);
      const stems = own.map(({ lexeme }) => lexeme.stem);
      const known = gathered.get(stems.join(" "));
      if (known) known.sum += score * weight;
      else
        gathered.set(stems.join(" "), {
          ...{ stems, start: own[0]?.start ?? 0, end: own.at(-1)?.end ?? 0, sum: score * weight },
        });
    }
  }
  const phrases = [...gathered.values()].map(({ stems, start, end, sum }) => {
    const phrase = text.slice(start, end);
    // The ranker knows a phrase when it sees one; what a longer text is about is what it says again.
    const weight = Math.sqrt(sum) * timesIn(read, phrase) ** 2;
    return { phrase: phrase.replace(/\s+/g, " "), stems, start, end, score: 1 - 1 / (1 + weight) };
  });
  const chosen: typeof phrases = [];
  for (const one of phrases.sort((a, b) => b.score - a.score || a.start - b.start)) {
    if (chosen.length >= limit) break;
    if (!apart || !chosen.some(({ stems }) => overlaps(stems, one.stems))) chosen.push(one);
  }
  return chosen.map(({ phrase, start, end, score }) => ({ phrase, start, end, score, model }));
}

function timesIn(text: string, phrase: string): number {
  let times = 0;
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) times++;
  return times;
}

/** The same tokens, sentence by sentence, each as a text of its own. */
function sentencesOf(list: readonly Token[]): Token[][] {
  return [...Map.groupBy(list, ({ sentence }) => sentence).values()].map((own) =>
    own.map((token) => ({ ...token, sentence: 0 })),
  );
}

/** Key phrases to compare with. Each gives the ten that it thinks best of. */
import keywordExtractor from "keyword-extractor";
import { candidatesOf } from "../../../../src/language/keywords/candidates.ts";
import { tokensOf } from "../../../../src/language/keywords/tokens.ts";
import { distinct, yake } from "../yake/yake.ts";

const TEN = 10;
const MOST_TOKENS = 20_000;

export type KeywordFinder = (text: string) => readonly string[];

/**
 * Our reading of YAKE (test/bench/README.md says how far it is the paper's), with phrases of up to `longest` words; all else as its authors set it:
 * window 1, nothing more than .9 like a better one.
 */
export function yakeFinder(longest: number): KeywordFinder {
  return (text) =>
    distinct(yake(tokensOf(text, MOST_TOKENS), longest), TEN).map(({ tokens }) =>
      tokens.map((token) => token.text).join(" "),
    );
}

/** Phrases of one to three words between stop words, by how often they stand in the text and in how few of these texts. */
export function tfidfFinder(texts: readonly string[]): KeywordFinder {
  const counted = (text: string) => {
    const tokens = tokensOf(text, MOST_TOKENS);
    return candidatesOf(tokens)
      .list.filter(({ size }) => size <= 3)
      .map(({ at, size, starts }) => {
        const own = tokens.list.slice(at, at + size);
        return {
          key: own.map(({ lexeme }) => lexeme.stem).join(" "),
          phrase: own.map((token) => token.text).join(" "),
          times: starts.length,
        };
      });
  };
  const having = new Map<string, number>();
  for (const text of texts) for (const { key } of counted(text)) having.set(key, (having.get(key) ?? 0) + 1);
  return (text) =>
    counted(text)
      .map(({ key, phrase, times }) => ({
        phrase,
        score: times * Math.log(texts.length / (having.get(key) ?? 1)),
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, TEN)
      .map(({ phrase }) => phrase);
}

/** npm `keyword-extractor`, which takes stop words out and ranks nothing: the first ten that are left. */
export const keywordExtractorFinder: KeywordFinder = (text) =>
  keywordExtractor
    .extract(text, {
      language: "english",
      remove_digits: true,
      return_changed_case: true,
      remove_duplicates: true,
    })
    .slice(0, TEN);

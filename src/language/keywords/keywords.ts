/** The phrases that a text is about: which method serves its language, and how long phrases are for what they are wanted for. */
import { fileURLToPath } from "node:url";
import type { Keyword, KeywordPurpose } from "../../types.ts";
import { type ModelFolder, openModel } from "../model-folder.ts";
import { countedKeywords } from "./counted.ts";
import type { Common } from "./features.ts";
import { overlaps } from "./overlaps.ts";
import { type Ranked, rank } from "./ranker.ts";
import { type Token, type Tokens, tokensOf } from "./tokens.ts";
import { type RankerWeights, readRanker } from "./weights.ts";

/** Words of a long text that are looked at. */
const MOST_TOKENS = 20_000;

/** The files of a model folder: the two rankers, and how common words are ("stem log-share" a line). */
export const KEYWORD_FILES = { phrases: "phrases.bin", tags: "tags.bin", common: "common.txt" } as const;

export type KeywordsOf = (text: string, limit: number, purpose?: KeywordPurpose) => readonly Keyword[];

/** Reads a keywords model. What it gives is pure. @throws UserError for files that are not the model's own. */
export function loadKeywords(folder: ModelFolder): KeywordsOf {
  return keywordsOf({
    common: readCommon(folder.read(KEYWORD_FILES.common).toString("utf8")),
    phrases: readRanker(folder.read(KEYWORD_FILES.phrases)),
    tags: readRanker(folder.read(KEYWORD_FILES.tags)),
  });
}

export interface KeywordWeights {
  phrases: RankerWeights;
  tags: RankerWeights;
  common: Common;
}

/** By these weights. */
export function keywordsOf({ phrases, tags, common }: KeywordWeights): KeywordsOf {
  return (text, limit, purpose = "labels") => {
    if (limit <= 0) return [];
    const tokens = tokensOf(text, MOST_TOKENS);
    if (!isEnglish(tokens)) return countedKeywords(text, limit);
    const ranked = rank(tokens, purpose === "tags" ? tags : phrases, common);
    return choose(ranked, tokens.list, text, limit, purpose === "labels");
  };
}

/** The best by their stems, each once; `apart`: none that says again what a better one says. */
function choose(
  ranked: readonly Ranked[],
  list: readonly Token[],
  text: string,
  limit: number,
  apart: boolean,
): Keyword[] {
  const chosen: Keyword[] = [];
  const better: string[][] = [];
  for (const { at, size, score } of ranked) {
    if (chosen.length >= limit) break;
    const tokens = list.slice(at, at + size);
    const stems = tokens.map(({ lexeme }) => lexeme.stem);
    if (apart && better.some((one) => overlaps(one, stems))) continue;
    better.push(stems);
    const start = tokens[0]?.start ?? 0;
    const end = tokens.at(-1)?.end ?? start;
    chosen.push({ phrase: text.slice(start, end).replace(/\s+/g, " "), start, end, score });
  }
  return chosen;
}

/** English has a stop word in two or three words; headlines have few, and a text of few words is let pass. */
const LEAST_STOPS = 0.12;
const FEW = 25;

function isEnglish({ list }: Tokens): boolean {
  let [dense, stops] = [0, 0];
  for (const token of list) {
    if (token.dense) dense++;
    else if (token.lexeme.stop) stops++;
  }
  if (dense * 4 > list.length) return false;
  return list.length < FEW || stops / list.length >= LEAST_STOPS;
}

/** Lines "stem log-share". */
export function readCommon(lines: string): ReadonlyMap<string, number> {
  return new Map(
    lines.split("\n").flatMap((line): [string, number][] => {
      const [stem, share] = line.split(" ");
      return stem && share ? [[stem, Number(share)]] : [];
    }),
  );
}

let shipped: KeywordsOf | undefined;

/** By the shipped model, read when first needed. */
export const keywords: KeywordsOf = (text, limit, purpose) => {
  shipped ??= loadKeywords(openModel(fileURLToPath(new URL("../../../models/keywords-en", import.meta.url))));
  return shipped(text, limit, purpose);
};

/** The phrases that a text is about: which method serves its language, and how long phrases are for what they are wanted for. */
import { fileURLToPath } from "node:url";
import type { Keyword, KeywordPurpose, TextTools } from "../../types.ts";
import { DENSE, kindOf } from "../characters.ts";
import { type ModelFolder, openModel } from "../model-folder.ts";
import { chineseKeywords } from "./chinese.ts";
import { countedKeywords } from "./counted.ts";
import { eventPhrases } from "./event.ts";
import type { Common } from "./features.ts";
import { overlaps } from "./overlaps.ts";
import { type Ranked, rank } from "./ranker.ts";
import { type Token, type Tokens, tokensOf } from "./tokens.ts";
import { type RankerWeights, readRanker } from "./weights.ts";

/** Words of a long text that are looked at. */
export const MOST_TOKENS = 20_000;

/** The files of a model folder: the rankers, and how common words are ("stem log-share" a line). */
export const KEYWORD_FILES = {
  ...{ phrases: "phrases.bin", tags: "tags.bin", salience: "salience.bin", common: "common.txt" },
  ...{ chinese: "zh.bin", commonChinese: "common-zh.txt" },
} as const;

export type KeywordTools = Pick<TextTools, "keywords" | "keyPhrases">;

export interface KeywordWeights {
  /** What is a phrase that people index a text by. */
  phrases: RankerWeights;
  /** What people tag news with. */
  tags: RankerWeights;
  /** What of a news text stands in its summary. */
  salience: RankerWeights;
  common: Common;
  chinese: { ranker: RankerWeights; common: Common };
  /** Whose they are, for `madeBy`. */
  model: string;
}

/** Reads a keywords model. What it gives is pure. @throws UserError for files that are not the model's own. */
export function loadKeywords(folder: ModelFolder): KeywordTools {
  const ranker = (file: string): RankerWeights => readRanker(folder.read(file));
  const commonOf = (file: string): Common => readCommon(folder.read(file).toString("utf8"));
  return keywordTools({
    model: folder.label,
    phrases: ranker(KEYWORD_FILES.phrases),
    tags: ranker(KEYWORD_FILES.tags),
    salience: ranker(KEYWORD_FILES.salience),
    common: commonOf(KEYWORD_FILES.common),
    chinese: { ranker: ranker(KEYWORD_FILES.chinese), common: commonOf(KEYWORD_FILES.commonChinese) },
  });
}

/** By these weights. Labels must be good phrases and what the text is about, both. */
export function keywordTools({
  phrases,
  tags,
  salience,
  common,
  chinese,
  model,
}: KeywordWeights): KeywordTools {
  const rankers = { phrases: [phrases], tags: [tags], labels: [phrases, salience] };
  const find = (text: string, limit: number, purpose: KeywordPurpose, apart: boolean): readonly Keyword[] => {
    if (limit <= 0) return [];
    if (isDense(text)) return chineseKeywords(text, limit, apart, { ...chinese, model });
    const tokens = tokensOf(text, MOST_TOKENS);
    if (!isEnglish(tokens)) return countedKeywords(text, limit);
    const ranked = rank(tokens, rankers[purpose], common, limit);
    return choose(ranked, tokens.list, limit, apart).map(({ start, end, score }) => ({
      ...{ phrase: text.slice(start, end).replace(/\s+/g, " "), start, end, score, model },
    }));
  };
  return {
    keywords: (text, limit, purpose = "labels") => find(text, limit, purpose, purpose === "labels"),
    keyPhrases: (documents, limit) =>
      eventPhrases(documents, limit, (text, most) => find(text, most, "labels", false)),
  };
}

/** The best; `apart`: none that says again what a better one says. */
function choose(
  ranked: readonly Ranked[],
  list: readonly Token[],
  limit: number,
  apart: boolean,
): { start: number; end: number; score: number }[] {
  const chosen: { start: number; end: number; score: number }[] = [];
  const better: string[][] = [];
  for (const { at, size, score } of ranked) {
    if (chosen.length >= limit) break;
    const tokens = list.slice(at, at + size);
    const stems = tokens.map(({ lexeme }) => lexeme.stem);
    if (apart && better.some((one) => overlaps(one, stems))) continue;
    better.push(stems);
    const start = tokens[0]?.start ?? 0;
    chosen.push({ start, end: tokens.at(-1)?.end ?? start, score });
  }
  return chosen;
}

/** A script without spaces between words, by the text's beginning: such a text has Latin names in it too. */
function isDense(text: string): boolean {
  let count = 0;
  const most = Math.min(text.length, 400);
  for (let i = 0; i < most; i++) if (kindOf(text.charCodeAt(i)) === DENSE) count++;
  return count > 0 && count * 5 >= most;
}

/** English has a stop word in two or three words; headlines have few, and a text of few words is let pass. */
const LEAST_STOPS = 0.12;
const FEW = 25;

function isEnglish({ list }: Tokens): boolean {
  const stops = list.reduce((sum, { lexeme }) => sum + (lexeme.stop ? 1 : 0), 0);
  return list.length < FEW || stops / list.length >= LEAST_STOPS;
}

/** Lines "stem log-share". */
export function readCommon(lines: string): Common {
  return new Map(
    lines.split("\n").flatMap((line): [string, number][] => {
      const [stem, share] = line.split(" ");
      return stem && share ? [[stem, Number(share)]] : [];
    }),
  );
}

let loaded: KeywordTools | undefined;

function shipped(): KeywordTools {
  loaded ??= loadKeywords(openModel(fileURLToPath(new URL("../../../models/keywords", import.meta.url))));
  return loaded;
}

/** By the shipped model, read when first needed. */
export const keywords: KeywordTools["keywords"] = (...asked) => shipped().keywords(...asked);

/** By the shipped model, read when first needed. */
export const keyPhrases: KeywordTools["keyPhrases"] = (...asked) => shipped().keyPhrases(...asked);

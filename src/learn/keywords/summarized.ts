/** What a news text is about, without anybody's key phrases: what of it stands in its summary too. */
import { candidatesOf } from "../../language/keywords/candidates.ts";
import { tokensOf } from "../../language/keywords/tokens.ts";
import { readDataRows } from "../rows.ts";
import type { KeyedText } from "./examples.ts";

/** So many of each, so that no outlet's habits outweigh the others'. */
export const SUMMARIZED: readonly (readonly [file: string, rows: number])[] = [
  ["summarization/cnndm", 300],
  ["summarization/inshorts", 300],
  ["summarization/xsum", 400],
];

/** Of an article, UTF-16: what comes later is seldom in a summary. */
const OPENING = 6_000;
const MOST_TOKENS = 2_000;

interface Row {
  id?: string;
  title?: string;
  article: string;
  summary: string;
}

/** @throws UserError for a missing file. */
export function summarizedTexts(data: string): KeyedText[] {
  return SUMMARIZED.flatMap(([file, count]) =>
    readDataRows<Row>(data, file)
      .slice(0, count)
      .filter(({ article, summary }) => Boolean(article && summary))
      .map(({ id, title, article, summary }, i) => ({
        id: id ?? `${file}-${i}`,
        text: article.slice(0, OPENING),
        keys: phrasesOf(title ? `${title}\n\n${summary}` : summary),
      })),
  );
}

function phrasesOf(text: string): string[] {
  const { list, sentences } = tokensOf(text, MOST_TOKENS);
  return candidatesOf({ list, sentences }).list.map(({ at, size }) =>
    list
      .slice(at, at + size)
      .map((token) => token.text)
      .join(" "),
  );
}

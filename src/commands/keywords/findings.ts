/** Key phrases as findings, so that people can say which are none. */
import type { Context, Finding } from "../../types.ts";
import { carried, findingOf, longestText } from "../learn/finding.ts";

export interface Phrase {
  phrase: string;
  /** UTF-16 in `text`, end excluded. */
  start: number;
  end: number;
  /** 0 … 1 */
  score: number;
  model: string;
}

/** Those in the opening of the text that a trained model chose: of a phrase without its text nothing could be learnt. */
export function phraseFindings(
  text: string,
  phrases: readonly Phrase[],
  language: string,
  context: Context,
): readonly Finding[] {
  const opening = text.slice(0, longestText);
  return carried(
    phrases.flatMap(({ start, end, score, model }) => {
      if (end > opening.length) return [];
      const said = { text: opening, language, answer: "keyword", confidence: Math.min(1, score), model };
      const finding = findingOf(said, context);
      return finding ? [{ ...finding, start, end }] : [];
    }),
  );
}

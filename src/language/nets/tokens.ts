/** A sentence as the tokens that a network reads: training and use cut alike, or the weights mean nothing. */
import { isLower, isUpper } from "../characters.ts";
import { words } from "../words.ts";

export interface Token {
  /** What is looked up: lower case, marks by themselves, "n't" apart from its verb. */
  key: string;
  /** In the sentence; UTF-16, end excluded. */
  start: number;
  end: number;
}

const NOT = /n['’]t$/i;
const CONTRACTED = /^(.+)['’](s|re|ve|ll|d|m)$/i;
/** What stands between words and carries tone: marks, smileys, emoji. */
const MARKS = /[!?]|\.{3}|…|[:;=]['-]?[)(DPp/|\\]|<3|\p{Extended_Pictographic}/gu;
const NUMBER = /^[\d.,]+$/;

/** Words in lower case and the marks between them, in order; every number is "0". A word that is shouted among others is preceded by "^". */
export function tokensOf(sentence: string): Token[] {
  const found: Token[] = [];
  let last = 0;
  const between = (from: number, to: number): void => {
    if (to - from < 2 && sentence[from] === " ") return;
    for (const mark of sentence.slice(from, to).matchAll(MARKS)) {
      const start = from + mark.index;
      found.push({ key: mark[0] === "…" ? "..." : mark[0], start, end: start + mark[0].length });
    }
  };
  const all = words(sentence);
  const shouting = !all.some(({ text }) => isLower(text.charAt(1)));
  for (const { text, start, end } of all) {
    between(last, start);
    last = end;
    const add = (key: string, from: number, to: number): void => {
      found.push({ key: key.toLowerCase(), start: from, end: to });
    };
    if (
      !shouting &&
      text.length > 2 &&
      isUpper(text.charAt(0)) &&
      text === text.toUpperCase() &&
      isUpper(text.charAt(1))
    )
      found.push({ key: "^", start, end });
    const contracted = CONTRACTED.exec(text);
    if (NUMBER.test(text)) add("0", start, end);
    else if (NOT.test(text)) {
      if (text.length > 3) add(text.slice(0, -3), start, end - 3);
      add("n't", end - 3, end);
    } else if (contracted) {
      add(contracted[1] ?? "", start, start + (contracted[1]?.length ?? 0));
      add(contracted[2] ?? "", end - (contracted[2]?.length ?? 0), end);
    } else add(text, start, end);
  }
  between(last, sentence.length);
  return found;
}

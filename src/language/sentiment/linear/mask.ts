/** A sentence with everybody's name and group taken out of it: who it is about must not sway how it sounds. */
import { isNamed, makeSentence, readSentence } from "./english.ts";
import { Kind } from "./tokens.ts";
import type { WordTable } from "./word-table.ts";

/** Stands in no vocabulary and has no stem there. */
const NOBODY = "q";

/** The same length, so that every place stays what it was. A name of several words is as many unknown words. */
export function nameMask(words: WordTable): (text: string) => string {
  const sentence = makeSentence();
  return (text) => {
    readSentence(text, words, sentence);
    const { count, start, end, kind } = sentence.tokens;
    let masked = "";
    let at = 0;
    for (let i = 0; i < count; i++) {
      if (kind[i] !== Kind.word || !isNamed(sentence, i)) continue;
      const [from, to] = [start[i] as number, end[i] as number];
      masked += text.slice(at, from) + NOBODY.repeat(to - from);
      at = to;
    }
    return masked + text.slice(at);
  };
}

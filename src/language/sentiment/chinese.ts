/** How good or bad the words of a Chinese sentence are. */
import type { Weighed } from "./english.ts";
import { DEGREES_ZH, NEGATIONS_ZH, WORDS_ZH } from "./lexicon-zh.ts";

const NEGATIONS = new Set(NEGATIONS_ZH);
const LONGEST = 6;

/**
 * Finds the listed words by longest match from the left (a segmenter cuts many of them in two). A negation among the three words or
 * characters before, within the clause, turns a word round; adverbs of degree strengthen or weaken it; what follows 但 or 但是 counts more.
 */
export function weighChinese(sentence: string): Weighed {
  const heavy: string[] = [];
  let sum = 0;
  let factor = 1;
  let distance = 0;
  let before = 0;
  for (let i = 0; i < sentence.length; ) {
    const word = longest(sentence, i);
    const value = WORDS_ZH.get(word);
    const degree = DEGREES_ZH.get(word);
    const lean =
      degree !== undefined && value !== undefined && longestAt(sentence, i + word.length) ? undefined : value;
    if (/^(?:但|可是|不过|然而|只是)/.test(sentence.slice(i, i + 2))) {
      // What was said before the turn is half meant.
      sum -= (sum - before) * 0.5;
      before = sum;
      factor = 1.3;
      distance = 0;
      i += sentence.startsWith("但是", i) || !sentence.startsWith("但", i) ? 2 : 1;
      continue;
    }
    if (lean !== undefined) {
      sum += lean * factor;
      heavy.push(word);
      factor = 1;
    } else if (NEGATIONS.has(word)) {
      factor *= -0.8;
      distance = 0;
    } else if (degree !== undefined) {
      factor *= degree;
      distance = 0;
    } else if (/[，。！？；、：,.!?;\s]/.test(word) || ++distance > 3) factor = 1;
    i += word.length;
  }
  const marks = Math.min(3, sentence.match(/[!！]/g)?.length ?? 0);
  return { sum: sum * (1 + 0.1 * marks), words: heavy };
}

function longest(text: string, at: number): string {
  for (let size = Math.min(LONGEST, text.length - at); size > 1; size--) {
    const word = text.slice(at, at + size);
    if (WORDS_ZH.has(word) || NEGATIONS.has(word) || DEGREES_ZH.has(word)) return word;
  }
  return text.charAt(at);
}

/** Does a listed word begin here? Then 好 before it (好贵) is an adverb. */
function longestAt(text: string, at: number): boolean {
  return WORDS_ZH.has(longest(text, at));
}

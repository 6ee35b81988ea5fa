/** What a story is counted under: its telling words and the names in it, each once. */
import { eachTerm } from "../../language/terms.ts";

/** Title and first paragraphs say what a story is about; what follows is background. */
const looked = 48;
const most = 40;

const capital = /^\p{Lu}/u;

/** By term (stemmed, lower case; two for a name: "malaysia airlin") the words as the story has them. */
export function termsOf(story: { title: string; text: string }): Map<string, string> {
  const found = new Map<string, string>();
  const add = (term: string, words: string) => {
    if (!found.has(term) && found.size < most) found.set(term, words);
  };
  let last: { term: string; word: string } | undefined;
  const text = `${story.title}\n${story.text.slice(0, 2_000)}`;
  eachTerm(text, looked, (term, word) => {
    if (/^\p{N}/u.test(term)) {
      last = undefined;
      return;
    }
    add(term, word);
    const name = capital.test(word);
    if (name && last && text.includes(`${last.word} ${word}`))
      add(`${last.term} ${term}`, `${last.word} ${word}`);
    last = name ? { term, word } : undefined;
  });
  return found;
}

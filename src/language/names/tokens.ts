/** Cuts a sentence into words and signs as corpora of names have them ("Howe" "'s", "did" "n't", "U.S.", "8-5"), with their places. */
import { BEFORE_NAMES, WITHIN } from "../abbreviations.ts";
import { DENSE, isSpace, kindOf, WORD } from "../characters.ts";

export interface Token {
  text: string;
  start: number;
  end: number;
}

const INNER = new Set("-–'’.&/,:".split(""));

/** `start` and `end` in the whole text; `from` … `to` is the sentence. */
export function tokens(text: string, from = 0, to = text.length): Token[] {
  const found: Token[] = [];
  const push = (start: number, end: number): void => {
    found.push({ text: text.slice(start, end), start, end });
  };
  let i = from;
  while (i < to) {
    const code = text.charCodeAt(i);
    if (isSpace(code)) {
      i++;
      continue;
    }
    const kind = kindOf(code);
    if (kind === WORD) {
      let end = i + 1;
      while (end < to) {
        if (kindOf(text.charCodeAt(end)) === WORD) end++;
        else if (
          INNER.has(text.charAt(end)) &&
          end + 1 < to &&
          kindOf(text.charCodeAt(end + 1)) === WORD &&
          joins(text, end)
        )
          end += 2;
        else break;
      }
      cut(text, i, end, push);
      const last = found.at(-1);
      // "Mr.", "U.S.", "J." keep their point; elsewhere it ends a sentence.
      if (last && text.charAt(end) === "." && end < to && keepsPoint(last.text)) {
        last.end = end + 1;
        last.text = text.slice(last.start, last.end);
        end++;
      }
      i = end;
      const clitic = /^['’](?:s|re|ve|ll|d|m)(?![\p{L}\p{N}])/iu.exec(text.slice(i, Math.min(to, i + 4)));
      if (clitic) {
        push(i, i + clitic[0].length);
        i += clitic[0].length;
      }
    } else if (kind === DENSE) {
      push(i, i + 1);
      i++;
    } else {
      const size =
        code >= 0xd800 && code < 0xdc00
          ? 2
          : (/^(?:\.\.\.|``|''|--)/.exec(text.slice(i, i + 3))?.[0].length ?? 1);
      push(i, Math.min(to, i + size));
      i += size;
    }
  }
  return found;
}

function joins(text: string, at: number): boolean {
  const sign = text.charAt(at);
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at + 1);
  const digits = isDigit(before) && isDigit(after);
  if (sign === "," || sign === ":") return digits;
  // "U.S.", "D.C.", "3.5"; not "end.Next".
  if (sign === ".")
    return (
      digits ||
      (isLetter(text.charAt(at - 1)) &&
        (kindOf(text.charCodeAt(at - 2)) !== WORD || text.charAt(at - 2) === "."))
    );
  if (sign === "/") return digits;
  return true;
}

/** Clitics are words of their own. */
function cut(text: string, start: number, end: number, push: (start: number, end: number) => void): void {
  const word = text.slice(start, end);
  const clitic = /(?:n['’]t|['’](?:s|re|ve|ll|d|m))$/i.exec(word);
  if (clitic && clitic.index > 0) {
    push(start, start + clitic.index);
    push(start + clitic.index, end);
  } else push(start, end);
}

function keepsPoint(word: string): boolean {
  const lower = word.toLowerCase();
  return (
    /^\p{Lu}$/u.test(word) ||
    /^(?:\p{L}\.)+\p{L}$/u.test(word) ||
    (/^\p{Lu}/u.test(word) &&
      (BEFORE_NAMES.has(lower) || WITHIN.has(lower)) &&
      !/^(?:No|Me|Man|Sun|Fig|Miss|Mass|Sat|Mar|Art)$/.test(word))
  );
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (character: string): boolean => /^\p{L}$/u.test(character);

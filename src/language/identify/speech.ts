/** Leaves of a text what somebody says in a language: no addresses, no names of accounts, no code, no marks. */

const NO_SPEECH =
  /```[\s\S]*?(?:```|$)|`[^`\n]*`|<\/?[a-z][^<>\n]{0,200}>|\b(?:https?|ftp|mailto):\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\p{L}\p{N}])[@#][\w.-]+|(?:^|\s)(?:~|\.{0,2})?\/[\w./-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|gov|edu|io|cn|uk|de|fr|tv|ts|js|json|py|md|txt|pdf|csv|html?|ya?ml)\b(?:\/\S*)?|:[a-z0-9_+-]+:/giu;
/** snake_case, camelCase, dotted.names(), "--flags", "$VARIABLES". */
const IDENTIFIER =
  /--?[a-z][\w-]*(?==|\s|$)|[$%]\{?\w+\}?|\b\w+_\w+\b|\b\p{Ll}+\p{Lu}\p{Ll}\w*(?=\W|$)|\b[\w$]+(?:\.[\w$]+)+\(|\b\w+\(\)/gu;
const CODE_MARKS = /[{}[\]<>;=|\\^~$]|\(\)|=>|::|&&/g;
/** A line that a shell or a compiler would take, and a reader would not. */
const CODE_LINE =
  /^\s*(?:[$>%]\s+)?(?:(?:git|npm|npx|pnpm|yarn|pip3?|curl|wget|sudo|docker|kubectl|ssh|cd|ls|grep|chmod)\s+[\w./-]+(?:\s|$)|(?:def|class|function|fn|func)\s+\w+\s*\(|import\s+[\w.{*][^\n]*\bfrom\b\s*["'.]|from\s+[\w.]+\s+import\s|#include\b|select\s[^\n]*\sfrom\s+\w+[^\n]*;).*$/gimu;
const LETTER = /[\p{L}\p{M}]/gu;

/** "" where the text is code, addresses, numbers or signs alone. Mostly upper-case text comes back in lower case. */
export function speechOf(text: string): string {
  const bare = text.replace(NO_SPEECH, " ").replace(CODE_LINE, " ");
  const letters = bare.match(LETTER)?.length ?? 0;
  if (letters === 0) return "";
  const marks = bare.match(CODE_MARKS)?.length ?? 0;
  if (marks >= 2 && marks > letters * 0.06) return "";
  const said = bare.replace(IDENTIFIER, " ");
  if ((said.match(LETTER)?.length ?? 0) < letters * 0.5) return "";
  const lower = said.toLowerCase();
  return isShouted(said, lower) ? lower : said;
}

/** A fastText model knows few words in capitals. */
function isShouted(text: string, lower: string): boolean {
  let capitals = 0;
  let cased = 0;
  const upper = text.toUpperCase();
  for (let i = 0; i < text.length; i++) {
    if (upper.charCodeAt(i) === lower.charCodeAt(i)) continue;
    cased++;
    if (text.charCodeAt(i) !== lower.charCodeAt(i)) capitals++;
  }
  return cased > 0 && capitals > cased * 0.6;
}

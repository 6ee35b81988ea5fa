/** Making a sentence fit without changing what it says. Lengths in UTF-16 units; Chinese says in 28 what English says in 70. */

/** Limits of house style by script: headlines, and posts on the narrowest network. */
export function limitsOf(chinese: boolean): { headline: number; post: number } {
  return chinese ? { headline: 28, post: 140 } : { headline: 70, post: 280 };
}

/** A sentence as a headline: no full stop, at most `limit`; cut where a clause ends, else at a word and then with an ellipsis. */
export function asHeadline(sentence: string, limit: number): string {
  const bare = sentence.trim().replace(/(?<![.。…])[.。]["”’」]?$/u, "");
  if (bare.length <= limit) return bare;
  const clauses = [...bare.slice(0, limit + 1).matchAll(/[,;:](?=\s)|\s[–—-](?=\s)|[，；：]/gu)];
  const clause = clauses
    .map(({ index }) => index)
    .filter((end) => end >= limit * 0.4 && balanced(bare.slice(0, end)));
  const end = clause.at(-1);
  return end === undefined ? cutAtWord(bare, limit) : bare.slice(0, end).trimEnd();
}

/** At most `limit`, the ellipsis included; no word, and no letter of two units, is cut through. */
export function cutAtWord(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const room = text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "");
  const space = room.lastIndexOf(" ");
  const whole = text[room.length] === " " || space < limit / 2 ? room : room.slice(0, space);
  return `${whole.replace(/[\s,;:，；：、–—-]+$/u, "")}…`;
}

/** A quotation or a bracket that opens must close: half of one says something else. */
function balanced(text: string): boolean {
  const pairs = ["“”", "「」", "()", "（）"];
  return (
    pairs.every(([open = "", close = ""]) => text.split(open).length === text.split(close).length) &&
    text.split('"').length % 2 === 1
  );
}

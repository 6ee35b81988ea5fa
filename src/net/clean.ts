/** Making text from outside plain: no control characters, one kind of line end, paragraphs parted by blank lines. */

/** Everything Unicode calls a control but tab and newline; and the code points that are no characters. Marks of direction stay: right-to-left text needs them. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufeff\ufffe\uffff]/g;

export function withoutControls(text: string): string {
  return text
    .replaceAll(/\r\n?|\u2028|\u0085/g, "\n")
    .replaceAll("\u2029", "\n\n")
    .replace(controls, "")
    .toWellFormed();
}

/** One line: every run of white space is one space. For titles, names and the like. */
export function oneLine(text: string): string {
  return withoutControls(text).replaceAll(/\s+/g, " ").trim();
}

/** Keeps lines, trims each, and leaves one blank line between paragraphs. */
export function paragraphsOf(text: string): string {
  return withoutControls(text)
    .split("\n")
    .map((line) => line.replaceAll(/[^\S\n]+/g, " ").trim())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

/** Words of a text for limits: Chinese, Japanese and Thai characters count 1 / 1.7. */
export function wordCount(text: string): number {
  const unspaced =
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  const rest = text.replaceAll(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
    " ",
  );
  return Math.round(unspaced / 1.7) + (rest.match(/[\p{L}\p{N}]+/gu)?.length ?? 0);
}

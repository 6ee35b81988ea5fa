/** What a line break means in a text: the end of a paragraph, or only the end of the paper. */
import { isLower, isSpace } from "./characters.ts";

const STOPS = '.!?…。！？:：;；"”’」』)）';
const BULLET = /^(?:[-*•·–—▪●○◦‣]|\d{1,3}[.)、]|[#>])/u;

/**
 * Gives a function that says whether the line break at an offset ends a sentence. Blank lines and list items always do. In text that was
 * wrapped to a width (mail, PDF) single breaks do not, unless the line is much shorter than the width or ends in a stop; elsewhere each
 * line is a paragraph, and its break counts unless the next line goes on in lower case.
 */
export function lineBreaks(text: string): (offset: number) => boolean {
  let width: number | undefined;
  return (offset) => {
    let next = offset;
    let newlines = 0;
    while (next < text.length && isSpace(text.charCodeAt(next))) {
      const code = text.charCodeAt(next);
      if (
        code === 10 ||
        code === 0x2028 ||
        code === 0x2029 ||
        (code === 13 && text.charCodeAt(next + 1) !== 10)
      )
        newlines++;
      next++;
    }
    if (newlines > 1 || next >= text.length) return true;
    let last = offset;
    while (last > 0 && isSpace(text.charCodeAt(last - 1))) last--;
    if (BULLET.test(text.slice(next, next + 5))) return true;
    width ??= wrapWidth(text);
    if (width > 0) {
      const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
      return offset - lineStart < width * 0.6 && !isLower(text.charAt(next));
    }
    return STOPS.includes(text.charAt(last - 1)) || !isLower(text.charAt(next));
  };
}

/** The width a text was wrapped to, or 0. Judged by its first 400 lines. */
function wrapWidth(text: string): number {
  const lines = text
    .slice(0, 60_000)
    .split(/\r?\n/, 400)
    .map((line) => line.trim());
  let longest = 0;
  let inner = 0;
  let full = 0;
  let open = 0;
  for (const line of lines) longest = Math.max(longest, line.length);
  if (longest > 140 || longest < 40) return 0;
  for (let i = 0; i + 1 < lines.length; i++) {
    const line = lines[i] ?? "";
    if (!line || !lines[i + 1]) continue;
    inner++;
    if (line.length > longest * 0.75) full++;
    if (!STOPS.includes(line.charAt(line.length - 1))) open++;
  }
  return inner >= 3 && full >= inner * 0.6 && open >= inner * 0.6 ? longest : 0;
}

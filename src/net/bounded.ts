/** How much of a text is read: what is longer than a book would be worked on for seconds, while everybody else waits. */
import type { Extraction } from "./extracted.ts";

/** Letters; to part a text into words takes ten times as long for one of Chinese, Japanese or Korean. */
const mostLetters = 1_200_000;
const lettersEach = 10;

/** The first part, up to the end of its last paragraph or line, and the caution "cut" where that is not all. */
export function bounded(extraction: Extraction): Extraction {
  if ("unreadable" in extraction) return extraction;
  const { page } = extraction;
  const end = endOf(page.text);
  if (end === page.text.length) return extraction;
  return { page: { ...page, text: firstOf(page.text, end), cautions: ["cut", ...page.cautions] } };
}

function endOf(text: string): number {
  if (text.length * lettersEach <= mostLetters) return text.length;
  let letters = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    letters += (code >= 0x2e80 && code < 0xa000) || (code >= 0xac00 && code < 0xd7b0) ? lettersEach : 1;
    if (letters > mostLetters) return at;
  }
  return text.length;
}

/** A text without line ends is cut where it is. */
function firstOf(text: string, end: number): string {
  const line = text.lastIndexOf("\n", end);
  return text
    .slice(0, line > end / 2 ? line : end)
    .trimEnd()
    .toWellFormed();
}

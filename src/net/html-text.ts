/** A piece of HTML, as feeds carry it, to plain text. */
import { oneLine, paragraphsOf } from "./clean.ts";
import { parseDocument } from "./dom.ts";
import { textOf } from "./dom-text.ts";

/** A tag or an entity; "a < b" and "R&D" are neither. */
const marked = /<\/?[a-z!][^<>]*>|&(#\d+|#x[\da-f]+|[a-z]{2,31});/i;

/** Paragraphs parted by blank lines; scripts and styles are left out. A text without any mark of HTML is kept as it is. */
export function htmlToText(html: string): string {
  if (!marked.test(html)) return paragraphsOf(html);
  const text = visible(html);
  // Some feeds are escaped once too often; a text that shows code has its marks in pre or code.
  const escapedTwice = (text.match(/<\/(p|div|a|li|ul|span|em|strong|b|i)>/gi)?.length ?? 0) >= 2;
  return escapedTwice && !/<(pre|code)\b/i.test(html) ? visible(text) : text;
}

function visible(html: string): string {
  const body = parseDocument(html).querySelector("body");
  return body ? textOf(body) : "";
}

/** As one line, for titles and names. */
export function htmlToLine(html: string): string {
  return oneLine(marked.test(html) ? htmlToText(html) : html);
}

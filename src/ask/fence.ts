/** Text from outside on its way into a prompt: between tags that it cannot close. */

/** Invisible to people, read by models: control characters and Unicode's tag characters, a known way to smuggle orders. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u{e0000}-\u{e007f}]/gu;

/** Anything that could be read as one of our tags, also in full-width or look-alike brackets. */
const OUR_TAG = /[<＜﹤‹〈⟨](?=[\s\p{Cf}/／\\]*data\s*[-‐‑–—_])/giu;

/**
 * `<data-NAME>` … `</data-NAME>` around the text. Whatever the text holds, the result has exactly one opening and one closing
 * tag of that kind: an opening bracket that would begin one is written as `&lt;`, all else stays as it was.
 */
export function fence(name: string, text: string): string {
  const inside = text.replace(/\r\n?/g, "\n").replace(INVISIBLE, "").toWellFormed().replace(OUR_TAG, "&lt;");
  return `<data-${name}>\n${inside}\n</data-${name}>`;
}

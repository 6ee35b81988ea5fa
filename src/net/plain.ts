/** A plain text as a page. */
import { oneLine, paragraphsOf, wordCount } from "./clean.ts";
import { type Extraction, languageOf } from "./extracted.ts";

/** The first line is the title when it looks like one: short, and parted from the rest. */
export function extractPlain(raw: string): Extraction {
  const text = paragraphsOf(raw);
  if (text === "") return { unreadable: "empty" };
  const first = text.split("\n", 1)[0] ?? "";
  const heading = first.length <= 150 && first.length < text.length ? first : "";
  return {
    page: {
      title: oneLine(heading.replace(/^#+\s*/, "")),
      text,
      language: languageOf(text, undefined),
      cautions: wordCount(text) < 80 ? ["short"] : [],
    },
  };
}

/** Times as people write them. In the machine's zone; the page's script puts them into the reader's. */
import type { Language } from "../../src/types.ts";
import { type Html, h } from "./html.ts";
import { localeOf } from "./words.ts";

/** `at` in ms since 1970. */
export function dateOf(at: number, language: Language): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(at);
}

export function timeOf(at: number, language: Language): Html {
  const shown = new Intl.DateTimeFormat(localeOf(language), {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(at);
  return h`<time datetime="${new Date(at).toISOString()}">${shown}</time>`;
}

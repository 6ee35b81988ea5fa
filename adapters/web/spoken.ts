/** Which language a request is answered in. */
import type { Context } from "hono";
import { accepts } from "hono/accepts";
import { languageOfLocale } from "../../src/chat/words.ts";
import type { Language } from "../../src/types.ts";

/** The first of the browser's languages that we speak. */
export function spokenBy(c: Context): Language {
  const languages = accepts(c, {
    header: "Accept-Language",
    supports: ["en", "zh"],
    default: "en",
    match: (accepted) =>
      [...accepted]
        .sort((a, b) => b.q - a.q)
        .map((one) => languageOfLocale(one.type))
        .find(Boolean) ?? "en",
  });
  return languageOf(languages) ?? "en";
}

export function languageOf(text: string | undefined): Language | undefined {
  return text === "en" || text === "zh" ? text : undefined;
}

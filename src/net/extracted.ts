/** What a parsing thread hands back: plain JSON, for errors lose their kind on the way. */
import { language } from "../language/language.ts";
import type { PageCaution } from "../types.ts";

export interface Extracted {
  title: string;
  text: string;
  language: string;
  outlet?: string;
  author?: string;
  publishedAt?: number;
  canonical?: string;
  cautions: readonly PageCaution[];
}

/** Why there is no text; `pages.ts` has the words for each. */
export type Unreadable = "empty" | "paywalled" | "list" | "locked" | "scanned" | "damaged" | "deep";

export type Extraction = { page: Extracted } | { unreadable: Unreadable };

/** A primary tag: the declared one, unless the script of the text gives it the lie; "und" when neither says anything. */
export function languageOf(text: string, declared: string | undefined): string {
  const tag = /^[a-z]{2,3}(?=$|[-_])/i.exec(declared?.trim() ?? "")?.[0].toLowerCase();
  // Eight hundred characters are plenty, and detection grows with length.
  const sample = text.slice(0, 800);
  const asian =
    sample.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  const believable = letters === 0 || asian / letters > 0.3 === /^(zh|ja|ko|yue|wuu|nan)$/.test(tag ?? "");
  if (tag && believable) return tag;
  const found = language(sample);
  return found === "und" ? (tag ?? "und") : found;
}

/** Which language a text is in. */
import { detectAll } from "tinyld";
import { STOP_EN } from "./stopwords.ts";

/** Enough to be sure, and little enough to be fast. UTF-16 units. */
const LOOKED_AT = 1_000;

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Hangul}/gu, "ko"],
  [/\p{Script=Thai}/gu, "th"],
  [/\p{Script=Hebrew}/gu, "he"],
  [/\p{Script=Greek}/gu, "el"],
  [/\p{Script=Armenian}/gu, "hy"],
  [/\p{Script=Tamil}/gu, "ta"],
  [/\p{Script=Telugu}/gu, "te"],
  [/\p{Script=Khmer}/gu, "km"],
];

/** Known to tinyld, and far likelier to be an English headline full of names than what it says: Klingon, Volapük, Latin, Berber … */
const NOT_NEWS = new Set(["tlh", "vo", "la", "ber", "eo", "ia", "io", "ie", "rn"]);

const LATIN_ONLY = /^[\u0000-\u024F\u2000-\u206F\u20AC]*$/;

/** BCP 47 primary tag, "und" when unsure (fewer than three words, no letters, two languages alike). By script where a script has one language, else by tinyld. */
export function language(text: string): string {
  const head = text.slice(0, LOOKED_AT).replace(/https?:\/\/\S+|[@#]\S+/g, " ");
  const scripted = LATIN_ONLY.test(head) ? undefined : byScript(head);
  if (scripted !== undefined) return scripted;
  const lower = head.toLowerCase();
  const tokens = lower.match(/[\p{L}\p{M}'’]+/gu) ?? [];
  const english = tokens.filter((token) => STOP_EN.has(token)).length / Math.max(1, tokens.length);
  if (tokens.length === 0) return "und";
  if (tokens.length >= 4 && english >= 0.3) return "en";
  const [best, second] = detectAll(head).filter(({ lang }) => !NOT_NEWS.has(lang));
  if (!best) return "und";
  if (tokens.length < 3 && best.accuracy < 0.5) return "und";
  if (second && best.accuracy - second.accuracy < 0.02 && tokens.length < 8)
    return english > 0 && (best.lang === "en" || second.lang === "en") ? "en" : "und";
  return best.lang;
}

/** Where a script has one language, or is mixed with another as only one language does it. */
function byScript(head: string): string | undefined {
  const letters = count(head, /\p{L}/gu);
  const han = count(head, /\p{Script=Han}/gu);
  const kana = count(head, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  if (kana > 0 && kana + han > letters * 0.4 && kana > (kana + han) * 0.08) return "ja";
  // A Han character says as much as two or three letters.
  if (han * 2.5 > letters - han) return "zh";
  for (const [script, tag] of SCRIPTS) if (count(head, script) > letters * 0.5) return tag;
  return undefined;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

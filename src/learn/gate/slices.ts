/** What held-out rows have in common: each part is judged by itself, so that a gain for many is not paid by a few. */
import type { HeldOutRow } from "../held-out.ts";
import { groupsIn } from "./people.ts";

export interface Slice {
  slice: string;
  value: string;
  places: readonly number[];
}

/** Language, source, length, year, and the people and groups that are named. */
export function slicesOf(rows: readonly HeldOutRow[]): readonly Slice[] {
  const slices = new Map<string, { slice: string; value: string; places: number[] }>();
  const add = (slice: string, value: string | undefined, place: number) => {
    if (value === undefined) return;
    const key = `${slice}\n${value}`;
    const known = slices.get(key);
    if (known) known.places.push(place);
    else slices.set(key, { slice, value, places: [place] });
  };
  rows.forEach((row, place) => {
    add("language", row.language, place);
    add("source", row.source, place);
    add("length", lengthOf(row.text), place);
    add("year", row.at === undefined ? undefined : String(new Date(row.at).getUTCFullYear()), place);
    for (const group of groupsIn(row.text)) add("people", group, place);
  });
  return [...slices.values()].sort((a, b) => (`${a.slice}\n${a.value}` < `${b.slice}\n${b.value}` ? -1 : 1));
}

/** By words; 1.7 Chinese characters count as one. */
function lengthOf(text: string): string {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) + han / 1.7;
  return words < 12 ? "below 12 words" : words <= 40 ? "12 to 40 words" : "above 40 words";
}

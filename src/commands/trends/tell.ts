/** What the answers on bursts say alike. */
import type { Burst, Context } from "../../types.ts";
import { plain } from "../show.ts";
import { say } from "./words.ts";

export function besideWords(words: readonly string[], language: Context["language"]): string {
  return words.length === 0
    ? ""
    : say(language, "with", { words: words.map((word) => `‘${plain(word)}’`).join(", ") });
}

export const tenth = (value: number) =>
  value < 0.1 ? "<0.1" : value < 10 ? value.toFixed(1) : String(Math.round(value));

/** Numbers for programs: stories by id. */
export function facts({ stories, ...trend }: Burst) {
  return { ...trend, stories: stories.map(({ id, title, url }) => ({ id, title, url })) };
}

/** How one text sounds, in lines: the label, the sentences that weigh most with their words, and what judged it. */
import type { Language, Sentiment, WordWeight } from "../../types.ts";
import { aside, plain } from "../show.ts";
import { percent, say, signed } from "./words.ts";

export const sentencesShown = 4;
const longestShown = 300;
/** Attention below this is spread thin: where the network looked is then no place. */
const looked = 0.1;

export function toneLines(value: Sentiment, language: Language): string[] {
  if (value.models.length === 0) return [say(language, "nothing")];
  const sure = value.basis === "model" ? say(language, "sure", { percent: percent(value.confidence) }) : "";
  const label = say(language, value.label);
  const lines = [say(language, "of", { label, score: signed(value.score), sure })];
  const because = value.because.slice(0, sentencesShown).map((one) => {
    const words = wordsLine(one.words, language);
    return `- ${plain(cut(one.text))}${aside(signed(one.score), language)}${words ? `  \n  ${words}` : ""}`;
  });
  if (because.length > 0) lines.push(`${say(language, "because")}\n\n${because.join("\n")}`);
  return lines;
}

function wordsLine(words: readonly WordWeight[], language: Language): string {
  const comma = say(language, "comma");
  const adds = words
    .filter((word) => Math.abs(word.adds) >= 0.02)
    .sort((a, b) => Math.abs(b.adds) - Math.abs(a.adds))
    .map((word) => `_${plain(word.text)}_ ${signed(word.adds)}`);
  const attention = words
    .filter((word) => (word.attention ?? 0) >= looked)
    .sort((a, b) => (b.attention ?? 0) - (a.attention ?? 0))
    .map((word) => `_${plain(word.text)}_ ${percent(word.attention ?? 0)}%`);
  return [
    ...(adds.length > 0 ? [say(language, "because.words", { words: adds.join(comma) })] : []),
    ...(attention.length > 0 ? [say(language, "because.looked", { words: attention.join(comma) })] : []),
  ].join(say(language, "semicolon"));
}

/** Which model is behind it, and how far to trust it. */
export function basisLine(
  { basis, besides, models, unheard }: Pick<Sentiment, "basis" | "besides" | "models" | "unheard">,
  language: Language,
): string {
  if (models.length === 0) return "";
  const names = models.join(" + ");
  const by = basis !== "model" ? basis : models.length > 1 ? "together" : "by";
  return [
    say(language, by, { models: names }),
    ...besides.map((other) => say(language, `besides.${other}`)),
    ...(unheard === undefined ? [] : [say(language, "unheard", { model: unheard })]),
  ].join("\n\n");
}

const cut = (text: string) => (text.length > longestShown ? `${text.slice(0, longestShown - 1)}…` : text);

/** Each form of text made by selection: every sentence is the source's own, headlines and posts shortened at most. */
import type { TextTools } from "../../types.ts";
import { asHeadline, cutAtWord, limitsOf } from "./shorten.ts";

export interface Material {
  text: string;
  title: string;
  /** Length aimed at; undefined: the form's own. */
  words: number | undefined;
  /** Sentences of a summary, headlines; undefined: three. */
  count: number | undefined;
}

export type Form = (tools: TextTools, material: Material) => string;

/** Words that a sentence takes, roughly: only where to begin looking. */
const WORDS_A_SENTENCE = 22;

export const forms: Readonly<Record<string, Form>> = {
  summarize: (tools, material) => best(tools, material, material.count ?? 3).join("\n"),
  brief: (tools, material) => join(tools, material, best(tools, material, 3, material.words)),
  article: (tools, material) => piece(tools, material, material.words ?? 250, 2),
  blog: (tools, material) => piece(tools, material, material.words ?? 300, 3),
  social,
  headline,
};

/** At most `count` sentences, those that say most, in the source's order. */
function best(
  tools: TextTools,
  { text, title }: Material,
  count: number,
  words = Number.POSITIVE_INFINITY,
): string[] {
  let found: string[] = [];
  for (let room = count * WORDS_A_SENTENCE; ; room *= 1.15) {
    const wider = pick(tools, text, title, Math.min(room, words));
    if (wider.length > count) return found.length > 0 ? found : wider.slice(0, count);
    found = wider;
    if (found.length === count || room >= words || room > text.length) return found;
  }
}

function pick(tools: TextTools, text: string, title: string, words: number): string[] {
  return tools
    .summarize([{ id: "text", title, text }], words)
    .sentences.map((sentence) => oneLine(sentence.text));
}

/** A headline, the lead, then the rest in the source's order: the inverted pyramid as far as selection can build it. */
function piece(tools: TextTools, material: Material, words: number, perParagraph: number): string {
  const all = pick(tools, material.text, material.title, words);
  const paragraphs = [all.slice(0, 1)];
  for (let at = 1; at < all.length; at += perParagraph) paragraphs.push(all.slice(at, at + perParagraph));
  const [title] = headlinesOf(tools, material, 1);
  return [`# ${title ?? ""}`, ...paragraphs.map((sentences) => join(tools, material, sentences))].join(
    "\n\n",
  );
}

function social(tools: TextTools, material: Material): string {
  const { post } = limitsOf(chinese(tools, material));
  for (const count of [3, 2, 1]) {
    const text = join(tools, material, best(tools, material, count));
    if (text && text.length <= post) return text;
  }
  return cutAtWord(material.title || (best(tools, material, 1)[0] ?? ""), post);
}

function headline(tools: TextTools, material: Material): string {
  return headlinesOf(tools, material, material.count ?? 3).join("\n");
}

/** The title first, then the leads of the sentences that say most. */
function headlinesOf(tools: TextTools, material: Material, count: number): string[] {
  const limit = limitsOf(chinese(tools, material)).headline;
  const sources = [material.title, ...best(tools, material, count + 1)].map(oneLine).filter(Boolean);
  return [...new Set(sources.map((source) => asHeadline(source, limit)))].slice(0, count);
}

function join(tools: TextTools, material: Material, sentences: readonly string[]): string {
  return sentences.join(chinese(tools, material) ? "" : " ");
}

function chinese(tools: TextTools, { text }: Material): boolean {
  return tools.language(text) === "zh";
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

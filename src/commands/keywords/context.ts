/** A key phrase where it stands: the sentence around it, cut to what can be read at a glance. */
import type { Passage, Sentence, Span } from "../../types.ts";
import { plain } from "../show.ts";

/** UTF-16, on each side. */
const AROUND = 60;

export interface Place {
  start: number;
  end: number;
}

/** Markdown: the phrase in its sentence, the phrase in bold. `sentences`: of `text`, in order. */
export function inContext(text: string, { start, end }: Place, sentences: readonly Span[]): string {
  const around = sentences.find((one) => one.start <= start && end <= one.end) ?? { start, end };
  const from = wordStart(text, Math.max(around.start, start - AROUND), start);
  const to = wordEnd(text, Math.min(around.end, end + AROUND), end);
  const before = `${from > around.start ? "… " : ""}${text.slice(from, start)}`;
  const after = `${text.slice(end, to)}${to < around.end ? " …" : ""}`;
  // Signs of Markdown in the text are only signs; the spaces beside the phrase are the text's own.
  const side = (part: string) =>
    part.replace(/\S[\s\S]*\S|\S/u, (words) => plain(words)).replace(/\s+/g, " ");
  return `${side(before)}**${plain(text.slice(start, end))}**${side(after)}`;
}

/** The phrase as a statement whose passage opens the source. */
export function statement(text: string, { start, end }: Place, phrase: string, source: string): Sentence {
  const passage: Passage = { source, start, end, text: text.slice(start, end) };
  return { text: phrase, passages: [passage], verdict: "supported" };
}

/** Cut between words, and never through a character. */
function wordStart(text: string, from: number, start: number): number {
  if (from === 0 || /\s/.test(text.charAt(from - 1))) return from;
  const space = text.slice(from, start).search(/\s/);
  return space >= 0 ? from + space + 1 : isHalf(text, from) ? from + 1 : from;
}

function wordEnd(text: string, to: number, end: number): number {
  if (to >= text.length || /\s/.test(text.charAt(to))) return to;
  const space = text.slice(end, to).search(/\s\S*$/);
  return space >= 0 ? end + space : isHalf(text, to) ? to - 1 : to;
}

/** The second half of a surrogate pair. */
const isHalf = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

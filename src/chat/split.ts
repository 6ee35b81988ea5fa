/** Cuts Markdown into messages that a platform takes: between blocks, else between sentences, never inside a link or a code fence. */
import { lexer, type Token } from "marked";

type Measure = (text: string) => number;

/**
 * @param limit in units of `measure` (UTF-16 units when none is given); at least 50.
 * @returns pieces of at most `limit`, none empty, in order. Only white space between pieces is lost; a fence that is cut is closed
 * and opened again, and a link that alone is too long is given as its bare text.
 */
export function splitMarkdown(
  markdown: string,
  limit: number,
  measure: Measure = (text) => text.length,
): string[] {
  if (measure(markdown) <= limit) return markdown.trim() ? [markdown] : [];
  const parts = blocksOf(markdown).flatMap((token) => blockParts(token, limit, measure));
  return pack(parts, limit, measure);
}

/** Thousands of nested quotes or lists exhaust the parser's stack: such a text is one block. */
export function blocksOf(markdown: string): Token[] {
  try {
    return lexer(markdown);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const text: Token = { type: "text", raw: markdown, text: markdown, escaped: false };
    return [{ type: "paragraph", raw: markdown, text: markdown, tokens: [text] }];
  }
}

/** Parts that each fit. A part keeps the white space behind it, which is dropped where the cut falls. */
function blockParts(token: Token, limit: number, measure: Measure): string[] {
  if (measure(token.raw) <= limit) return [token.raw];
  if (token.type === "code") return fenceParts(token.raw, limit, measure);
  if (token.type === "list" && "items" in token)
    return (token.items as Token[]).flatMap((item) =>
      blockParts({ ...item, type: "paragraph" } as Token, limit, measure),
    );
  return textParts(token.raw, limit, measure);
}

function fenceParts(raw: string, limit: number, measure: Measure): string[] {
  const fence = /^( {0,3})(`{3,}|~{3,})([^\n]*)\n/.exec(raw);
  if (!fence) return textParts(raw, limit, measure);
  const open = fence[0];
  const close = `\n${fence[2]}`;
  const body = raw.slice(open.length).replace(/\n? {0,3}(`{3,}|~{3,})\s*$/, "");
  const room = limit - measure(open) - measure(close);
  if (room < 20) return hardParts(raw, limit, measure);
  const lines = body
    .split("\n")
    .flatMap((line) => (measure(line) > room ? hardParts(line, room, measure) : [line]));
  const parts: string[] = [];
  let held: string[] = [];
  for (const line of lines) {
    if (held.length > 0 && measure([...held, line].join("\n")) > room) {
      parts.push(`${open}${held.join("\n")}${close}\n`);
      held = [];
    }
    held.push(line);
  }
  if (held.length > 0) parts.push(`${open}${held.join("\n")}${close}\n\n`);
  return parts;
}

/** What must stay whole: links, images, code spans and bare addresses. */
const whole =
  /!?\[(?:[^\][]|\[[^\]]*\])*\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+"[^"]*")?\)|<https?:[^>\s]+>|https?:\/\/[^\s)\]>]+|`[^`\n]+`/g;

const sentences = new Intl.Segmenter("und", { granularity: "sentence" });
const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

function textParts(raw: string, limit: number, measure: Measure): string[] {
  const kept: [number, number][] = [...raw.matchAll(whole)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
  const inside = (at: number) => kept.some(([start, end]) => at > start && at < end);
  const ends = [...sentences.segment(raw)]
    .map(({ index, segment }) => index + segment.length)
    .filter((at) => !inside(at));
  return between(raw, ends).flatMap((sentence) =>
    measure(sentence) <= limit ? [sentence] : wordParts(sentence, limit, measure),
  );
}

function wordParts(sentence: string, limit: number, measure: Measure): string[] {
  const pieces: string[] = [];
  let last = 0;
  for (const match of sentence.matchAll(whole)) {
    pieces.push(...sentence.slice(last, match.index).split(/(?<=\s)/));
    pieces.push(match[0]);
    last = match.index + match[0].length;
  }
  pieces.push(...sentence.slice(last).split(/(?<=\s)/));
  return pieces
    .filter(Boolean)
    .flatMap((piece) => (measure(piece) <= limit ? [piece] : hardParts(bare(piece), limit, measure)));
}

/** A link longer than a whole message can only be told by its words. */
const bare = (piece: string) => /^!?\[((?:[^\][]|\[[^\]]*\])*)\]\(/.exec(piece)?.[1] ?? piece;

function hardParts(text: string, limit: number, measure: Measure): string[] {
  const parts: string[] = [];
  let held = "";
  let size = 0;
  for (const { segment } of graphemes.segment(text)) {
    const more = measure(segment);
    if (held && size + more > limit) {
      parts.push(held);
      held = "";
      size = 0;
    }
    held += segment;
    size += more;
  }
  if (held) parts.push(held);
  return parts;
}

function between(text: string, ends: readonly number[]): string[] {
  let start = 0;
  const pieces: string[] = [];
  for (const end of [...ends, text.length]) {
    if (end > start) pieces.push(text.slice(start, end));
    start = Math.max(start, end);
  }
  return pieces;
}

function pack(parts: readonly string[], limit: number, measure: Measure): string[] {
  const packed: string[] = [];
  let held = "";
  for (const part of parts) {
    if (held && measure((held + part).trim()) > limit) {
      packed.push(held.trim());
      held = "";
    }
    held += part;
  }
  if (held.trim()) packed.push(held.trim());
  return packed.filter(Boolean);
}

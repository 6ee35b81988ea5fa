/**
 * Markdown → Slack's mrkdwn (https://docs.slack.dev/messaging/formatting-message-text). Pure. Sections with mrkdwn are used, and not
 * the `markdown` block, because their escaping is documented: whatever text comes from outside, nothing in it is acted upon.
 */
import type { Token, Tokens } from "marked";
import { blocksOf } from "../../src/chat/split.ts";
import { escapeText } from "./text.ts";

/** One string of mrkdwn: never with `<…>` but for links that were links in the Markdown. */
export function toMrkdwn(markdown: string): string {
  return blocks(blocksOf(markdown)).trim();
}

function blocks(tokens: readonly Token[]): string {
  const parts = tokens.map(block).filter((part) => part.trim() !== "");
  return parts.join("\n\n");
}

function block(token: Token): string {
  switch (token.type) {
    case "space":
    case "def":
      return "";
    case "heading":
      // Bold inside bold would end it.
      return `*${inline((token as Tokens.Heading).tokens).replaceAll("*", "")}*`;
    case "code":
      return fence((token as Tokens.Code).text);
    case "blockquote":
      return quote(blocks((token as Tokens.Blockquote).tokens));
    case "list":
      return list(token as Tokens.List, 0);
    case "hr":
      return "———";
    case "table":
      return table(token as Tokens.Table);
    case "html":
      return escapeText(token.raw.trimEnd());
    default:
      return "tokens" in token && token.tokens ? inline(token.tokens) : escapeText(decode(token.raw));
  }
}

const quote = (text: string): string =>
  text.trim() &&
  text
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

function list(token: Tokens.List, depth: number): string {
  const first = typeof token.start === "number" ? token.start : 1;
  return token.items
    .map((item, at) => {
      const box = item.task ? (item.checked ? "☑ " : "☐ ") : "";
      const mark = token.ordered ? `${first + at}. ` : depth % 2 === 0 ? "• " : "◦ ";
      const indent = "    ".repeat(depth);
      const parts = item.tokens
        .filter((one) => one.type !== "space" && one.type !== "checkbox")
        .map((one) => (one.type === "list" ? list(one as Tokens.List, depth + 1) : inItem(one)));
      return `${indent}${mark}${box}${parts.join("\n")}`;
    })
    .join("\n");
}

/** Slack knows quotes at the beginning of a line only. */
const inItem = (token: Token): string =>
  token.type === "blockquote" ? block(token).replace(/^> /gm, "│ ") : block(token);

/** Slack reads a fence only without a language, and ends it at the next three backticks wherever they stand. */
function fence(code: string): string {
  return `\`\`\`\n${escapeText(code).replaceAll("```", "ʼʼʼ")}\n\`\`\``;
}

function table(token: Tokens.Table): string {
  const rows = [token.header, ...token.rows].map((row) =>
    row.map((cell) => plain(cell.tokens).replaceAll("\n", " ")),
  );
  const widths = token.header.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - width(cell))))
      .join("  ")
      .trimEnd(),
  );
  return fence(lines.join("\n"));
}

/** Columns in a fixed-width face: Han characters take two. */
function width(text: string): number {
  return (
    text.length +
    (text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/g)
      ?.length ?? 0)
  );
}

function inline(tokens: readonly Token[]): string {
  let text = "";
  for (const [at, token] of tokens.entries()) {
    const mark = marks[token.type];
    if (!mark) {
      text += inlineOne(token);
      continue;
    }
    const inner = inline((token as Tokens.Strong).tokens);
    // Slack sees a mark only at the edge of a word; a zero-width space makes one, in Chinese above all.
    const before = /[\p{L}\p{N}]$/u.test(text) ? "\u200b" : "";
    const after = /^[\p{L}\p{N}]/u.test(tokens[at + 1]?.raw ?? "") ? "\u200b" : "";
    text += inner.trim() ? `${before}${mark}${inner}${mark}${after}` : inner;
  }
  return text;
}

const marks: Readonly<Record<string, string>> = { strong: "*", em: "_", del: "~" };

function inlineOne(token: Token): string {
  switch (token.type) {
    case "codespan":
      return `\`${escapeText((token as Tokens.Codespan).text).replaceAll("`", "ʼ")}\``;
    case "link":
      return link((token as Tokens.Link).href, plain((token as Tokens.Link).tokens));
    case "image":
      return link((token as Tokens.Image).href, (token as Tokens.Image).text || "image");
    case "br":
      return "\n";
    case "html":
      return /^<br\s*\/?>$/i.test(token.raw) ? "\n" : escapeText(token.raw);
    case "escape":
      return escapeText((token as Tokens.Escape).text);
    default:
      return "tokens" in token && token.tokens ? inline(token.tokens) : escapeText(decode(token.raw));
  }
}

/** The words alone. */
function plain(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if ("tokens" in token && token.tokens) return plain(token.tokens);
      if (token.type === "text") return decode(token.raw);
      return "text" in token && typeof token.text === "string" ? token.text : token.raw;
    })
    .join("");
}

/** `label` is plain text. Only addresses that open in a browser or a mail program become links. */
export function link(href: string, label: string): string {
  const url = URL.parse(href);
  const words = escapeText(label.replace(/[\n|]/g, " ").trim());
  if (!url || !/^(https?|mailto):$/.test(url.protocol))
    return words ? `${words} (${escapeText(href)})` : escapeText(href);
  const address = href
    .replace(/[<>|\s]/g, (character) => encodeURIComponent(character))
    .replaceAll("&", "&amp;");
  return words && label !== href ? `<${address}|${words}>` : `<${address}>`;
}

function decode(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&nbsp;", "\u00a0")
    .replaceAll("&amp;", "&");
}

/**
 * Markdown as Discord shows it: no tables, pictures, rules or HTML there; links with words only to http(s); "__" underlines, "||"
 * hides and "-#" makes small; and nothing in a text from outside may look like a mention.
 */
import type { Token, Tokens } from "marked";
import { blocksOf } from "../../src/chat/split.ts";

export function discordMarkdown(markdown: string): string {
  return blocks(blocksOf(markdown.replace(/\r\n?/g, "\n")))
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

function blocks(tokens: readonly Token[]): string {
  return tokens.map((token) => block(token as Tokens.Generic)).join("");
}

function block(token: Tokens.Generic): string {
  switch (token.type) {
    case "space":
      return "\n\n";
    case "heading":
      // Discord knows three sizes.
      return token.depth <= 3
        ? `${"#".repeat(token.depth)} ${inline(token)}\n`
        : `**${inline(token).replaceAll("**", "")}**\n`;
    case "code":
      return `${fenced(token as Tokens.Code)}\n`;
    case "blockquote":
      return `${quoted(blocks(token.tokens ?? []))}\n`;
    case "list":
      return `${list(token as Tokens.List)}\n`;
    case "table":
      return `${table(token as Tokens.Table)}\n`;
    case "hr":
      return "⸻\n";
    case "html":
      return `${plain(token.raw)}`;
    case "def":
      return "";
    case "paragraph":
    case "text":
      return `${inline(token)}\n`;
    default:
      return token.tokens ? inline(token) : plain(token.raw);
  }
}

const quoted = (text: string) =>
  text
    .trim()
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

/** Three backquotes begin or end a block on Discord wherever they stand. */
const unfenced = (text: string) => text.replace(/`{3,}/g, (quotes) => [...quotes].join("\u200b"));

function fenced(token: Tokens.Code): string {
  const body = unfenced(token.text);
  return `\`\`\`${/^[\w+-]*/.exec(token.lang ?? "")?.[0] ?? ""}\n${body}\n\`\`\``;
}

function list(token: Tokens.List): string {
  const first = token.start === "" ? 1 : token.start;
  return token.items
    .map((item, at) => {
      const sign = token.ordered ? `${first + at}. ` : "- ";
      const body = blocks(item.tokens)
        .replace(/\n{2,}/g, "\n")
        .trim();
      return `${sign}${body.replaceAll("\n", `\n${" ".repeat(sign.length)}`)}`;
    })
    .join("\n");
}

/** A row a line, each cell under its heading's name: readable on a phone, where columns are not. */
function table(token: Tokens.Table): string {
  const heads = token.header.map((cell) => inline(cell));
  return token.rows
    .map((row) => {
      const [first, ...rest] = row.map((cell, at) => ({ head: heads[at] ?? "", text: inline(cell) }));
      const more = rest.filter((cell) => cell.text).map((cell) => `${cell.head}: ${cell.text}`);
      return `- **${first?.text.replaceAll("**", "") ?? ""}**${more.length > 0 ? ` · ${more.join(" · ")}` : ""}`;
    })
    .join("\n");
}

function inline(token: { tokens?: Token[]; text?: string; raw?: string }): string {
  return token.tokens
    ? token.tokens.map((one) => span(one as Tokens.Generic)).join("")
    : plain(token.text ?? "");
}

function span(token: Tokens.Generic): string {
  switch (token.type) {
    case "strong":
      return `**${inline(token)}**`;
    case "em":
      return `*${inline(token)}*`;
    case "del":
      return `~~${inline(token)}~~`;
    case "codespan":
      return token.text.includes("`") ? `\`\` ${unfenced(token.text)} \`\`` : `\`${token.text}\``;
    case "br":
      return "\n";
    case "link":
      return link(token as Tokens.Link);
    case "image":
      return link({ ...token, tokens: [{ type: "text", raw: token.text, text: token.text }] } as Tokens.Link);
    case "escape":
      return token.raw;
    default:
      return token.tokens ? inline(token) : plain(token.raw);
  }
}

function link(token: Tokens.Link): string {
  const words = inline(token).trim();
  return masked(words, token.href);
}

/** A link with words, without a preview; the bare words where the address is none of the web's; the bare address where the words claim to be one. */
export function masked(words: string, href: string): string {
  const url = URL.parse(href);
  if (!url || !/^https?:$/.test(url.protocol)) return words;
  const address = `<${url.href.replaceAll("<", "%3C").replaceAll(">", "%3E")}>`;
  const label = words
    .replace(/\s+/g, " ")
    .replaceAll(/(?<!\\)[[\]]/g, "\\$&")
    .trim();
  if (!label || /https?:|^<|\bwww\.|^[\w-]+(\.[\w-]+)+(\/|$)/i.test(label)) return address;
  return `[${label}](${address})`;
}

/** Text from outside on one line, with Markdown's own signs as mere signs. */
export const literal = (text: string): string =>
  plain(
    text
      .replace(/\s+/g, " ")
      .trim()
      .replace(/[\\*_~`|[\]]/g, "\\$&"),
  );

/** Text from outside: pings nobody, hides nothing, is not small print; HTML is shown as it stands. */
export function plain(text: string): string {
  return unfenced(text)
    .replace(/@(?=everyone|here)/gi, "@\u200b")
    .replace(/<(?=[@!#/]|a?:|id:|t:)/gi, "<\u200b")
    .replace(/(?<!\\)\|\|/g, "\\|\\|")
    .replace(/(?<!\\)__/g, "\\_\\_")
    .replace(/^(\s*)-#/gm, "$1\\-#");
}

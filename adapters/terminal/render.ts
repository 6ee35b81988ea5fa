/** Markdown made readable in a terminal: pure, colours only when they are asked for. */
import type { Token, Tokens } from "marked";
import pc from "picocolors";
import { blocksOf } from "../../src/chat/split.ts";
import { say } from "../../src/chat/words.ts";
import type { Citation, Language, Reply } from "../../src/types.ts";

export interface Look {
  colour: boolean;
  /** Columns; lines are folded at spaces. */
  width: number;
  language: Language;
}

/**
 * A reply with its numbered sources and buttons; text from outside can send no control sequence to the terminal.
 * @param saved where its pictures were kept, in their order
 */
export function renderReply(reply: Reply, look: Look, saved: readonly string[] = []): string {
  const colours = pc.createColors(look.colour);
  const parts = [renderMarkdown(reply.markdown, look)];
  // A list of stories names its sources itself.
  const sources = reply.sentences?.length ? (reply.sources ?? []) : [];
  if (sources.some((source) => !parts[0]?.replace(/\s+/g, " ").includes(harmless(source.title))))
    parts.push(
      [
        colours.dim(`${say(look.language, "reply.sources")}:`),
        ...sources.map((source, n) => colours.dim(sourceLine(source, n, look.language))),
      ].join("\n"),
    );
  for (const [n, picture] of (reply.images ?? []).entries()) {
    if (picture.sketch) parts.push(harmless(picture.sketch));
    const path = saved[n];
    const where = path ? `\n▧ ${harmless(path)}` : "";
    parts.push(colours.dim(`${fold(`▧ ${harmless(picture.alt)}`, look.width, "")}${where}`));
  }
  for (const file of reply.files ?? []) parts.push(colours.dim(`⤓ ${harmless(file.name)}`));
  if (reply.actions.length > 0)
    parts.push(
      reply.actions
        .map((action, n) => `${colours.inverse(` ${n + 1} `)} ${harmless(action.label)}`)
        .join("   "),
    );
  return parts.join("\n\n");
}

function sourceLine(source: Citation, n: number, language: Language): string {
  const outlet = source.outlet ? ` — ${source.outlet}` : "";
  const sample = source.sample ? ` (${say(language, "reply.sample")})` : "";
  return harmless(`[${n + 1}] ${source.title}${outlet}${sample}${source.url ? ` ${source.url}` : ""}`);
}

export function renderMarkdown(markdown: string, look: Look): string {
  return blocksOf(markdown)
    .map((token) => block(token, look, ""))
    .filter(Boolean)
    .join("\n\n");
}

function block(token: Token, look: Look, indent: string): string {
  const colours = pc.createColors(look.colour);
  switch (token.type) {
    case "space":
      return "";
    case "heading":
      return colours.bold(fold(inline((token as Tokens.Heading).tokens, look), look.width, indent));
    case "paragraph":
    case "text":
      return fold(
        inline("tokens" in token && token.tokens ? token.tokens : [token], look),
        look.width,
        indent,
      );
    case "blockquote":
      return (token as Tokens.Blockquote).tokens
        .map((inner) => block(inner, { ...look, width: look.width - 2 }, ""))
        .filter(Boolean)
        .join("\n\n")
        .split("\n")
        .map((line) => `${indent}${colours.dim("│")} ${line}`)
        .join("\n");
    case "list":
      return list(token as Tokens.List, look, indent);
    case "code":
      return harmless((token as Tokens.Code).text)
        .split("\n")
        .map((line) => `${indent}  ${colours.cyan(line)}`)
        .join("\n");
    case "hr":
      return colours.dim("─".repeat(Math.min(40, look.width)));
    case "table": {
      const table = token as Tokens.Table;
      const rows = [table.header, ...table.rows].map((row) =>
        row.map((cell) => inline(cell.tokens, look)).join("  |  "),
      );
      return rows.map((row) => indent + row).join("\n");
    }
    default:
      return indent + harmless(token.raw.trim());
  }
}

function list(token: Tokens.List, look: Look, indent: string): string {
  const start = typeof token.start === "number" ? token.start : 1;
  return token.items
    .map((item, n) => {
      const mark = token.ordered ? `${start + n}. ` : "• ";
      const hang = indent + " ".repeat(mark.length);
      const body = item.tokens
        .map((inner) => block(inner, look, hang))
        .filter(Boolean)
        .join("\n");
      return indent + mark + body.slice(hang.length);
    })
    .join("\n");
}

function inline(tokens: readonly Token[], look: Look): string {
  const colours = pc.createColors(look.colour);
  return tokens
    .map((token) => {
      switch (token.type) {
        case "strong":
          return colours.bold(inline(token.tokens ?? [], look));
        case "em":
          return colours.italic(inline(token.tokens ?? [], look));
        case "del":
          return colours.strikethrough(inline(token.tokens ?? [], look));
        case "codespan":
          return colours.cyan(harmless(unescaped((token as Tokens.Codespan).text)));
        case "br":
          return "\n";
        case "link": {
          const text = inline(token.tokens ?? [], look);
          const { href } = token as Tokens.Link;
          return text === href
            ? colours.underline(harmless(href))
            : `${text} ${colours.dim(`<${harmless(href)}>`)}`;
        }
        default:
          return "tokens" in token && token.tokens
            ? inline(token.tokens, look)
            : harmless(unescaped("text" in token ? String(token.text) : token.raw));
      }
    })
    .join("");
}

/** The lexer leaves the entities that it makes of text for HTML. */
const unescaped = (text: string) =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name] ?? "",
  );

/** Control characters (escape sequences, bidirectional overrides) are text from outside trying to be something else. */
export function harmless(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "");
}

const bare = (text: string) => text.replace(/\u001b\[[0-9;]*m/g, "");

/** Columns: wide characters take two. */
function columns(text: string): number {
  const plain = bare(text);
  return (
    plain.length +
    (plain.match(
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g,
    )?.length ?? 0)
  );
}

function fold(text: string, width: number, indent: string): string {
  const room = Math.max(20, width - indent.length);
  return text
    .split("\n")
    .flatMap((line) => foldLine(line.trim(), room))
    .map((line) => indent + line)
    .join("\n");
}

function foldLine(line: string, room: number): string[] {
  const lines: string[] = [];
  let held = "";
  // A Chinese line may be folded behind any character.
  for (const word of line.split(/(?<=\s)|(?<=[\u2e80-\ua4cf\uff00-\uff60])(?=[\u2e80-\ua4cf])/u)) {
    if (held && columns(held + word.trimEnd()) > room) {
      lines.push(held.trimEnd());
      held = "";
    }
    held += word;
  }
  return [...lines, held.trimEnd()];
}

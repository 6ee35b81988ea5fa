/**
 * `Reply` → the messages Slack takes. Pure. Limits: https://docs.slack.dev/reference/block-kit/blocks/ (50 blocks a message, 3,000
 * characters a section, 25 elements in a row of actions, 75 in a button's words, 2,000 in its value).
 */
import { splitMarkdown } from "../../src/chat/split.ts";
import { say } from "../../src/chat/words.ts";
import type { Action, Citation, Language, Reply } from "../../src/types.ts";
import { link, toMrkdwn } from "./mrkdwn.ts";
import { escapeText } from "./text.ts";

export type Block = Readonly<Record<string, unknown>>;

/** One message: its blocks, and the text for notices and screen readers. */
export interface Part {
  text: string;
  blocks: readonly Block[];
}

const sectionLimit = 3000;
/** Beyond about 13,000 characters in all its blocks Slack answers `msg_blocks_too_long`, which no page states: four sections stay below. */
const sectionsAPart = 4;
const noticeLimit = 2900;

/** The messages of a reply, at least one; buttons stand under the last. */
export function renderReply(reply: Reply, language: Language): readonly Part[] {
  const markdown = withMarks(reply, language);
  const sections = sectionTexts(markdown);
  sections.push(...sourceSections(reply, language));
  if (sections.length === 0) sections.push("…");
  const parts: { text: string; blocks: Block[] }[] = [];
  for (let at = 0; at < sections.length; at += sectionsAPart) {
    const own = sections.slice(at, at + sectionsAPart);
    parts.push({ text: notice(own[0] ?? ""), blocks: own.map(section) });
  }
  parts.at(-1)?.blocks.push(...actionBlocks(reply.actions));
  return parts;
}

/** Each fits into one section. */
function sectionTexts(markdown: string): string[] {
  // What is measured is shown in the end: each text is taken apart once.
  const made = new Map<string, string>();
  const mrkdwnOf = (text: string): string => {
    const known = made.get(text) ?? toMrkdwn(text);
    made.set(text, known);
    return known;
  };
  // The lexer trims, so that the whole can be longer than its parts: the text itself is counted too.
  const measure = (text: string) => Math.max(text.length, mrkdwnOf(text).length);
  return splitMarkdown(markdown, sectionLimit, measure).flatMap((piece) => {
    const text = mrkdwnOf(piece);
    if (text.length <= sectionLimit) return text ? [text] : [];
    // Only what no newsroom writes comes here; an escaped character has seven at most.
    return (piece.match(/[\s\S]{1,400}(?![\udc00-\udfff])/g) ?? [])
      .map(escapeText)
      .filter((one) => one.trim());
  });
}

/** A text under way, in one message: its newest end when it is long. */
export function renderPartial(markdown: string): Part {
  const newest = sectionTexts(markdown).slice(-sectionsAPart);
  if (newest.length === 0) newest.push("…");
  return { text: notice(newest[0] ?? ""), blocks: newest.map(section) };
}

export function renderStatus(status: string): Part {
  const text = escapeText(status.slice(0, 250));
  return { text, blocks: [{ type: "context", elements: [mrkdwn(`_${text.replaceAll("_", "-")}_`)] }] };
}

/** Marks what the sources do not bear out, unless the command did so in its words already. */
function withMarks(reply: Reply, language: Language): string {
  const label = say(language, "reply.unsupported");
  let markdown = reply.markdown;
  for (const sentence of reply.sentences ?? []) {
    if (sentence.verdict !== "unsupported") continue;
    const at = markdown.indexOf(sentence.text);
    if (at < 0) continue;
    const end = at + sentence.text.length;
    const behind = markdown.slice(end, end + label.length + 12);
    if (behind.includes("⚠") || behind.includes(label)) continue;
    markdown = `${markdown.slice(0, end)} ⚠ _(${label})_${markdown.slice(end)}`;
  }
  return markdown;
}

/** Numbered as in the reply. A list that the reply's own Markdown has already is not given again. */
function sourceSections(reply: Reply, language: Language): string[] {
  const sources = reply.sources ?? [];
  // Commands escape what comes from outside, and percent-encode addresses.
  const words = spaced(reply.markdown.replace(/\\(?=[\p{P}\p{S}])/gu, ""));
  const told = (one: Citation) =>
    words.includes(spaced(one.title)) || (one.url !== undefined && words.includes(one.url));
  if (sources.length === 0 || sources.every(told)) return [];
  const lines = sources.map((one, at) => sourceLine(one, at + 1, language));
  const sections: string[] = [];
  let held = `*${say(language, "reply.sources")}*`;
  for (const line of lines) {
    if (held.length + line.length + 1 > sectionLimit) {
      sections.push(held);
      held = line;
    } else held += `\n${line}`;
  }
  sections.push(held);
  return sections;
}

const spaced = (text: string): string => text.replace(/\s+/g, " ").trim();

function sourceLine(source: Citation, number: number, language: Language): string {
  const title = source.title.slice(0, 300);
  const name = source.url && source.url.length < 2000 ? link(source.url, title) : escapeText(title);
  const outlet = source.outlet ? ` — ${escapeText(source.outlet.slice(0, 100))}` : "";
  return `${number}. ${name}${outlet}${source.sample ? ` (${say(language, "reply.sample")})` : ""}`;
}

/** At most 25 in one row; ids must differ within a message. */
function actionBlocks(actions: readonly Action[]): Block[] {
  const rows: Block[] = [];
  for (let at = 0; at < actions.length; at += 25)
    rows.push({
      type: "actions",
      elements: actions.slice(at, at + 25).map((action, index) => ({
        type: "button",
        action_id: `action:${at + index}`,
        text: { type: "plain_text", text: cut(action.label, 75), emoji: true },
        value: action.id.slice(0, 2000),
        ...(action.style && { style: action.style }),
      })),
    });
  return rows.slice(0, 50 - sectionsAPart);
}

/** `expand`: no "see more" in the middle of an answer. */
function section(text: string): Block {
  return { type: "section", expand: true, text: mrkdwn(text) };
}

/** `verbatim`: Slack turns no @word or #word of the text into a mention by itself. */
function mrkdwn(text: string): Block {
  return { type: "mrkdwn", text, verbatim: true };
}

/** Cut at a line or word, and never in the middle of `<…>` or an `&…;`. */
function notice(text: string): string {
  if (text.length <= noticeLimit) return text;
  const whole = text.slice(0, noticeLimit);
  const at = Math.max(whole.lastIndexOf("\n"), whole.lastIndexOf(" "));
  const end = at > noticeLimit / 2 ? at : noticeLimit;
  return `${whole.slice(0, end).replace(/(?:<[^>]*|&\w{0,4})$/, "")}…`;
}

/** Text of at most `limit` UTF-16 units, an ellipsis at its end where it was cut; never half a character. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text || "…";
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** From a `Reply` to the bodies of Discord messages. Pure. Limits: https://discord.com/developers/docs/resources/message */
import { splitMarkdown } from "../../src/chat/split.ts";
import type { Action, Citation, Language, Reply, Sentence } from "../../src/types.ts";
import { cut } from "./commands.ts";
import { discordMarkdown, literal, masked } from "./markdown.ts";
import { bears, markedId, markOf, smallPrint, smallPrintLength } from "./marks.ts";
import { fill, words } from "./words.ts";

const mostCharacters = 2000;
const mostFiles = 10;
const mostInRow = 5;
const mostButtons = 25;
/** Discord takes 10 MiB in one request from a bot in a server that nobody boosts. */
const mostMegabytes = 10;

const suppressEmbeds = 1 << 2;

export interface Button {
  type: 2;
  style: 1 | 2 | 4;
  label: string;
  custom_id: string;
}

/** One message, as it is sent or written over another. Names nobody who would be pinged, shows no previews. */
export interface Body {
  content: string;
  allowed_mentions: { parse: []; replied_user: false };
  flags: number;
  components: { type: 1; components: Button[] }[];
  attachments: { id: string; filename: string; description?: string }[];
}

export interface Rendered {
  body: Body;
  files: { name: string; data: Buffer; contentType: string }[];
}

export function bodyOf(content: string): Rendered {
  return {
    body: {
      content,
      allowed_mentions: { parse: [], replied_user: false },
      flags: suppressEmbeds,
      components: [],
      attachments: [],
    },
    files: [],
  };
}

/** At least one message; pictures and files go with the last of the text, buttons under it. */
export function render(reply: Reply, language: Language): readonly [Rendered, ...Rendered[]] {
  const { files, refused } = filesOf(reply);
  const notes = refused.map(
    (name) => `-# ${literal(fill(words.tooLarge, { name, limit: mostMegabytes })[language])}`,
  );
  const text = [
    discordMarkdown(withVerdicts(reply, language)),
    sourcesOf(reply, language),
    madeBy(reply),
    ...notes,
  ]
    .filter(Boolean)
    .join("\n");
  // Room is left for the small print that a post bears.
  const [first = "…", ...more] = split(text, mostCharacters - smallPrintLength);
  const rendered: [Rendered, ...Rendered[]] = [bodyOf(first), ...more.map(bodyOf)];
  attach(rendered, files);
  press(rendered, reply.actions);
  return rendered;
}

/** A fence that is cut inside a list or a quote is closed, and opened again. */
function split(text: string, limit: number): string[] {
  const close = "\n```";
  const open = "```\n";
  let inside = false;
  return splitMarkdown(text, limit - close.length - open.length).map((part) => {
    const begun = inside ? `${open}${part}` : part;
    inside = (begun.match(/```/g)?.length ?? 0) % 2 === 1;
    return inside ? `${begun}${close}` : begun;
  });
}

/** The start of a text that is still being written. */
export function renderPartial(markdown: string): Rendered {
  const [first = "…", ...more] = split(discordMarkdown(markdown), mostCharacters - 2);
  return bodyOf(more.length > 0 ? `${first}\n…` : first);
}

/** A sentence, each on a message of its own: what the bot says of itself. */
export const renderNote = (note: string): Rendered => bodyOf(cut(discordMarkdown(note), mostCharacters));

/**
 * Marks what the sources do not bear out and links what they do, right behind the sentence, where the Markdown holds that sentence
 * word for word and does not say so itself.
 */
function withVerdicts(reply: Reply, language: Language): string {
  const numbers = new Map((reply.sources ?? []).map((source, at) => [source.id, { source, number: at + 1 }]));
  let markdown = reply.markdown;
  let from = 0;
  for (const sentence of reply.sentences ?? []) {
    const at = markdown.indexOf(sentence.text, from);
    if (at < 0 || !sentence.text) continue;
    const end = at + sentence.text.length;
    const said = saidAlready(markdown.slice(end, end + 24));
    const note = said ? "" : noteOf(sentence, numbers, language);
    markdown = `${markdown.slice(0, end)}${note}${markdown.slice(end)}`;
    from = end + note.length;
  }
  return linkNumbers(markdown, reply.sources ?? []);
}

/** "[2]" as commands write it behind a sentence becomes a link to the second source. */
function linkNumbers(markdown: string, sources: readonly Citation[]): string {
  return markdown.replace(/\\\[(\d{1,3})\\\]/g, (whole, number: string) => {
    const url = sources[Number(number) - 1]?.url;
    return url ? numbered(number, url) : whole;
  });
}

/** The brackets stand outside the link: Discord reads no link whose words hold them. */
const numbered = (number: string | number, url: string) => `\\[[${number}](<${url}>)\\]`;

const saidAlready = (behind: string) => /^[*_]{0,3}\s?\(?\\?(\[|⚠|⁽|\(\[)/u.test(behind);

function noteOf(
  sentence: Sentence,
  numbers: ReadonlyMap<string, { source: Citation; number: number }>,
  language: Language,
): string {
  if (sentence.verdict === "unsupported") return ` ⚠️ *(${words.unsupported[language]})*`;
  const cited = [...new Set(sentence.passages.map((passage) => passage.source))].flatMap((id) => {
    const found = numbers.get(id);
    if (!found) return [];
    const { source, number } = found;
    return [source.url ? ` ${numbered(number, source.url)}` : ` \\[${number}\\]`];
  });
  return cited.join("");
}

/** Numbered as the sentences name them; left out where the Markdown holds every address already. */
function sourcesOf(reply: Reply, language: Language): string {
  const sources = reply.sources ?? [];
  if (sources.every((source) => reply.markdown.includes(source.url ?? source.title))) return "";
  const lines = sources.map((source, at) => {
    const title = literal(cut(source.title, 200));
    const named = source.url ? masked(title, source.url) : title;
    const more = [source.outlet && literal(source.outlet), source.sample && words.sample[language]].filter(
      Boolean,
    );
    return `-# ${at + 1}. ${[named, ...more].join(" · ")}`;
  });
  return `\n${lines.join("\n")}`;
}

/** Who wrote it, in small print; the bot's own plain words need none. */
function madeBy(reply: Reply): string {
  const makers = reply.madeBy.filter((one) => one !== "copytaster" && !reply.markdown.includes(one));
  return makers.length > 0 ? `-# ✎ ${literal(makers.join(" · "))}` : "";
}

interface Named {
  name: string;
  type: string;
  data: string;
  alt?: string;
}

function filesOf(reply: Reply): { files: Named[]; refused: string[] } {
  const files: Named[] = [];
  const refused: string[] = [];
  let room = mostMegabytes * 1024 * 1024 - 64 * 1024;
  for (const file of [...(reply.images ?? []), ...(reply.files ?? [])]) {
    const size = Math.ceil((file.data.length * 3) / 4);
    if (size > room || files.length === mostFiles) refused.push(file.name);
    else {
      room -= size;
      files.push(file);
    }
  }
  return { files, refused };
}

function attach(rendered: Rendered[], files: readonly Named[]): void {
  const last = rendered.at(-1);
  if (!last || files.length === 0) return;
  last.files = files.map((file) => ({
    name: file.name,
    data: Buffer.from(file.data, "base64"),
    contentType: file.type,
  }));
  last.body.attachments = files.map((file, id) => ({
    id: String(id),
    filename: file.name,
    ...(file.alt ? { description: cut(file.alt, 1024) } : {}),
  }));
}

/** Five rows of five; what is over goes under messages of its own. */
function press(rendered: Rendered[], actions: readonly Action[]): void {
  const unique = [...new Map(actions.map((action) => [action.id, action])).values()];
  for (let at = 0; at < unique.length; at += mostButtons) {
    const last = rendered.at(-1);
    const target = at === 0 && last ? last : bodyOf("⋯");
    if (target !== last) rendered.push(target);
    target.body.components = rowsOf(unique.slice(at, at + mostButtons));
  }
}

function rowsOf(actions: readonly Action[]): Body["components"] {
  const rows: Body["components"] = [];
  for (let at = 0; at < actions.length; at += mostInRow)
    rows.push({
      type: 1,
      components: actions.slice(at, at + mostInRow).map((action) => ({
        type: 2,
        style: action.style === "primary" ? 1 : action.style === "danger" ? 4 : 2,
        label: cut(action.label, 80) || "…",
        custom_id: action.id,
      })),
    });
  return rows;
}

/** The same message with the mark of a delivery: in its buttons' ids, else in small print. */
export function marked(rendered: Rendered, deliveryId: string, part: number): Rendered {
  const mark = markOf(deliveryId, part);
  const { body } = rendered;
  const components = body.components.map((row) => ({
    ...row,
    components: row.components.map((one) => ({ ...one, custom_id: markedId(one.custom_id, mark) })),
  }));
  const content = components.length > 0 ? body.content : `${body.content}\n${smallPrint(mark)}`;
  return { ...rendered, body: { ...body, content, components } };
}

export const bearsMark = (
  message: { content: string; components?: readonly unknown[] },
  deliveryId: string,
  part: number,
): boolean => bears(message, markOf(deliveryId, part));

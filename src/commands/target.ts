/** What a command is to read: a link, a file, pasted text, the thread, or a story of the archive. */
import { UserError } from "../errors.ts";
import type { Citation, Context, Document, Message, Page, Scope, Story } from "../types.ts";
import { catalogue } from "./define.ts";

export interface Material {
  kind: "url" | "file" | "text" | "thread" | "story";
  document: Document;
  citation: Citation;
  language: string;
  cautions: Page["cautions"];
  /** Set when it is in the archive already. */
  storyId?: string;
  /** Of a thread: each message with its time (ms), oldest first. */
  said?: readonly { at: number; text: string }[];
}

const { say, all } = catalogue({
  en: {
    nothing: "There is nothing to read",
    "nothing.mend":
      "Give a link, a file, a few sentences or a story's id, or ask inside a thread; a story of the archive is found by `search`, with a button to summarize it",
    empty: "Nothing but the question was said here yet",
    "empty.mend": "Give a link, a file or the text itself",
    thread: "this thread",
    text: "your text",
    reading: "Reading {what}",
    "reading.thread": "Reading the thread",
    cut: "Only the first part could be read.",
    paywalled: "The page looks paywalled: this is what could be read.",
    short: "There was little to read.",
  },
  zh: {
    nothing: "没有可读的内容",
    "nothing.mend":
      "请给出链接、文件、几句话以上的文本或稿件编号，或在讨论串里提问；存档中的稿件可用 `search` 查找，再按按钮摘要",
    empty: "这里除了问题还没有别的内容",
    "empty.mend": "请给出链接、文件或文本",
    thread: "本讨论串",
    text: "您的文本",
    reading: "正在阅读 {what}",
    "reading.thread": "正在阅读讨论串",
    cut: "只读到了开头部分。",
    paywalled: "该页面似乎需要付费：以下是能读到的内容。",
    short: "可读的内容很少。",
  },
});

const link = /https?:\/\/[^\s<>"'）】」]+[^\s<>"'）】」.,;:!?，。；：！？)\]]/iu;
const threadWords =
  /^(the |this )?(thread|conversation|discussion|channel)$|^(本|这个)?(讨论串?|讨论|对话)$/iu;
/** Shorter is taken for a slip, not for a text. */
const shortestText = 40;
const threadMessages = 400;
/** Of a thread (UTF-16 units): where hundreds of articles were pasted, all of them would be worked on for seconds. */
const longestThread = 150_000;
const longestTitle = 250;

/** @throws UserError when there is nothing to read, or it cannot be read. */
export async function material(target: string | undefined, context: Context): Promise<Material> {
  const { message, services, language } = context;
  const text = target?.trim() ?? "";
  const url = link.exec(text)?.[0] ?? (text ? undefined : link.exec(message.quoted ?? "")?.[0]);
  if (url) return page(url, context);
  const file = message.files[0];
  if (file && text.length < shortestText) {
    context.progress.status(say(language, "reading", { what: file.name }));
    return ofPage("file", await services.files.read(file, message, context.signal), context);
  }
  if (text && !/\s/.test(text)) {
    const story = await services.archive.get(text);
    if (story) return ofStory(story);
  }
  if (!text && message.quoted && weight(message.quoted) >= shortestText)
    return pasted(message.quoted, context);
  if (threadWords.test(text) || (!text && message.place.thread)) return thread(context);
  const titled = text && text.length <= longestTitle ? await byTitle(text, context) : undefined;
  if (titled) return ofStory(titled);
  if (weight(text) >= shortestText) return pasted(text, context);
  throw new UserError(all("nothing"), all("nothing.mend"));
}

/** A story called by its headline, word for word. */
async function byTitle(text: string, { services }: Context): Promise<Story | undefined> {
  const plainly = (title: string) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  const hits = await services.archive.search({ words: text, match: "all", limit: 5 });
  return hits.map(({ story }) => story).find((story) => plainly(story.title) === plainly(text));
}

/** A Chinese character says as much as two letters and more. */
const weight = (text: string) => text.length + 2 * (text.match(/\p{Script=Han}/gu)?.length ?? 0);

async function page(url: string, context: Context): Promise<Material> {
  const known = await context.services.archive.byUrl(url);
  if (known && weight(known.text) > 600) return ofStory(known);
  context.progress.status(say(context.language, "reading", { what: hostOf(url) }));
  try {
    return ofPage("url", await context.services.pages.read(url, context.signal), context);
  } catch (error) {
    // A page that is away: what the feed told of it is better than nothing.
    if (known?.text && error instanceof UserError) return ofStory(known);
    throw error;
  }
}

function ofPage(kind: "url" | "file", read: Page, context: Context): Material {
  const title = read.title || (read.url ? hostOf(read.url) : read.source);
  const citation: Citation = {
    id: "1",
    title,
    url: read.url,
    outlet: read.outlet,
    publishedAt: read.publishedAt,
  };
  return {
    kind,
    document: { id: "1", title, text: read.text, publishedAt: read.publishedAt },
    citation,
    language: readable(read.language, context),
    cautions: read.cautions,
  };
}

export function ofStory(story: Story): Material {
  return {
    kind: "story",
    document: { id: "1", title: story.title, text: story.text, publishedAt: story.publishedAt },
    citation: citationOf(story, "1"),
    language: story.language,
    cautions: [],
    storyId: story.id,
  };
}

export function citationOf(story: Story, id: string): Citation {
  const url = /^https?:/.test(story.url) ? story.url : undefined;
  return {
    id,
    title: story.title,
    url,
    outlet: story.outlet,
    publishedAt: story.publishedAt,
    storyId: story.id,
    sample: story.sample || undefined,
  };
}

/** Text as somebody typed it. */
export function pasted(text: string, context: Context): Material {
  const title = say(context.language, "text");
  return {
    kind: "text",
    document: { id: "1", title, text },
    citation: { id: "1", title },
    language: readable(context.services.text.language(text), context),
    cautions: [],
  };
}

/** What people said in the thread; a thread that is but a link and a question is about the link. */
async function thread(context: Context): Promise<Material> {
  const { message, services, language } = context;
  context.progress.status(say(language, "reading.thread"));
  const lines: string[] = [];
  const messages: { at: number; text: string }[] = [];
  let first = "";
  for await (const said of services.history(message.place, { limit: threadMessages }, message.author)) {
    if (said.bot || said.id === message.about || said.text.trim() === "" || isQuestion(said.text, message))
      continue;
    first ||= said.text;
    lines.push(`${said.author.name}: ${said.text.trim()}`);
    messages.push({ at: said.at, text: said.text.trim() });
  }
  const url = link.exec(first)?.[0];
  if (url && (lines.length === 1 || weight(first) < url.length + shortestText)) return page(url, context);
  const whole = lines.join("\n\n");
  const text = whole.slice(0, longestThread).toWellFormed();
  if (!text) throw new UserError(all("empty"), all("empty.mend"));
  const title = say(language, "thread");
  return {
    kind: "thread",
    document: { id: "1", title, text },
    citation: { id: "1", title },
    language: readable(services.text.language(text), context),
    cautions: text.length < whole.length ? ["cut"] : [],
    said: messages.toSorted((a, b) => a.at - b.at),
  };
}

const isQuestion = (text: string, message: Message) =>
  message.text.trim() !== "" && text.includes(message.text.trim());

const readable = (language: string, context: Context) => (language === "und" ? context.language : language);

export const hostOf = (url: string) => URL.parse(url)?.hostname.replace(/^www\./, "") ?? url;

/** What a reader must know about how the text was got; an empty list mostly. */
export function cautionLines(found: Material, context: Context): readonly string[] {
  return found.cautions.map((caution) => `_${say(context.language, caution)}_`);
}

/** Under what a result is remembered: the desk, or for what was said in private the place alone. */
export function scopeOf({ desk, message }: Context): Scope {
  if (!message.private) return { desk: desk.id };
  const { platform, workspace, channel } = message.place;
  return { desk: desk.id, place: JSON.stringify([platform, workspace, channel]) };
}

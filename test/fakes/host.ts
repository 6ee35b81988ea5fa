/** A whole bot in a few lines, for testing what surrounds it: accepts each id once, answers by a function. */
import type { Analysis, CommandInfo, Host, Message, Progress, Reply, View } from "../../src/types.ts";

export type Answering = (message: Message, progress: Progress) => Promise<Reply> | Reply;

export interface FakeHost extends Host {
  /** Every message that was accepted, in order; repeats are not in it. */
  readonly accepted: readonly Message[];
  /** Those that came again. */
  readonly repeats: readonly Message[];
  /** Every failure of a view, which a real host would log. */
  readonly failures: readonly unknown[];
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export function reply(markdown: string, more: Partial<Reply> = {}): Reply {
  return {
    id: `r-${markdown.slice(0, 12)}`,
    markdown,
    actions: [],
    audience: "channel",
    command: "echo",
    madeBy: ["test"],
    ...more,
  };
}

export function fakeHost(
  answer: Answering = (message) => reply(`echo: ${message.text}`),
  commands: readonly CommandInfo[] = sampleCommands,
): FakeHost {
  const accepted: Message[] = [];
  const repeats: Message[] = [];
  const failures: unknown[] = [];
  const seen = new Map<string, { message: Message; reply?: Reply }>();
  const underWay = new Set<Promise<void>>();

  const work = async (message: Message, view: View) => {
    try {
      const repeat = seen.has(message.id);
      if (!repeat) seen.set(message.id, { message });
      (repeat ? repeats : accepted).push(message);
      const audience = message.command?.name === "secret" ? "author" : "channel";
      await view.acknowledge(audience);
      if (repeat) return;
      const made = await answer(message, view);
      const reply: Reply = { ...made, audience: made.audience === "author" ? "author" : audience };
      seen.set(message.id, { message, reply });
      await view.show(reply, `reply:${message.id}`);
    } catch (error) {
      failures.push(error);
    }
  };

  return {
    accepted,
    repeats,
    failures,
    commands,
    handle(message, view) {
      const done = work(JSON.parse(JSON.stringify(message)) as Message, view);
      underWay.add(done);
      return done.finally(() => underWay.delete(done));
    },
    complete: async (_command, _option, typed) =>
      ["Harbour Post", "Hill Times", "海湾日报"].filter((one) =>
        one.toLowerCase().includes(typed.toLowerCase()),
      ),
    find: async ({ id }) => seen.get(id),
    analyze: async ({ texts }) =>
      Buffer.from(JSON.stringify(texts.map(({ text }): Analysis => ({ length: text.length })))),
    language: async (person) => (person.locale?.startsWith("zh") ? "zh" : "en"),
    healthy: async () => true,
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

/** One command of every sort of option. */
export const sampleCommands: readonly CommandInfo[] = [
  {
    name: "summarize",
    aliases: ["sum", "摘要"],
    about: { en: "Boil a text down", zh: "压缩一段文字" },
    options: [
      {
        name: "target",
        kind: "text",
        required: true,
        rest: true,
        about: { en: "a link, a file or the text itself", zh: "链接、文件或文本" },
      },
      {
        name: "sentences",
        kind: "number",
        required: false,
        named: true,
        min: 1,
        max: 20,
        about: { en: "how many sentences", zh: "句数" },
      },
    ],
    examples: ["summarize https://example.org/story"],
    role: "reader",
    listed: true,
  },
  {
    name: "digest",
    aliases: ["早报"],
    about: { en: "The digest, now or on schedule", zh: "新闻摘报：立即或定时" },
    options: [
      {
        name: "do",
        kind: "choice",
        choices: ["now", "at", "list", "stop"],
        required: true,
        about: { en: "what to do", zh: "做什么" },
      },
      { name: "time", kind: "time", required: false, about: { en: "when", zh: "何时" } },
      {
        name: "source",
        kind: "text",
        required: false,
        named: true,
        completes: true,
        about: { en: "one source", zh: "一个来源" },
      },
      {
        name: "loud",
        kind: "boolean",
        required: false,
        named: true,
        about: { en: "say it to all", zh: "告诉所有人" },
      },
    ],
    examples: ["digest now", "digest at 07:30 mon-fri Europe/Berlin"],
    role: "editor",
    listed: true,
  },
  {
    name: "secret",
    aliases: [],
    about: { en: "For your eyes only", zh: "只给您看" },
    options: [],
    examples: ["secret"],
    role: "reader",
    listed: true,
  },
  {
    name: "feedback",
    aliases: [],
    about: { en: "What you think of a reply", zh: "您对答复的看法" },
    options: [
      {
        name: "verdict",
        kind: "choice",
        choices: ["up", "down"],
        required: true,
        about: { en: "up or down", zh: "赞或踩" },
      },
    ],
    examples: ["feedback up"],
    role: "reader",
    listed: false,
  },
];

/** A log that keeps its lines. */
export function fakeLog() {
  const lines: { level: string; fields: Readonly<Record<string, unknown>>; text: string }[] = [];
  const at = (level: string) => (fields: Readonly<Record<string, unknown>>, text: string) => {
    lines.push({ level, fields, text });
  };
  return { lines, debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

/** What is collected: feeds added one by one or as an OPML list. */
import { UserError } from "../errors.ts";
import type { Answer, Context, Source } from "../types.ts";
import { command } from "./define.ts";
import { plain } from "./show.ts";
import { list } from "./sources/list.ts";
import { all, say } from "./sources/words.ts";

export const sources = command({
  name: "sources",
  aliases: ["source", "feeds", "来源", "订阅"],
  about: {
    en: "What is collected: list, add, remove, import or export OPML",
    zh: "采集哪些来源：列出、添加、移除、导入或导出 OPML",
  },
  options: [
    {
      name: "do",
      kind: "choice",
      choices: ["list", "add", "remove", "import", "export"],
      required: false,
      about: { en: "what to do (list)", zh: "做什么（默认列出）" },
    },
    {
      name: "target",
      kind: "text",
      required: false,
      rest: true,
      completes: true,
      maxLength: 500_000,
      about: {
        en: "a link, a name or an id; `sample` for the sample newsroom",
        zh: "链接、名称或编号；`sample` 表示示例编辑部",
      },
    },
    {
      name: "kind",
      kind: "choice",
      choices: ["media", "social"],
      required: false,
      named: true,
      about: {
        en: "with add: `social` for posts and comments, so that `compare media with social` tells them apart",
        zh: "添加时：`social` 表示帖子和评论，便于 `compare 媒体 和 社交`",
      },
    },
  ],
  examples: [
    "sources list",
    "sources add https://example.org/feed.xml",
    "sources add https://social.example/tags/dam.rss --kind social",
    "sources remove sample",
  ],
  complete: async (_option, typed, { services, desk }) =>
    (await services.sources.list(desk.id))
      .map((source) => source.title)
      .filter((title) => title.toLowerCase().includes(typed.toLowerCase())),
  async run({ do: what = "list", target, kind }, context) {
    if (what !== "list" && what !== "export" && context.role === "reader")
      throw new UserError(all("editors"), all("editors.mend"));
    switch (what) {
      case "add":
        return add(target, kind, context);
      case "remove":
        return remove(target ?? "", context);
      case "import":
        return importAll(target, context);
      case "export":
        return exportAll(context);
      default:
        return list(context);
    }
  },
});

async function add(
  target: string | undefined,
  voice: "media" | "social" | undefined,
  context: Context,
): Promise<Answer> {
  const { services, desk, language, progress, signal, now } = context;
  const url = /https?:\/\/\S+/i.exec(target ?? "")?.[0];
  // What is there already (an import, say) is called by its name.
  if (!url && voice && target?.trim()) return speak(await named(target, context), voice, context);
  if (!url) throw new UserError(all("link"), all("link.mend"));
  progress.status(say(language, "finding"));
  const feed = await services.findFeed(url, signal);
  const { source, known } = await keep(feed, context);
  if (known && voice) return speak(source, voice, context);
  if (voice === "social") await services.sources.update(source.id, { voice });
  if (known)
    return {
      markdown: say(language, "already", { title: plain(source.title), id: source.id }),
      data: { source },
      madeBy: ["copytaster"],
    };
  progress.status(say(language, "collecting"));
  const [report] = await services.news.collect([source.id], signal);
  await services.journal.write({
    at: now(),
    kind: "source",
    deskId: desk.id,
    subject: source.id,
    note: `added by ${context.message.author.name}: ${source.url}`,
  });
  const key = report?.problem ? "problem" : "added";
  return {
    markdown: say(language, key, {
      title: plain(source.title),
      id: source.id,
      found: report?.seen ?? 0,
      problem: plain(report?.problem ?? ""),
    }),
    data: { source, report },
    madeBy: ["copytaster"],
  };
}

/** Whose voice a source is: what media say and what people say can be compared. */
async function speak(
  source: Source,
  voice: "media" | "social",
  { services, language }: Context,
): Promise<Answer> {
  await services.sources.update(source.id, { voice: voice === "social" ? voice : undefined });
  return {
    markdown: say(language, "voice", {
      title: plain(source.title),
      id: source.id,
      voice: say(language, `voice.${voice}`),
    }),
    data: { id: source.id, voice },
    madeBy: ["copytaster"],
  };
}

/** The store keeps a desk's addresses unique: adding one again gives the one that is there. */
async function keep(
  feed: { url: string; title: string },
  { services, desk, now }: Context,
): Promise<{ source: Source; known: boolean }> {
  const at = now();
  const id = services.sourceId(desk.id, feed.url);
  const source = await services.sources.add({
    id,
    deskId: desk.id,
    url: feed.url,
    title: feed.title,
    kind: "feed",
    dueAt: at,
    failures: 0,
    addedAt: at,
  });
  return { source, known: source.addedAt !== at };
}

/** @throws UserError unless exactly one source of the desk is meant. */
async function named(name: string, { services, desk }: Context): Promise<Source> {
  const wanted = name.trim().toLowerCase();
  const own = await services.sources.list(desk.id);
  const exact = own.filter(
    (source) =>
      source.id === name.trim() || source.url === name.trim() || source.title.toLowerCase() === wanted,
  );
  const fits =
    exact.length > 0 || wanted === ""
      ? exact
      : own.filter((source) => source.title.toLowerCase().includes(wanted));
  const [one] = fits;
  if (!one) throw new UserError(all("which", { name: name.slice(0, 80) }), all("which.mend"));
  if (fits.length > 1)
    throw new UserError(
      all("many", { name: name.slice(0, 80), count: fits.length }),
      all("many.mend", {
        ids: fits
          .slice(0, 8)
          .map((source) => source.id)
          .join(", "),
      }),
    );
  return one;
}

async function remove(name: string, context: Context): Promise<Answer> {
  const { services, desk, language, now, message } = context;
  const wanted = name.trim().toLowerCase();
  if (/^(the )?(sample|samples|示例)( newsroom)?$/.test(wanted)) {
    const count = await services.sample.remove();
    await services.journal.write({
      at: now(),
      kind: "sample",
      deskId: desk.id,
      subject: "sample",
      note: `removed by ${message.author.name}`,
    });
    return { markdown: say(language, "sampleGone", { count }), data: { count }, madeBy: ["copytaster"] };
  }
  const one = await named(name, context);
  await services.sources.remove(one.id);
  await services.journal.write({
    at: now(),
    kind: "source",
    deskId: desk.id,
    subject: one.id,
    note: `removed by ${message.author.name}: ${one.url}`,
  });
  return {
    markdown: say(language, "removed", { title: plain(one.title) }),
    data: { id: one.id },
    madeBy: ["copytaster"],
  };
}

async function importAll(target: string | undefined, context: Context): Promise<Answer> {
  const { services, desk, language, message, signal, now } = context;
  const { feeds, more } = await services.opml.parse(await opmlText(target, context), signal);
  let added = 0;
  for (const feed of feeds) {
    signal.throwIfAborted();
    if (!(await keep(feed, context)).known) added++;
  }
  await services.journal.write({
    at: now(),
    kind: "source",
    deskId: desk.id,
    subject: "opml",
    note: `${added} feeds imported by ${message.author.name}`,
  });
  return {
    markdown: [
      say(language, "imported2", { added, count: feeds.length, known: feeds.length - added }),
      ...(more > 0 ? [say(language, "beyond", { more })] : []),
    ].join("\n\n"),
    data: { count: feeds.length, added, more },
    madeBy: ["copytaster"],
  };
}

async function opmlText(target: string | undefined, { services, message, signal }: Context): Promise<string> {
  const [file] = message.files;
  if (file) return services.files.text(file, message, signal);
  if (target?.includes("<opml")) return target;
  const url = /https?:\/\/\S+/i.exec(target ?? "")?.[0];
  if (!url) throw new UserError(all("opml"), all("opml.mend"));
  return services.fetchText(url, signal);
}

async function exportAll(context: Context): Promise<Answer> {
  const { services, desk, language, signal } = context;
  const feeds = (await services.sources.list(desk.id)).filter((source) => source.kind === "feed");
  // A list without a feed is no OPML: what there is instead is told.
  if (feeds.length === 0) return list(context);
  const text = await services.opml.write(desk.name, feeds, signal);
  return {
    markdown: say(language, "exported", { desk: plain(desk.name) }),
    files: [{ name: "sources.opml", type: "text/x-opml", data: Buffer.from(text).toString("base64") }],
    data: { count: feeds.length },
    madeBy: ["copytaster"],
  };
}

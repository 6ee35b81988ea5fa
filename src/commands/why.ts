/** Why did something come, or not come? From what was noted while it happened. */
import type { Context, JournalEntry, Language } from "../types.ts";
import { catalogue, command } from "./define.ts";
import { plain, when } from "./show.ts";

const { say } = catalogue({
  en: {
    reply: "That reply was made by **{command}**: {madeBy}. It leans on {sources} source(s).",
    failed: "It failed: {problem}",
    incident: "The log has more under incident {incident}.",
    heading: "What I noted for this desk, newest first:",
    nothing: "Nothing was refused, skipped or left out lately.",
    "nothing.subject":
      "I noted nothing under “{subject}”. `why` takes the id of a reply, a digest or a source; alone it shows everything that I noted.",
    digests: "Digests here: {list}",
    "digests.none": "No digest is scheduled here. `digest at 07:30` makes one.",
    next: "{id}: next {when}; last {last}",
    never: "never yet",
    sent: "{when} (sent)",
    failedPost: "{when} (failed: {problem})",
    planned: "{when} (under way)",
  },
  zh: {
    reply: "这条答复由 **{command}** 生成：{madeBy}；依据 {sources} 个来源。",
    failed: "未能完成：{problem}",
    incident: "日志中有更多信息，编号 {incident}。",
    heading: "本编辑台的记录，最新在前：",
    nothing: "最近没有被拒绝、跳过或遗漏的内容。",
    "nothing.subject":
      "没有关于“{subject}”的记录。`why` 后面可写答复、摘报或来源的编号；单独使用则显示全部记录。",
    digests: "这里的定时摘报：{list}",
    "digests.none": "这里没有定时摘报。`digest at 07:30` 可以设一个。",
    next: "{id}：下次 {when}；上次 {last}",
    never: "尚未发送",
    sent: "{when}（已发送）",
    failedPost: "{when}（失败：{problem}）",
    planned: "{when}（进行中）",
  },
});

export const why = command({
  name: "why",
  aliases: ["为什么", "为何"],
  about: { en: "Why did something come, or not come?", zh: "为什么收到或没收到某项内容？" },
  options: [
    {
      name: "about",
      kind: "text",
      required: false,
      rest: true,
      maxLength: 200,
      about: {
        en: "a reply's, digest's or source's id; or `digest`",
        zh: "答复、摘报或来源的编号；或 `digest`",
      },
    },
  ],
  examples: ["why", "why digest"],
  audience: () => "author",
  understands: (text) =>
    /^why (am i seeing|did (i|we) (get|not get|see)|was|is|didn'?t)\b.*$|^为什么.*[？?]$/iu.test(text)
      ? {}
      : undefined,
  async run({ about }, context) {
    const { services, message, desk, language } = context;
    const named = about?.trim();
    const pointed = named ?? message.about;
    const found =
      pointed === undefined
        ? undefined
        : await services.inbox.replyAbout(message.place, pointed, message.author);
    if (found) return aboutReply(found.reply, language);
    const subject = named && named !== "digest" ? named : undefined;
    const entries = await services.journal.read({
      deskId: desk.id,
      subject,
      kind: named === "digest" ? "digest" : undefined,
      limit: 12,
    });
    const house = subject ? [] : await services.journal.read({ deskId: "", limit: 6 });
    const noted = [...entries, ...house].sort((a, b) => b.at - a.at).slice(0, 12);
    return {
      markdown: [
        await digests(context),
        noted.length > 0
          ? `${say(language, "heading")}\n\n${noted.map((entry) => line(entry, language, desk.zone)).join("\n")}`
          : subject
            ? say(language, "nothing.subject", { subject: plain(subject) })
            : say(language, "nothing"),
      ].join("\n\n"),
      data: { entries: noted },
      madeBy: ["journal"],
    };
  },
});

function aboutReply(
  reply: {
    command: string;
    madeBy: readonly string[];
    sources?: readonly unknown[];
    failure?: { problem: string; incident?: string };
    id: string;
  },
  language: Language,
) {
  const lines = [
    say(language, "reply", {
      command: reply.command || "–",
      madeBy: plain(reply.madeBy.join(", ")),
      sources: reply.sources?.length ?? 0,
    }),
    ...(reply.failure ? [say(language, "failed", { problem: plain(reply.failure.problem) })] : []),
    ...(reply.failure?.incident ? [say(language, "incident", { incident: reply.failure.incident })] : []),
  ];
  return {
    markdown: lines.join("\n\n"),
    data: { replyId: reply.id, command: reply.command, madeBy: reply.madeBy },
    madeBy: ["journal"],
  };
}

async function digests({ services, message, language }: Context): Promise<string> {
  const { thread: _, ...place } = message.place;
  const own = await services.digests.list({ place });
  if (own.length === 0) return say(language, "digests.none");
  const next = await services.digests.next();
  const lines = await Promise.all(
    own.map(async (one) => {
      const [last] = await services.digests.last(one.id, 1);
      const at = next.get(one.id);
      const lastWhen = last && when(last.dueAt, language, one.zone);
      const lastText =
        !last || !lastWhen
          ? say(language, "never")
          : last.state === "sent"
            ? say(language, "sent", { when: lastWhen })
            : last.state === "failed"
              ? say(language, "failedPost", { when: lastWhen, problem: plain(last.problem ?? "") })
              : say(language, "planned", { when: lastWhen });
      return say(language, "next", {
        id: one.id,
        when: at === undefined ? "–" : `${when(at, language, one.zone)} ${one.zone}`,
        last: lastText,
      });
    }),
  );
  return say(language, "digests", { list: lines.join("; ") });
}

const line = (entry: JournalEntry, language: Language, zone: string) =>
  `- ${when(entry.at, language, zone)} · ${entry.kind}${entry.subject ? ` \`${entry.subject.replaceAll("`", "")}\`` : ""}: ${plain(entry.note)}`;

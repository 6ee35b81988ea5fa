/** What was said in a channel or thread, for its members only. */
import { inAll } from "../../src/chat/words.ts";
import { UserError } from "../../src/errors.ts";
import type { Person, Place, Range, Said } from "../../src/types.ts";
import { type Result, type SlackApi, slackCode } from "./api.ts";
import type { Directory } from "./people.ts";
import { msOf, plainText, tsOf } from "./text.ts";

/** Joins, topics and the like are nothing that was said. */
const said = new Set([undefined, "file_share", "thread_broadcast", "bot_message", "me_message"]);

/**
 * The newest `range.limit` messages, oldest first, replies included. Slack lists replies by their thread only: those to a thread that
 * began before `range.since` are not found unless the place is that thread.
 * @throws UserError when the asker is no member, or the bot is none.
 */
export async function* readHistory(
  api: SlackApi,
  directory: Directory,
  place: Place,
  range: Range,
  asker: Person,
): AsyncIterable<Said> {
  await mayRead(api, place, asker);
  const found = new Map<string, Result>();
  const bounds = {
    ...(range.since !== undefined && { oldest: tsOf(range.since) }),
    ...(range.until !== undefined && { latest: tsOf(range.until) }),
    inclusive: true,
  };
  const take = (message: Result) => {
    if (said.has(message.subtype as string | undefined)) found.set(String(message.ts), message);
  };
  if (place.thread) {
    // A thread comes oldest first: all of it is read to have its end.
    for await (const one of pages(api, "conversations.replies", {
      channel: place.channel,
      ts: place.thread,
      ...bounds,
    }))
      if (within(one, range)) take(one);
  } else {
    for await (const one of pages(api, "conversations.history", { channel: place.channel, ...bounds })) {
      take(one);
      if (Number(one.reply_count) > 0)
        for await (const answer of pages(api, "conversations.replies", {
          channel: place.channel,
          ts: String(one.ts),
          ...bounds,
        }))
          if (within(answer, range)) take(answer);
      if (found.size >= range.limit) break;
    }
  }
  const newest = [...found.values()]
    .sort((a, b) => Number(a.ts) - Number(b.ts))
    .slice(Math.max(0, found.size - range.limit));
  for (const message of newest) yield await saidOf(message, directory);
}

async function mayRead(api: SlackApi, place: Place, asker: Person): Promise<void> {
  const refused = () => new UserError(inAll("history.member"), inAll("history.member.mend"));
  if (asker.platform !== "slack" || place.platform !== "slack") throw refused();
  try {
    for await (const id of pages(
      api,
      "conversations.members",
      { channel: place.channel, limit: 1000 },
      "members",
    ))
      if ((id as unknown) === asker.id) return;
  } catch (error) {
    const code = slackCode(error);
    // A private channel that the bot is not in looks to it as if it were not there.
    if (code === "channel_not_found" || code === "not_in_channel") throw notInvited(error);
    throw error;
  }
  throw refused();
}

async function* pages(
  api: SlackApi,
  method: string,
  args: Record<string, unknown>,
  list = "messages",
): AsyncIterable<Result> {
  let cursor = "";
  do {
    let result: Result;
    try {
      result = await api.call(method, { limit: 200, ...args, ...(cursor && { cursor }) });
    } catch (error) {
      if (slackCode(error) === "not_in_channel") throw notInvited(error);
      throw error;
    }
    yield* (result[list] ?? []) as Result[];
    cursor = String((result.response_metadata as Result | undefined)?.next_cursor ?? "");
  } while (cursor);
}

function notInvited(cause: unknown): UserError {
  return new UserError(
    { en: "I am not in that channel, so I cannot read it", zh: "我不在该频道中，无法读取其中的内容" },
    { en: "Invite me there with `/invite`", zh: "请用 `/invite` 邀请我加入" },
    { cause },
  );
}

/** A thread's first message comes with every page, whenever it was said. */
function within(message: Result, range: Range): boolean {
  const at = msOf(String(message.ts));
  return at >= (range.since ?? Number.NEGATIVE_INFINITY) && at <= (range.until ?? Number.POSITIVE_INFINITY);
}

async function saidOf(message: Result, directory: Directory): Promise<Said> {
  const user = typeof message.user === "string" ? message.user : undefined;
  const profile = (message.bot_profile ?? {}) as Result;
  const bot = message.bot_id !== undefined || message.subtype === "bot_message";
  const markup = String(message.text ?? "");
  await Promise.all([...markup.matchAll(/<@(\w+)>/g)].map((mention) => directory.name(mention[1] ?? "")));
  const name = bot ? String(profile.name ?? message.username ?? message.bot_id) : undefined;
  return {
    id: String(message.ts),
    author: {
      id: user ?? String(message.bot_id ?? ""),
      name: name ?? (user ? await directory.name(user) : "?"),
    },
    at: msOf(String(message.ts)),
    text: plainText(markup, undefined, directory.known),
    bot,
  };
}

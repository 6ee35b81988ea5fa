/** What was said in a place, for those who may read it there. */
import { UserError } from "../../src/errors.ts";
import type { Person, Place, Range, Said } from "../../src/types.ts";
import { type Api, isCode, type Sent } from "./api.ts";
import { directMessages, timeOf } from "./parse.ts";
import type { Places } from "./places.ts";
import { readable } from "./readable.ts";
import { words } from "./words.ts";

export interface HistoryParts {
  api: Api;
  places: Places;
  /** The privileged intent is on. */
  content: boolean;
  botId(): Promise<string>;
}

/** Discord gives a hundred messages a page. */
const perPage = 100;
/** Threads of a channel that are read with it, newest first. */
const mostThreads = 20;

/**
 * Oldest first; the newest `range.limit`. A channel's open threads are read with it, private ones only when they are the place.
 * @throws UserError for who may not read it on Discord, and without the Message Content intent (but in direct messages).
 */
export async function* readHistory(
  parts: HistoryParts,
  place: Place,
  range: Range,
  asker: Person,
): AsyncGenerator<Said> {
  const { api, places, content, botId } = parts;
  if (asker.platform !== "discord" || !(await places.mayRead(place, asker.id)))
    throw new UserError(words.notMember, words.notMemberMend);
  if (!content && place.workspace !== directMessages)
    throw new UserError(words.noContent, words.noContentMend);
  try {
    const bot = await botId();
    const own = await page(api, place.thread ?? place.channel, range);
    const inThreads = place.thread ? [] : await threads(api, places, place, own, range);
    const all = [...own, ...inThreads].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    const unique = [...new Map(all.map((one) => [one.id, one])).values()];
    for (const one of unique.slice(-range.limit)) yield saidBy(one, bot);
  } catch (error) {
    if (!isCode(error, "missingAccess", "missingPermissions", "unknownChannel")) throw error;
    throw new UserError(words.cannotSee, words.cannotSeeMend, { cause: error });
  }
}

async function page(api: Api, channel: string, range: Range): Promise<readonly Sent[]> {
  const { since = 0, until = Number.POSITIVE_INFINITY } = range;
  const found: Sent[] = [];
  let before: string | undefined = Number.isFinite(until) ? idAt(until + 1) : undefined;
  while (found.length < range.limit) {
    const some: readonly Sent[] = await api.list(channel, { limit: perPage, ...(before ? { before } : {}) });
    found.push(...some.filter((one) => isWords(one) && inRange(one, since, until)));
    const last = some.at(-1);
    if (!last || some.length < perPage || Date.parse(last.timestamp) < since) break;
    before = last.id;
  }
  return found.slice(0, range.limit);
}

async function threads(api: Api, places: Places, place: Place, own: readonly Sent[], range: Range) {
  if (place.workspace === directMessages) return [];
  const active = (await api.activeThreads(place.workspace))
    .filter((thread) => thread.parent_id === place.channel && places.isOpenThread(thread.type))
    .map((thread) => thread.id);
  const begun = own.flatMap((message) => (message.thread ? [message.thread.id] : []));
  const newest = [...new Set([...active, ...begun])]
    .sort((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1))
    .slice(0, mostThreads);
  const found: Sent[] = [];
  for (const thread of newest) found.push(...(await page(api, thread, range)));
  return found;
}

/** The smallest id of a moment (ms): https://discord.com/developers/docs/reference#snowflakes */
const idAt = (ms: number): string => String((BigInt(Math.floor(ms)) - 1_420_070_400_000n) << 22n);

/** Ordinary messages, replies and answers to commands; not joins, pins and the like. */
const isWords = (message: Sent) => [0, 19, 20, 23].includes(message.type);

const inRange = (message: Sent, since: number, until: number) => {
  const at = timeOf(message.id);
  return at >= since && at <= until;
};

function saidBy(message: Sent, botId: string): Said {
  return {
    id: message.id,
    author: { id: message.author.id, name: message.author.global_name ?? message.author.username },
    at: timeOf(message.id),
    text: readable(message),
    bot: message.author.bot === true || message.webhook_id !== undefined || message.author.id === botId,
  };
}

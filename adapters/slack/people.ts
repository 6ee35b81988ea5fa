/** Who somebody is and who can read a channel: asked of Slack, remembered for minutes. */
import type { Log, Message, Person } from "../../src/types.ts";
import type { Result, SlackApi } from "./api.ts";
import { slackCode } from "./api.ts";

export interface Directory {
  /** The message with its author's name, locale and admin rights, and with `private` as it is. Never rejects, and waits for two seconds at most. */
  settle(message: Message): Promise<Message>;
  /** Asked for when it is not known yet; the id itself when Slack does not tell. */
  name(userId: string): Promise<string>;
  /** Of those asked for before. */
  known(userId: string): string | undefined;
}

/** ms. Long enough to spare Slack, short enough for a change of rights to count soon. */
const keepFor = 5 * 60_000;
/** Slack wants its acknowledgement within three seconds, and the message is stored in between. */
const patience = 2000;
const mostKept = 5000;

type Known = Pick<Person, "name" | "locale" | "admin" | "guest"> & { team?: string };

export function createDirectory(api: SlackApi, log: Log, now: () => number): Directory {
  const people = remembered<Known>(now, async (id) => {
    const { user } = await api.call("users.info", { user: id, include_locale: true });
    return personOf(user as Result);
  });
  const channels = remembered<boolean>(now, async (id) => {
    try {
      const { channel } = await api.call("conversations.info", { channel: id });
      const is = channel as Result;
      return is.is_private !== false || is.is_im === true || is.is_mpim === true;
    } catch (error) {
      // A channel that the bot cannot see is private as far as it knows.
      if (slackCode(error) === "channel_not_found") return true;
      throw error;
    }
  });
  const soon = async <T>(asked: Promise<T>, what: string): Promise<T | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), patience);
    });
    try {
      const answer = await Promise.race([asked, late]);
      if (answer === undefined) log.warn({ what }, "Slack did not tell in time");
      return answer;
    } catch (error) {
      log.warn({ what, error: String(error) }, "Slack did not tell");
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    async settle(message) {
      const { author, place } = message;
      const [who, closed] = await Promise.all([
        soon(people.get(author.id), "users.info"),
        place.channel.startsWith("D") ? true : soon(channels.get(place.channel), "conversations.info"),
      ]);
      // An admin of another workspace (Slack Connect) is no admin here.
      const own = who && (who.team === undefined || who.team === author.workspace);
      return {
        ...message,
        private: closed ?? true,
        author: {
          ...author,
          ...(who && { name: who.name }),
          ...(who?.locale && { locale: who.locale }),
          ...(own && who.admin && { admin: true }),
          ...(who && (!own || who.guest) && { guest: true }),
        },
      };
    },
    async name(userId) {
      return (await soon(people.get(userId), "users.info"))?.name ?? userId;
    },
    known: (userId) => people.known(userId)?.name,
  };
}

function personOf(user: Result): Known {
  const profile = (user.profile ?? {}) as Result;
  const name = [profile.display_name, profile.real_name, user.real_name, user.name].find(
    (one) => typeof one === "string" && one !== "",
  );
  return {
    name: String(name ?? user.id),
    ...(typeof user.locale === "string" && { locale: user.locale }),
    ...(typeof user.team_id === "string" && { team: user.team_id }),
    guest: user.is_restricted === true || user.is_ultra_restricted === true || user.is_stranger === true,
    admin: user.is_admin === true || user.is_owner === true,
  };
}

/** Equal questions under way share one call; failures are not kept. */
function remembered<T>(now: () => number, ask: (id: string) => Promise<T>) {
  const kept = new Map<string, { at: number; asked: Promise<T>; value?: T }>();
  return {
    get(id: string): Promise<T> {
      const there = kept.get(id);
      if (there && now() - there.at < keepFor) return there.asked;
      const entry: { at: number; asked: Promise<T>; value?: T } = { at: now(), asked: ask(id) };
      entry.asked.then(
        (value) => {
          entry.value = value;
        },
        () => {
          if (kept.get(id) === entry) kept.delete(id);
        },
      );
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? "");
      kept.set(id, entry);
      return entry.asked;
    },
    known: (id: string): T | undefined => kept.get(id)?.value,
  };
}

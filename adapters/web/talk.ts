/** From a message to what is shown: the three ways of the page. What is under way is counted, so that a stop can wait for it. */
import type { Conversation, Host, Message, Place, Posted, Reply, View } from "../../src/types.ts";
import type { Live } from "./live.ts";
import { answerId } from "./messages.ts";

export interface Talk {
  /** In the conversation: stored, shown live, kept for later. Resolves when answered; never rejects. */
  say(message: Message): Promise<void>;
  /** For one pair of eyes: a page or a program that waits. Undefined when nothing was answered. Equal looks under way share one run. */
  look(message: Message, key: string): Promise<Reply | undefined>;
  /** How many looks are under way. */
  looking(): number;
  /** Other work that a stop waits for. */
  during<T>(work: Promise<T>): Promise<T>;
  post(place: Place, reply: Reply, deliveryId: string): Promise<Posted>;
  resume(message: Message): View;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** The mark of a message that nobody waits for any more once its process is gone. */
const lookToken = "look";

const silent = { status() {}, partial() {}, acknowledge: async () => {} };

export function createTalk(parts: {
  host(): Host;
  conversation: Conversation;
  live: Live;
  now(): number;
}): Talk {
  const { conversation, live } = parts;
  const underWay = new Set<Promise<unknown>>();
  const looks = new Map<string, Promise<Reply | undefined>>();

  const counted = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    const forget = () => void underWay.delete(work);
    work.then(forget, forget);
    return work;
  };

  const put = async (place: Place, id: string, reply: Reply, deliveryId: string): Promise<Posted> => {
    const entry = { id, at: parts.now(), reply };
    try {
      if (await conversation.add(channelOf(place), entry, deliveryId)) live.entry(entry);
    } catch (error) {
      // It cannot be kept, but whoever watches is owed the word all the same.
      live.entry(entry);
      throw error;
    }
    return { id };
  };

  /** What a person said stands in the conversation as soon as it is accepted; a rating does not. */
  const acknowledge = async (message: Message) => {
    const { id, at, author, text, files, kind } = message;
    if (kind === "reacted") return;
    const names = files.map((file) => `+ ${file.name}`);
    const said = { id, author, at, text: [text, ...names].filter(Boolean).join("\n"), bot: false };
    const entry = { id, at, said };
    if (await conversation.add(channelOf(message.place), entry, `said:${id}`)) live.entry(entry);
  };

  const show = async (message: Message, reply: Reply, deliveryId: string): Promise<Posted> => {
    if (message.token === lookToken) return { id: deliveryId };
    if (message.kind !== "reacted" || !message.about)
      return put(message.place, answerId(message.id), reply, deliveryId);
    const verdict = message.command?.options.verdict === "down" ? "down" : "up";
    live.note(message.about, { verdict, markdown: reply.markdown });
    return { id: deliveryId };
  };

  const viewOf = (message: Message): View => ({
    ...silent,
    acknowledge: () => (message.token === lookToken ? Promise.resolve() : acknowledge(message)),
    show: (reply, deliveryId) => show(message, reply, deliveryId),
  });

  return {
    post: (place, reply, deliveryId) => put(place, deliveryId, reply, deliveryId),
    resume: viewOf,
    say: (message) =>
      counted(
        (async () => {
          const work = message.kind === "reacted" ? undefined : live.begin(message.id, message.text);
          try {
            await parts.host().handle(message, { ...viewOf(message), ...work });
          } finally {
            work?.end();
          }
        })(),
      ),
    look(message, key) {
      const same = looks.get(key);
      if (same) return same;
      const run = async () => {
        let shown: Reply | undefined;
        const view: View = {
          ...silent,
          async show(reply, deliveryId) {
            shown = reply;
            return { id: deliveryId };
          },
        };
        try {
          await parts.host().handle({ ...message, token: lookToken }, view);
        } finally {
          looks.delete(key);
        }
        return shown;
      };
      const work = counted(run());
      looks.set(key, work);
      return work;
    },
    looking: () => looks.size,
    during: counted,
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** The page knows no threads. */
export function channelOf({ thread: _, ...place }: Place): Place {
  return place;
}

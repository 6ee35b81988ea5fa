/** Many people in one channel of a stand-in for Slack, with a clock: from a message to its acknowledgement, and to its last reply. */
import { type FakeMessage, type SlackStandIn, startSlack } from "../../fakes/slack/server.ts";

export interface Answered {
  /** ms until Slack had its acknowledgement. */
  ackMs: number;
  /** ms until the last message of the reply was there. */
  replyMs: number;
  /** All that was shown of that message. */
  shown: string;
}

export interface Client {
  slack: SlackStandIn;
  /** The next of the people says it, in a thread of its own. Rejects when nothing is answered within a minute. */
  ask(text: string): Promise<Answered>;
  /** Replies that came once more for a message that had its own. */
  doubled(): number;
  close(): Promise<void>;
}

const channel = "C0DESK";
/** One person may have eight messages under way: a newsroom's load comes from many. */
const people = 64;
const patience = 60_000;

export async function startClient(): Promise<Client> {
  const slack = await startSlack();
  const team = Array.from({ length: people }, (_, n) => `U0DESK${n}`);
  for (const id of team) {
    slack.state.users.set(id, {
      id,
      name: id.toLowerCase(),
      team: slack.state.team,
      locale: "en-GB",
      admin: false,
    });
    slack.state.channels.get(channel)?.members.add(id);
  }
  const waiting = new Map<string, (message: FakeMessage) => void>();
  const done = new Set<string>();
  let turn = 0;
  let doubled = 0;

  // The stand-in keeps what it is sent in a plain list: each addition is the moment that counts.
  const { messages } = slack.state;
  messages.push = (...more) => {
    for (const message of more) arrived(message);
    return Array.prototype.push.apply(messages, more);
  };
  function arrived(message: FakeMessage): void {
    if (message.user !== slack.state.bot.user || !message.threadTs || !isLast(message)) return;
    if (done.has(message.threadTs)) doubled++;
    done.add(message.threadTs);
    waiting.get(message.threadTs)?.(message);
    waiting.delete(message.threadTs);
  }

  return {
    slack,
    async ask(text) {
      const user = team[turn++ % people];
      const since = performance.now();
      const sent = await slack.say(text, { channel, ...(user && { user }) });
      const { ts } = sent.payload.event as { ts: string };
      const replied = new Promise<Answered>((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(ts);
          reject(new Error(`no reply within ${patience / 1000} s: ${text}`));
        }, patience);
        waiting.set(ts, (message) => {
          clearTimeout(late);
          const replyMs = performance.now() - since;
          const shown = `${message.text}\n${JSON.stringify(message.blocks ?? "")}`;
          // A reply may overtake its acknowledgement.
          sent.acked.then(({ ms }) => resolve({ ackMs: ms, replyMs, shown }), reject);
        });
      });
      return replied;
    },
    doubled: () => doubled,
    close: () => slack.close(),
  };
}

/** Of a reply in several messages, the last; a status that was posted is none. */
function isLast({ metadata }: FakeMessage): boolean {
  const { event_type: type, event_payload: payload } = (metadata ?? {}) as {
    event_type?: string;
    event_payload?: { part?: number; of?: number };
  };
  if (type === undefined) return true;
  return type === "copytaster_reply" && Number(payload?.part) === Number(payload?.of) - 1;
}

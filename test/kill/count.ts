/** What came of everything that was asked: counted in what stands in Slack, not in what the bot believes. */
import type { FakeMessage, State } from "../fakes/slack/state.ts";
import type { Asked } from "./crowd.ts";
import { desk, digests } from "./newsroom.ts";

export interface Figures {
  messages: number;
  acknowledged: number;
  /** Acknowledged, and no answer stands there. */
  lost: string[];
  /** More than one answer stands there. */
  doubled: string[];
  /** Commands and presses that were not acknowledged (their authors are told by Slack), and how many were answered all the same. */
  unacknowledged: { asked: number; answered: number };
  /** For one person's eyes, which nobody can look up again: shown twice where a process died between showing and noting it. */
  private: { acknowledged: number; lost: number; twice: number };
  digests: { owed: number; lost: string[]; doubled: string[] };
  /** Status messages that were never made a reply. */
  leftovers: number;
  /** Questions to be answered openly whose authors were told in private why not: the store was out of reach, or a press was refused. */
  told: number;
  /** Of the bot's, and an answer to nothing. */
  strays: number;
  /** Answers in the threads of many that came before the answer to an earlier question. */
  overtaken: number;
}

interface Payload {
  delivery_id?: string;
  part?: number;
}

const isProgress = (one: FakeMessage) => one.metadata?.event_type === "copytaster_progress";
const payloadOf = (one: FakeMessage) => (one.metadata?.event_payload ?? {}) as Payload;

/** @param owed the deliveries of all digests. */
export function count(state: State, asked: readonly Asked[], owed: readonly string[]): Figures {
  const own = state.messages.filter((one) => one.user === state.bot.user);
  const replies = own.filter((one) => one.metadata?.event_type === "copytaster_reply");
  const first = (delivery: string, channel: string) =>
    byDelivery.get(delivery)?.filter((one) => payloadOf(one).part === 0 && one.channel === channel) ?? [];
  const byDelivery = Map.groupBy(replies, (one) => payloadOf(one).delivery_id ?? "");
  const parts = (delivery: string) => byDelivery.get(delivery)?.map((one) => payloadOf(one).part) ?? [];
  const repeated = (delivery: string) => new Set(parts(delivery)).size !== parts(delivery).length;

  const openly = asked.filter(({ kind }) => kind !== "private");
  const answered = (one: Asked) =>
    first(one.delivery, desk).filter((reply) => reply.threadTs === one.thread).length;
  const privately = asked.filter(({ kind }) => kind === "private");
  const seen = Map.groupBy(state.ephemerals, (one) => one.user ?? "");
  const known = new Set([...asked.map(({ delivery }) => delivery), ...owed]);
  const silent = openly.filter(({ acked }) => !acked);

  return {
    messages: asked.length,
    acknowledged: asked.filter(({ acked }) => acked).length,
    lost: openly.filter((one) => one.acked && answered(one) === 0).map(({ delivery }) => delivery),
    doubled: openly.filter(({ delivery }) => repeated(delivery)).map(({ delivery }) => delivery),
    unacknowledged: { asked: silent.length, answered: silent.filter((one) => answered(one) > 0).length },
    private: {
      acknowledged: privately.filter(({ acked }) => acked).length,
      lost: privately.filter((one) => one.acked && !seen.has(one.user)).length,
      twice: privately.filter(({ user }) => (seen.get(user)?.length ?? 0) > 1).length,
    },
    digests: {
      owed: owed.length,
      lost: owed.filter((id) => first(id, digests).length === 0),
      doubled: owed.filter(repeated),
    },
    leftovers: own.filter(isProgress).length,
    strays: own.filter((one) => !isProgress(one) && !known.has(payloadOf(one).delivery_id ?? "")).length,
    told: state.ephemerals.filter((one) => !privately.some(({ user }) => user === one.user)).length,
    overtaken: overtaken(asked, byDelivery),
  };
}

function overtaken(asked: readonly Asked[], byDelivery: ReadonlyMap<string, readonly FakeMessage[]>): number {
  let count = 0;
  for (const talk of Map.groupBy(asked, ({ kind, thread }) => (kind === "talk" ? thread : undefined))) {
    if (talk[0] === undefined) continue;
    const times = talk[1]
      .toSorted((a, b) => (a.delivery < b.delivery ? -1 : 1))
      .map(({ delivery }) => byDelivery.get(delivery)?.[0]?.ts ?? "");
    count += times.filter((ts, n) => times.slice(0, n).some((earlier) => earlier > ts)).length;
  }
  return count;
}

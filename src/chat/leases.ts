/**
 * Leases on messages: what this process works on is renewed; what nobody works on any more is taken over, no more of it at once than is soon
 * worked on. So after an outage the processes share what was left, and looking after it takes no more time than the work.
 */
import { messageOf } from "../errors.ts";
import type { Inbox, Log, Message, Reply } from "../types.ts";
import { type Held, keyOf } from "./held.ts";

export interface LeaseParts {
  inbox: Inbox;
  held: Held;
  log: Log;
  now(): number;
  owner: string;
  /** ms that a dead process keeps a message from the others. */
  lease: number;
  /** Those that this process has. */
  platforms(): readonly string[];
  /** Works on what was left open, with the reply where one was made; may reject: then it is left open again. */
  finish(message: Message, reply: Reply | undefined): Promise<void>;
}

export interface Leases {
  /** ms; until then what is held is surely not another's. */
  sureUntil(): number;
  /** True from `start` to `stop`: then all leases are renewed. */
  readonly started: boolean;
  renew(): Promise<void>;
  /** Renews and takes over; at once, then three times a lease. */
  start(): Promise<void>;
  /** Nothing more is taken over. */
  stop(): Promise<void>;
}

/** Taken over and not done yet. */
const mostTaken = 64;

export function createLeases(parts: LeaseParts): Leases {
  const { inbox, held, log, now, owner, lease } = parts;
  let sureUntil = now() + lease;
  let ticking: NodeJS.Timeout | undefined;
  let stopped = false;
  /** One look after the other. */
  let looking: Promise<void> = Promise.resolve();
  let looks = 0;
  let taken = 0;
  let moreLeft = false;

  const outOfReach = (error: unknown) => log.error({ error: messageOf(error) }, "the inbox is out of reach");
  const look = (work: () => Promise<void>): Promise<void> => {
    looks++;
    looking = looking
      .then(work)
      .catch(outOfReach)
      .finally(() => looks--);
    return looking;
  };

  async function renew(): Promise<void> {
    const until = now() + lease;
    const ours = await inbox.renew(owner, until);
    sureUntil = until;
    // Ours, and nobody works on it: the store was out of reach when it should have been noted.
    await inbox.release(
      owner,
      ours.filter((key) => !held.has(key)),
    );
  }

  async function takeOver(): Promise<void> {
    const room = mostTaken - taken;
    if (stopped || room <= 0) return;
    const open = await inbox.abandoned(owner, now(), now() + lease, parts.platforms(), room);
    moreLeft = open.length === room;
    for (const { message, reply } of open) {
      // Lost to another process, which died, and ours again: the work on it never ended.
      if (held.has(keyOf(message))) held.lost(keyOf(message));
      else take(message, reply);
    }
  }

  function take(message: Message, reply: Reply | undefined): void {
    log.info({ messageId: message.id }, "finishing what was left open");
    const release = held.take(message);
    taken++;
    parts
      .finish(message, reply)
      .catch((error: unknown) =>
        log.error({ messageId: message.id, error: messageOf(error) }, "left open; it is taken up again soon"),
      )
      .finally(() => {
        release();
        taken--;
        if (!moreLeft || taken > mostTaken / 2) return;
        moreLeft = false;
        void look(takeOver);
      });
  }

  const tick = () => look(() => renew().then(takeOver));

  return {
    sureUntil: () => sureUntil,
    get started() {
      return ticking !== undefined;
    },
    renew,
    async start() {
      await tick();
      ticking = setInterval(() => {
        if (looks === 0) void tick();
      }, lease / 3);
    },
    async stop() {
      stopped = true;
      clearInterval(ticking);
      await looking;
    },
  };
}

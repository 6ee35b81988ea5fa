/**
 * Accept, then acknowledge, then work. A message is stored whole before its platform is acknowledged, so that a repeat is dropped
 * and a crash loses nothing: whoever works on it holds a lease, and when the lease runs out another process finishes it.
 *
 * What stands in a channel is looked for before it is shown again. What only its author sees cannot be looked for everywhere (Slack tells
 * nobody of it): when a process dies between showing it and noting that, its author sees it twice.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../errors.ts";
import type { Adapter, Inbox, Journal, Log, Message, Posted, Progress, Reply, View } from "../types.ts";
import type { Calm } from "./calm.ts";
import { failureAnswer, failureOf } from "./failure.ts";
import { createHeld, keyOf } from "./held.ts";
import { createLeases } from "./leases.ts";
import type { Receive, Understood } from "./receive.ts";

export interface AcceptParts {
  inbox: Inbox;
  journal: Journal;
  receive: Receive;
  calm: Calm;
  log: Log;
  now(): number;
  /** This process, among those that share the store. */
  owner: string;
  /** ms that a dead process keeps a message from the others. */
  lease: number;
  /** Those that this process has. */
  adapters(): ReadonlyMap<string, Adapter>;
}

export interface AcceptDesk {
  /** `Host.handle`. */
  handle(message: Message, view: View): Promise<void>;
  /** Renews leases and takes over what was left open; first at once, then three times a lease. */
  start(): Promise<void>;
  /** Waits for what is under way up to `graceMs`, then tells it to stop. */
  stop(graceMs: number): Promise<void>;
}

/** Pauses before showing a reply again that its platform refused (ms). Afterwards it is given up, and the journal says so. */
const again = [2_000, 15_000, 60_000, 240_000];

/** Pauses before keeping a message is tried again (ms): the platforms wait three seconds. */
const storeAgain = [150, 300, 600];

export function createAccept(parts: AcceptParts): AcceptDesk {
  const { inbox, journal, receive, calm, log, now, owner, lease } = parts;
  const stopping = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const held = createHeld();
  const leases = createLeases({
    ...{ inbox, held, log, now, owner, lease },
    platforms: () => [...parts.adapters().keys()],
    async finish(message, reply) {
      const view = resumed(message);
      if (view) await calm.resume(message, () => finish(message, view, reply));
    },
  });
  /** Shown, but not marked as answered: the store was out of reach. */
  const shown = new Map<string, Posted>();

  async function handle(message: Message, view: View): Promise<void> {
    const release = held.take(message);
    // A process that takes nothing over (one question from a command line) keeps what it works on all the same.
    const renewing = leases.started
      ? undefined
      : setInterval(() => void leases.renew().catch(outOfReach), lease / 3);
    try {
      const accepted = acceptFirst(message, view);
      // The place in the thread's line is taken before anything is awaited: order of arrival is order of work.
      const worked = calm.run(message, async () => {
        const understood = await accepted;
        if (understood) await work(message, view, understood);
      });
      await worked.catch(async (error: unknown) => {
        const understood = await accepted;
        if (understood) await work(message, view, { error, audience: understood.audience });
      });
    } finally {
      clearInterval(renewing);
      release();
    }
  }

  /** Undefined: a repeat, or a message that could not be kept; both are done with. */
  async function acceptFirst(message: Message, view: View): Promise<Understood | undefined> {
    try {
      // Kept before it is understood: reading a press may spend its button, and what is spent must be safe.
      const first = await accepted(message);
      const understood = await receive.understand(message);
      await view.acknowledge(understood.audience).catch((error: unknown) => {
        // The platform may be gone for a moment: the message is safe, and its answer finds another way.
        log.warn(
          { messageId: message.id, error: messageOf(error) },
          "the platform did not take the acknowledgement",
        );
      });
      return first ? understood : undefined;
    } catch (error) {
      await unsafe(error, message, view);
      return undefined;
    }
  }

  /** Tries for about a second: a store that is away for a moment costs nobody their question. */
  async function accepted(message: Message): Promise<boolean> {
    for (const pause of storeAgain) {
      try {
        return await inbox.accept(message, owner, now() + lease);
      } catch (error) {
        log.warn({ messageId: message.id, error: messageOf(error) }, "the store did not take a message");
        await sleep(pause);
      }
    }
    // When an earlier try had arrived after all, this one says "a repeat", and the next tick finds a message that nobody works on.
    return inbox.accept(message, owner, now() + lease);
  }

  /** The store is out of reach: nothing can be kept, and the author must know. */
  async function unsafe(error: unknown, message: Message, view: View): Promise<void> {
    log.error({ messageId: message.id, error: messageOf(error) }, "a message could not be kept");
    const failure = failureOf(error, "en", log, { messageId: message.id, step: "accept" });
    const reply: Reply = {
      ...failureAnswer(failure, "en"),
      id: "",
      actions: [],
      audience: "author",
      command: "",
    };
    await view
      .acknowledge("author")
      .then(() => view.show(reply, deliveryOf(message)))
      .catch((second: unknown) =>
        log.error(
          { messageId: message.id, error: messageOf(second) },
          "the failure could not be shown either",
        ),
      );
  }

  async function work(message: Message, view: View, understood: Understood, made?: Reply): Promise<void> {
    try {
      const reply = made ?? (await receive.answer(understood, message, progressOf(view), stopping.signal));
      // Told to stop for good in the middle: the message stays open, and whoever starts next answers it.
      if (!made && stopping.signal.aborted && reply.failure) return;
      if (!made && !(await inbox.replied(message, reply, owner))) return await takenOver(message);
      await showing(message, view, reply, 0);
    } catch (error) {
      leftOpen(message, error);
    }
  }

  /** A process that stood still says nothing more of its work: another one may have answered. */
  const progressOf = (view: View): Progress => ({
    status(text, done, of) {
      if (now() < leases.sureUntil()) view.status(text, done, of);
    },
    partial(markdown) {
      if (now() < leases.sureUntil()) view.partial(markdown);
    },
  });

  const leftOpen = (message: Message, error: unknown) =>
    log.error({ messageId: message.id, error: messageOf(error) }, "left open; it is taken up again soon");

  async function showing(message: Message, view: View, reply: Reply, tries: number): Promise<void> {
    let posted: Posted;
    try {
      const careful = held.wasLost(keyOf(message)) ? resumed(message) : undefined;
      posted = await (careful ?? view).show(reply, deliveryOf(message));
    } catch (error) {
      const pause = again[tries];
      log.warn(
        { messageId: message.id, tries: tries + 1, error: messageOf(error) },
        "the platform did not take a reply",
      );
      if (pause === undefined) return giveUp(message, error);
      if (stopping.signal.aborted) return;
      const release = held.take(message);
      const timer = setTimeout(() => {
        timers.delete(timer);
        const next = resumed(message);
        const shownAgain = next ? showing(message, next, reply, tries + 1) : Promise.resolve();
        shownAgain.catch((error: unknown) => leftOpen(message, error)).finally(release);
      }, pause);
      timers.add(timer);
      return;
    }
    shown.set(message.id, posted);
    await marked(message, reply, posted);
  }

  async function marked(message: Message, reply: Reply, posted: Posted): Promise<void> {
    const first = await inbox.answered(message, posted, now());
    shown.delete(message.id);
    if (!first) await settled(message, reply);
  }

  /** Stood still for longer than the lease (a suspended machine, a blocked loop): another process has this message now. */
  async function takenOver(message: Message): Promise<void> {
    log.warn({ messageId: message.id }, "another process has taken this message over");
    const reply = await inbox.answeredWith(message);
    // A status of ours may have come behind the answer, and have taken its place.
    if (reply) await settled(message, reply);
  }

  /** Two processes may have shown this at the same moment: a look at what stands there takes away what is too many. */
  async function settled(message: Message, reply: Reply): Promise<void> {
    // What only its author sees can not be looked up.
    if (reply.audience === "channel") await resumed(message)?.show(reply, deliveryOf(message));
  }

  async function giveUp(message: Message, error: unknown): Promise<void> {
    await inbox.answered(message, undefined, now());
    await journal.write({
      at: now(),
      kind: "message",
      deskId: "",
      subject: message.id,
      note: `the platform refused the reply: ${messageOf(error).slice(0, 200)}`,
    });
  }

  async function finish(message: Message, view: View, reply: Reply | undefined): Promise<void> {
    const posted = shown.get(message.id);
    if (reply && posted) return marked(message, reply, posted);
    const understood = reply
      ? { audience: reply.audience, error: undefined }
      : await receive.understand(message);
    await work(message, view, understood, reply);
  }

  const resumed = (message: Message): View | undefined =>
    parts.adapters().get(message.place.platform)?.resume(message);

  const outOfReach = (error: unknown) => log.error({ error: messageOf(error) }, "the inbox is out of reach");

  return {
    handle,
    start: leases.start,
    async stop(graceMs) {
      const looked = leases.stop();
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      const late = setTimeout(() => stopping.abort(), graceMs);
      await looked;
      await calm.idle();
      clearTimeout(late);
      stopping.abort();
      // What had to be left needs not wait for a lease: the next start takes it at once.
      await inbox.renew(owner, now() - 1).catch(outOfReach);
    },
  };
}

const deliveryOf = ({ id }: Message) => `reply:${id}`;

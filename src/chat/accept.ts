/**
 * Accept, then acknowledge, then work. A message is stored whole before its platform is acknowledged, so that a repeat is dropped
 * and a crash loses nothing: whoever works on it holds a lease, and when the lease runs out another process finishes it.
 */
import { messageOf } from "../errors.ts";
import type { Adapter, Inbox, Journal, Log, Message, Reply, View } from "../types.ts";
import type { Calm } from "./calm.ts";
import { failureAnswer, failureOf } from "./failure.ts";
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

export function createAccept(parts: AcceptParts): AcceptDesk {
  const { inbox, journal, receive, calm, log, now, owner, lease } = parts;
  const stopping = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  let ticking: NodeJS.Timeout | undefined;
  let takingOver: Promise<void> = Promise.resolve();

  async function handle(message: Message, view: View): Promise<void> {
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
  }

  /** Undefined: a repeat, or a message that could not be kept; both are done with. */
  async function acceptFirst(message: Message, view: View): Promise<Understood | undefined> {
    try {
      const understood = await receive.understand(message);
      const first = await inbox.accept(message, owner, now() + lease);
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

  /** The store is out of reach: nothing can be kept, and the author must know. */
  async function unsafe(error: unknown, message: Message, view: View): Promise<void> {
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
      .then(() => view.show(reply, `reply:${message.id}`))
      .catch((second: unknown) =>
        log.error(
          { messageId: message.id, error: messageOf(second) },
          "the failure could not be shown either",
        ),
      );
  }

  async function work(message: Message, view: View, understood: Understood, made?: Reply): Promise<void> {
    try {
      const reply = made ?? (await receive.answer(understood, message, view, stopping.signal));
      // Told to stop for good in the middle: the message stays open, and whoever starts next answers it.
      if (!made && stopping.signal.aborted && reply.failure) return;
      if (!made) await inbox.replied(message, reply);
      await showing(message, view, reply, 0);
    } catch (error) {
      log.error(
        { messageId: message.id, error: messageOf(error) },
        "left open; it is taken up again when its lease runs out",
      );
    }
  }

  async function showing(message: Message, view: View, reply: Reply, tries: number): Promise<void> {
    try {
      const posted = await view.show(reply, `reply:${message.id}`);
      await inbox.answered(message, posted, now());
    } catch (error) {
      const pause = again[tries];
      log.warn(
        { messageId: message.id, tries: tries + 1, error: messageOf(error) },
        "the platform did not take a reply",
      );
      if (pause === undefined) return giveUp(message, error);
      showLater(message, reply, tries, pause);
    }
  }

  /** While the platform itself is away the tries are not used up. */
  function showLater(message: Message, reply: Reply, tries: number, pause: number): void {
    if (stopping.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const resumed = parts.adapters().get(message.place.platform)?.resume(message);
      if (resumed) void showing(message, resumed, reply, tries + 1);
      else showLater(message, reply, tries, pause);
    }, pause);
    timers.add(timer);
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

  async function takeOver(): Promise<void> {
    const open = await inbox.abandoned(owner, now(), now() + lease, [...parts.adapters().keys()]);
    for (const { message, reply } of open) {
      const view = parts.adapters().get(message.place.platform)?.resume(message);
      if (!view) continue;
      log.info({ messageId: message.id }, "finishing what was left open");
      const understood = reply
        ? { audience: reply.audience, error: undefined }
        : await receive.understand(message);
      void calm
        .run(message, () => work(message, view, understood, reply))
        .catch((error: unknown) => log.warn({ messageId: message.id, error: messageOf(error) }, "left open"));
    }
  }

  const tick = async () => {
    try {
      await inbox.renew(owner, now() + lease);
      await takeOver();
    } catch (error) {
      log.error({ error: messageOf(error) }, "the inbox is out of reach");
    }
  };

  return {
    handle,
    async start() {
      await tick();
      ticking = setInterval(() => {
        takingOver = takingOver.then(tick);
      }, lease / 3);
    },
    async stop(graceMs) {
      clearInterval(ticking);
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      const late = setTimeout(() => stopping.abort(), graceMs);
      await takingOver;
      await calm.idle();
      clearTimeout(late);
      stopping.abort();
    },
  };
}

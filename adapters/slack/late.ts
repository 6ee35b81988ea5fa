/**
 * Bolt acknowledges an event before any listener sees it: a crash in between would lose it. Here the acknowledgement is handed to the
 * listener instead, which gives it once the message is stored. What nobody takes is acknowledged at the end.
 */
import type { Receiver, ReceiverEvent } from "@slack/bolt";

/** What a listener finds in Bolt's context. */
export interface Acknowledging {
  /** For events: tells Slack. Only the first call counts. */
  acknowledge(): Promise<void>;
  /** From now on a listener answers for the acknowledgement: when it gives none, Slack shall send again. */
  take(): void;
}

export interface Gate {
  receiver: Receiver;
  /** Lets nothing new in (unacknowledged, so that Slack sends it again later), and resolves when all that is under way is done. */
  close(): Promise<void>;
}

interface Processor {
  processEvent(event: ReceiverEvent): Promise<void>;
}

export function gated(inner: Receiver): Gate {
  const underWay = new Set<Promise<void>>();
  let closed = false;
  const gatedApp = (app: Processor): Processor => ({
    processEvent(event) {
      if (closed) return Promise.resolve();
      const done = late(app, event);
      underWay.add(done);
      return done.finally(() => underWay.delete(done));
    },
  });
  return {
    receiver: {
      // Receivers use nothing of the app but `processEvent`.
      init: (app) => inner.init(gatedApp(app) as unknown as typeof app),
      start: (...args) => inner.start(...args),
      stop: (...args) => inner.stop(...args),
    },
    async close() {
      closed = true;
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

async function late(app: Processor, event: ReceiverEvent): Promise<void> {
  let given = false;
  let taken = false;
  const ack: ReceiverEvent["ack"] = async (answer) => {
    if (given) return;
    given = true;
    await event.ack(answer);
  };
  const isEvent = event.body.event !== undefined;
  const acknowledging: Acknowledging = {
    acknowledge: () => ack(),
    take() {
      taken = true;
    },
  };
  await app.processEvent({
    ...event,
    ack: isEvent ? async () => {} : ack,
    customProperties: { ...event.customProperties, ...acknowledging },
  });
  if (!taken) await ack();
}

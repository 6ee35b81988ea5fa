/**
 * A digest at its time: planned → ready → sent. Each step is stored before the next, and the delivery's id is made of the subscription and the due time
 * alone: whoever repeats this after a crash posts the same reply under the same id, which the platform's adapter looks for before it sends.
 */
import { messageOf } from "../errors.ts";
import type { Delivery, Job, Reply, Subscription } from "../types.ts";
import type { HouseParts, MakeJob } from "./house-job.ts";

const dayMs = 86_400_000;
/** After a long silence (a holiday, an outage) a digest reaches back no farther. */
const longestMs = 7 * dayMs;
/** Deliveries looked through for the last one that was sent. */
const lookBack = 50;

export function deliveryId(subscriptionId: string, dueAt: number): string {
  return `digest:${subscriptionId}:${dueAt}`;
}

/** Where this digest begins: where the last one that was sent ended, so that nothing falls between two. A first one tells the last day. */
function sinceOf(last: readonly Delivery[], dueAt: number): number {
  const sent = last.find((one) => one.state === "sent" && one.dueAt < dueAt);
  return Math.max(sent?.dueAt ?? dueAt - dayMs, dueAt - longestMs);
}

export const sendDigest: MakeJob = (parts) => {
  const { store, adapters, log, now } = parts;
  const { deliveries, subscriptions, journal } = store;
  const note = (subscription: Subscription, text: string) =>
    journal.write({
      at: now(),
      kind: "digest",
      deskId: subscription.deskId,
      subject: subscription.id,
      note: text,
    });

  async function deliver(subscription: Subscription, delivery: Delivery): Promise<void> {
    const reply = delivery.reply ?? (await compute(parts, subscription, delivery));
    const { place } = delivery;
    const adapter = adapters().get(place.platform);
    if (!adapter) throw new Error(`${place.platform} does not run in this process`);
    const posted = await adapter.post(place, reply, delivery.id);
    if (!(await deliveries.sent(delivery.id, posted, now()))) {
      // Another worker took this job for dead and posted too, at the same moment: posting once more finds what stands there twice.
      await adapter.post(place, reply, delivery.id);
      return;
    }
    await note(subscription, `sent, due ${new Date(delivery.dueAt).toISOString()}`);
    log.info({ delivery: delivery.id, platform: place.platform }, "a digest was sent");
  }

  return {
    name: "send-digest",
    side: 2,
    schedule: undefined,
    async run(job: Job) {
      const { dueAt, data, attempt, tries } = job;
      const subscription = await subscriptions.get(String(data.subscription));
      if (!subscription) {
        log.info({ subscription: data.subscription, dueAt }, "a digest was due whose schedule has ended");
        return;
      }
      const id = deliveryId(subscription.id, dueAt);
      const planned: Delivery = {
        id,
        subscriptionId: subscription.id,
        place: subscription.place,
        dueAt,
        state: "planned",
        storyIds: [],
      };
      const delivery = (await deliveries.plan(planned)) ? planned : await deliveries.get(id);
      if (!delivery) throw new Error(`the delivery ${id} was planned and is gone`);
      if (delivery.state === "sent" || delivery.state === "failed") return;
      try {
        await deliver(subscription, delivery);
      } catch (error) {
        const problem = messageOf(error).slice(0, 500);
        if (attempt >= tries) {
          await deliveries.failed(id, problem);
          await note(subscription, `failed for good after ${attempt} tries: ${problem}`);
        } else if (attempt === 1) {
          await note(subscription, `late, and tried again: ${problem}`);
        }
        throw error;
      }
    },
  };
};

/** Made once and stored before it is posted. An empty one says so: it is posted too, for silence could mean anything. */
async function compute(
  { store, deliver }: HouseParts,
  subscription: Subscription,
  delivery: Delivery,
): Promise<Reply> {
  const last = await store.deliveries.last(subscription.id, lookBack);
  const { reply, storyIds } = await deliver(subscription, sinceOf(last, delivery.dueAt), delivery.dueAt);
  await store.deliveries.ready(delivery.id, reply, storyIds);
  return reply;
}

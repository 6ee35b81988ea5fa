/** A scheduled digest as a reply, its buttons stored: what the delivery job posts. */
import { randomBytes } from "node:crypto";
import { keepAll } from "../chat/actions.ts";
import { compose } from "../commands/digest/compose.ts";
import type { DigestReply, Services, Store } from "../types.ts";

export function digestReply({
  services,
  store,
  now,
}: {
  services: Services;
  store: Store;
  now(): number;
}): DigestReply {
  return async (subscription, since, until) => {
    const desk = (await store.desks.get(subscription.deskId)) ?? (await store.desks.of(subscription.place));
    const { answer, storyIds } = await compose(services, desk, subscription, since, until);
    const actions = await keepAll(answer.actions, subscription.place, store.actions, now());
    return {
      reply: {
        ...answer,
        actions,
        id: `r_${randomBytes(12).toString("base64url")}`,
        audience: "channel",
        command: "digest",
      },
      storyIds,
    };
  };
}

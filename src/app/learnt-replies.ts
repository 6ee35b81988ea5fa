/** What each desk is told after a training: in the channel of its first digest, for that is where it reads the bot. */
import { randomBytes } from "node:crypto";
import { learntLines } from "../commands/models/learnt.ts";
import type { HouseParts } from "../jobs/index.ts";
import type { Services, Store } from "../types.ts";

export function learntReplies({
  services,
  store,
}: {
  services: Pick<Services, "models">;
  store: Pick<Store, "desks" | "subscriptions">;
}): HouseParts["learnt"] {
  return async (reports) => {
    const told = reports.filter(({ state }) => state === "deployed" || state === "refused");
    if (told.length === 0) return [];
    const madeBy = Object.values(services.models.live());
    const posts = [];
    for (const desk of await store.desks.list()) {
      const [first] = await store.subscriptions.list({ deskId: desk.id });
      if (!first) continue;
      posts.push({
        place: first.place,
        key: desk.id,
        reply: {
          id: `r_${randomBytes(12).toString("base64url")}`,
          markdown: learntLines(told, desk.language ?? first.language),
          actions: [],
          audience: "channel" as const,
          command: "models",
          data: told,
          madeBy: madeBy.length > 0 ? madeBy : ["copytaster"],
        },
      });
    }
    return posts;
  };
}

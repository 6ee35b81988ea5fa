import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPrune, type OpenStore, openStore } from "../../src/store/index.ts";
import { reply } from "../contracts/store.ts";
import { message } from "../fakes/message.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { type Ground, kinds } from "./databases.ts";

const day = 86_400_000;
const now = 1_000 * day;
const place = { platform: "test", workspace: "w", channel: "c" };
const ana = { platform: "test", workspace: "w", id: "ana", name: "Ana" };

describe.each(kinds)("what is too old is taken away: $title", ({ skip, fresh }) => {
  const here = it.skipIf(skip !== undefined);
  let ground: Ground;
  let store: OpenStore;
  beforeEach(async () => {
    ground = await fresh();
    store = await openStore({ ...ground.where, log: quietLog, now: () => now });
  });
  afterEach(async () => {
    await store.close();
    await ground.clear();
  });
  const prune = (what: keyof ReturnType<typeof createPrune>) => createPrune(store.database)[what](now);

  here(
    "messages that were answered ninety days ago, with their replies; never one that is open",
    async () => {
      const say = async (id: string, daysAgo: number, answered: boolean) => {
        const one = message(id, { id, place, at: now - daysAgo * day });
        await store.inbox.accept(one, "me", now);
        await store.inbox.replied(one, reply(`r-${id}`));
        if (answered) await store.inbox.answered(one, { id: `p-${id}` }, now - daysAgo * day);
      };
      await say("old", 91, true);
      await say("new", 89, true);
      await say("open", 400, false);
      expect(await prune("inbox")).toBe(1);
      expect(await store.inbox.replyAbout(place, "p-old")).toBeUndefined();
      expect((await store.inbox.replyAbout(place, "p-new"))?.reply).toEqual(reply("r-new"));
      expect(
        (await store.inbox.abandoned("me", now + 1, now + 2, ["test"], 99)).map((one) => one.message.id),
      ).toEqual(["open"]);
    },
  );

  here("what was said on the web page and in the terminal a year ago", async () => {
    for (const daysAgo of [400, 360]) {
      const at = now - daysAgo * day;
      await store.conversation.add(place, { id: `${daysAgo}`, at, reply: reply("r") }, `d${daysAgo}`);
    }
    expect(await prune("conversation")).toBe(1);
    expect((await store.conversation.list(place, { limit: 9 })).map(({ id }) => id)).toEqual(["360"]);
  });

  here(
    "buttons of ninety days ago; spent and stale ones after a week in which that can be told",
    async () => {
      const keep = async (daysAgo: number, more: { until?: number; spent?: number }) => {
        const draft = { label: "l", command: "c", options: {}, once: more.spent !== undefined };
        const until = more.until === undefined ? {} : { until: now - more.until * day };
        const { id } = await store.actions.keep({ ...draft, ...until }, place, now - daysAgo * day);
        if (more.spent !== undefined) await store.actions.take(id, place, ana, now - more.spent * day, "m");
        return id;
      };
      const ids = [
        await keep(91, {}),
        await keep(89, {}),
        await keep(20, { spent: 8 }),
        await keep(20, { spent: 6 }),
        await keep(20, { until: 8 }),
        await keep(20, { until: 6 }),
        await keep(20, { until: -6 }),
      ];
      expect(await prune("actions")).toBe(3);
      const press = async (id: string) => {
        const taken = await store.actions.take(id, place, ana, now, "another");
        return typeof taken === "string" ? taken : "pressed";
      };
      expect(await Promise.all(ids.map(press))).toEqual([
        "unknown",
        "pressed",
        "unknown",
        "spent",
        "unknown",
        "stale",
        "pressed",
      ]);
    },
  );

  here("posts of ninety days ago, but not what is owed, nor the last of a digest that goes on", async () => {
    const plan = async (id: string, subscriptionId: string, daysAgo: number, sent = true) => {
      const dueAt = now - daysAgo * day;
      await store.deliveries.plan({ id, subscriptionId, place, dueAt, state: "planned", storyIds: [] });
      if (!sent) return;
      await store.deliveries.ready(id, reply(`r-${id}`), [`s-${id}`]);
      await store.deliveries.sent(id, { id: `p-${id}` }, dueAt);
    };
    for (const id of ["yearly", "daily"])
      await store.subscriptions.add({
        id,
        deskId: "newsroom",
        place,
        cron: "0 7 * * *",
        zone: "UTC",
        language: "en",
        by: "ana",
        createdAt: 1,
      });
    await plan("y1", "yearly", 500);
    await plan("y2", "yearly", 135);
    await plan("d1", "daily", 91);
    await plan("d2", "daily", 89);
    await plan("owed", "daily", 92, false);
    await plan("ended", "cancelled", 91);
    expect(await prune("deliveries")).toBe(3);
    const rows = await store.database.all<{ id: string }>("select id from deliveries order by id", []);
    expect(rows.map(({ id }) => id)).toEqual(["d2", "owed", "y2"]);
    expect(await store.deliveries.told("daily", now - 100 * day)).toEqual(new Set(["s-d2"]));
    expect((await store.deliveries.about(place, "p-d2"))?.id).toBe("d2");
  });
});

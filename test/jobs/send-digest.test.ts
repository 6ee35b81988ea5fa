import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HouseParts } from "../../src/jobs/index.ts";
import { deliveryId, sendDigest } from "../../src/jobs/send-digest.ts";
import { type OpenStore, openStore } from "../../src/store/index.ts";
import type { Job, Place, Reply, Subscription } from "../../src/types.ts";
import { fakeEmbedder } from "../fakes/embedder.ts";
import { quietLog } from "../fakes/quiet-log.ts";

const hour = 3_600_000;
const day = 24 * hour;
const due = Date.UTC(2026, 5, 1, 6);
const place: Place = { platform: "fake", workspace: "w", channel: "c" };
const subscription: Subscription = {
  id: "d_1",
  deskId: "newsroom",
  place,
  cron: "0 8 * * *",
  zone: "Europe/Berlin",
  language: "en",
  by: "",
  createdAt: due - day,
};

function job(change: Partial<Job> = {}): Job {
  const signal = new AbortController().signal;
  const data = { subscription: subscription.id };
  return { id: "j", name: "send-digest", data, dueAt: due, attempt: 1, tries: 3, signal, ...change };
}

describe("send-digest", () => {
  let dataDir: string;
  let store: OpenStore;
  let posts: { place: Place; reply: Reply; deliveryId: string }[];
  let windows: { since: number; until: number }[];
  let away: Error | undefined;
  let parts: HouseParts;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "copytaster-digest-"));
    store = await openStore({ dataDir, log: quietLog, now: () => due });
    await store.subscriptions.add(subscription);
    posts = [];
    windows = [];
    away = undefined;
    parts = {
      store,
      embedder: fakeEmbedder(),
      news: { collect: async () => [] },
      trends: { count: async () => 0 },
      retrain: async () => [],
      learnt: async () => [],
      async deliver(_, since, until) {
        windows.push({ since, until });
        const reply: Reply = {
          id: `r_${windows.length}`,
          markdown: "news",
          actions: [],
          audience: "channel",
          command: "digest",
          madeBy: ["digest"],
        };
        return { reply, storyIds: [`story-${windows.length}`] };
      },
      adapters: () =>
        new Map([
          [
            "fake",
            {
              async post(to: Place, reply: Reply, id: string) {
                if (away) throw away;
                posts.push({ place: to, reply, deliveryId: id });
                return { id: `p_${posts.length}` };
              },
            },
          ],
        ]),
      prune: {},
      log: quietLog,
      now: () => due + 1_000,
    };
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true });
  });

  it("posts under the id of its subscription and due time, and notes it", async () => {
    await sendDigest(parts).run(job());
    expect(posts).toMatchObject([{ place, deliveryId: `digest:d_1:${due}`, reply: { id: "r_1" } }]);
    expect(await store.deliveries.get(deliveryId("d_1", due))).toMatchObject({
      state: "sent",
      storyIds: ["story-1"],
    });
    expect(await store.journal.read({ subject: "d_1", limit: 5 })).toMatchObject([
      { kind: "digest", deskId: "newsroom", note: expect.stringContaining("sent") },
    ]);
  });

  it("posts nothing again once it was sent", async () => {
    await sendDigest(parts).run(job());
    await sendDigest(parts).run(job({ attempt: 2 }));
    expect(posts).toHaveLength(1);
  });

  it("has its platform look once more when another worker sent the same digest at the same moment", async () => {
    const both = sendDigest(parts);
    await Promise.all([both.run(job()), both.run(job({ attempt: 2 }))]);
    // Two came at once; the third finds both standing there, and the adapter takes one away.
    expect(posts.map((post) => post.deliveryId)).toEqual(
      Array.from({ length: 3 }, () => `digest:d_1:${due}`),
    );
    expect(await store.journal.read({ subject: "d_1", limit: 5 })).toHaveLength(1);
  });

  it("posts the very reply that was ready before the crash", async () => {
    away = new Error("away");
    await expect(sendDigest(parts).run(job())).rejects.toThrow("away");
    away = undefined;
    await sendDigest(parts).run(job({ attempt: 2 }));
    expect(posts.map((post) => post.reply.id)).toEqual(["r_1"]);
    expect(windows).toHaveLength(1);
  });

  it("begins where the last one that was sent ended; the first tells the last day", async () => {
    await sendDigest(parts).run(job());
    away = new Error("away");
    await expect(sendDigest(parts).run(job({ dueAt: due + day, tries: 1 }))).rejects.toThrow();
    away = undefined;
    await sendDigest(parts).run(job({ dueAt: due + 2 * day }));
    expect(windows).toEqual([
      { since: due - day, until: due },
      { since: due, until: due + day },
      { since: due, until: due + 2 * day },
    ]);
  });

  it("reaches back a week at most", async () => {
    await sendDigest(parts).run(job());
    await sendDigest(parts).run(job({ dueAt: due + 30 * day }));
    expect(windows[1]).toEqual({ since: due + 23 * day, until: due + 30 * day });
  });

  it("notes the first failure, and the last one for good: then it is never tried again", async () => {
    away = new Error("the channel is archived");
    for (const attempt of [1, 2, 3])
      await expect(sendDigest(parts).run(job({ attempt }))).rejects.toThrow("archived");
    expect(await store.deliveries.get(deliveryId("d_1", due))).toMatchObject({
      state: "failed",
      problem: "the channel is archived",
    });
    const notes = (await store.journal.read({ subject: "d_1", limit: 5 })).map((entry) => entry.note);
    expect(notes).toEqual([
      "failed for good after 3 tries: the channel is archived",
      "late, and tried again: the channel is archived",
    ]);
    away = undefined;
    await sendDigest(parts).run(job({ attempt: 4 }));
    expect(posts).toEqual([]);
    expect(await store.deliveries.told("d_1", 0)).toEqual(new Set());
  });

  it("is tried again where the platform does not run in this process", async () => {
    await expect(sendDigest({ ...parts, adapters: () => new Map() }).run(job())).rejects.toThrow("fake");
    await sendDigest(parts).run(job({ attempt: 2 }));
    expect(posts).toHaveLength(1);
  });

  it("posts nothing for a schedule that has ended", async () => {
    await store.subscriptions.remove(subscription.id);
    await sendDigest(parts).run(job());
    expect(posts).toEqual([]);
  });
});

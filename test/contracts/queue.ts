/** What every `Queue` must keep, whatever is under it. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Job, Queue } from "../../src/types.ts";

export interface QueueHarness {
  /** A queue as another process would open it. Not started. */
  open(): Queue;
  now(): number;
  /** Moves every clock that counts. */
  advance(ms: number): Promise<void>;
  /** What a crash leaves: the running jobs of this name look as if their worker had been silent for long. */
  abandon(name: string): Promise<void>;
  close(): Promise<void>;
}

const minute = 60_000;
const hour = 60 * minute;
/** A Monday, 06:30 in Berlin. */
export const queueKitStart = Date.UTC(2026, 5, 1, 4, 30);

export function queueContract(title: string, make: () => Promise<QueueHarness>): void {
  describe(`queue: ${title}`, { timeout: 60_000 }, () => {
    let harness: QueueHarness;
    const queues: Queue[] = [];

    const opened = () => {
      const queue = harness.open();
      queues.push(queue);
      return queue;
    };
    const seen = (probe: () => void) => vi.waitFor(probe, { timeout: 20_000, interval: 10 });
    const brief = ({ name, data, dueAt, attempt }: Job) => ({ name, data, dueAt, attempt });

    beforeEach(async () => {
      harness = await make();
    });
    afterEach(async () => {
      await Promise.all(queues.splice(0).map((queue) => queue.stop(100)));
      await harness.close();
    });

    it("runs what was sent, with its data and its time", async () => {
      const queue = opened();
      const jobs: Job[] = [];
      await queue.work("greet", 1, async (job) => void jobs.push(job));
      await queue.start();
      const startAt = harness.now();
      await queue.send("greet", { who: "desk", times: 2 }, { key: "a", startAt, tries: 3 });
      await seen(() => expect(jobs).toHaveLength(1));
      expect(jobs[0]).toMatchObject({
        name: "greet",
        data: { who: "desk", times: 2 },
        dueAt: startAt,
        attempt: 1,
        tries: 3,
      });
    });

    it("keeps one waiting job a key, and takes the key again once that has run", async () => {
      const queue = opened();
      const runs: unknown[] = [];
      const startAt = harness.now();
      await queue.send("once", { n: 1 }, { key: "k", startAt, tries: 1 });
      await queue.send("once", { n: 2 }, { key: "k", startAt, tries: 1 });
      await queue.send("once", { n: 3 }, { key: "other", startAt, tries: 1 });
      await queue.work("once", 1, async (job) => void runs.push(job.data.n));
      await queue.start();
      await seen(() => expect(runs.toSorted()).toEqual([1, 3]));
      await queue.send("once", { n: 4 }, { key: "k", startAt, tries: 1 });
      await seen(() => expect(runs.toSorted()).toEqual([1, 3, 4]));
    });

    it("lets a job wait for its time", async () => {
      const queue = opened();
      const runs: unknown[] = [];
      await queue.work("later", 1, async (job) => void runs.push(job.data.n));
      await queue.start();
      await queue.send("later", { n: "late" }, { key: "late", startAt: harness.now() + hour, tries: 1 });
      await queue.send("later", { n: "soon" }, { key: "soon", startAt: harness.now(), tries: 1 });
      await seen(() => expect(runs).toEqual(["soon"]));
      await harness.advance(hour + 1_000);
      await seen(() => expect(runs).toEqual(["soon", "late"]));
    });

    it("tries again what throws, with the same id and time, and gives up after `tries`", async () => {
      const queue = opened();
      const tried: Job[] = [];
      await queue.work("fails", 1, async (job) => {
        tried.push(job);
        throw new Error("no luck");
      });
      await queue.start();
      await queue.send("fails", {}, { key: "k", startAt: harness.now(), tries: 3 });
      for (let attempt = 1; attempt <= 3; attempt++) {
        await vi.waitFor(
          async () => {
            await harness.advance(20 * minute);
            expect(tried.length).toBeGreaterThanOrEqual(attempt);
          },
          { timeout: 20_000, interval: 200 },
        );
      }
      await queue.send("fails", {}, { key: "mark", startAt: harness.now(), tries: 1 });
      await seen(() => expect(tried).toHaveLength(4));
      expect(tried.slice(0, 3).map((job) => job.attempt)).toEqual([1, 2, 3]);
      expect(new Set(tried.slice(0, 3).map((job) => `${job.id} ${job.dueAt}`)).size).toBe(1);
    });

    it("works on at most `side` jobs side by side in one process", async () => {
      const queue = opened();
      const gate = Promise.withResolvers<void>();
      let running = 0;
      let most = 0;
      let done = 0;
      await queue.work("wide", 2, async () => {
        running++;
        most = Math.max(most, running);
        await gate.promise;
        running--;
        done++;
      });
      await queue.start();
      for (let n = 0; n < 5; n++)
        await queue.send("wide", { n }, { key: String(n), startAt: harness.now(), tries: 1 });
      await seen(() => expect(running).toBe(2));
      gate.resolve();
      await seen(() => expect(done).toBe(5));
      expect(most).toBe(2);
    });

    it("gives each job to one of two processes", async () => {
      const [one, two] = [opened(), opened()];
      const runs: unknown[] = [];
      for (const queue of [one, two]) {
        await queue.work("shared", 4, async (job) => void runs.push(job.data.n));
        await queue.start();
      }
      const sent = Array.from({ length: 20 }, (_, n) => n);
      await Promise.all(
        sent.map((n) =>
          (n % 2 ? one : two).send("shared", { n }, { key: String(n), startAt: harness.now(), tries: 1 }),
        ),
      );
      await seen(() => expect(runs.length).toBeGreaterThanOrEqual(20));
      expect(runs.toSorted((a, b) => Number(a) - Number(b))).toEqual(sent);
    });

    it("runs each due time once among several processes, and says which minute it was due", async () => {
      const runs: Job[] = [];
      for (const queue of [opened(), opened(), opened()]) {
        await queue.schedule("digest", "desk", "0 8 * * *", "Europe/Berlin", { subscription: "s" }, hour);
        await queue.work("digest", 2, async (job) => void runs.push(job));
        await queue.start();
      }
      const eight = Date.UTC(2026, 5, 1, 6, 0);
      expect(await queues[0]?.next("digest")).toEqual(new Map([["desk", eight]]));
      await harness.advance(eight + 7_000 - harness.now());
      await seen(() => expect(runs).toHaveLength(1));
      await harness.advance(24 * hour);
      await seen(() => expect(runs).toHaveLength(2));
      expect(runs.map(brief)).toEqual(
        [eight, eight + 24 * hour].map((dueAt) => ({
          name: "digest",
          data: { subscription: "s" },
          dueAt,
          attempt: 1,
        })),
      );
    });

    it("says the same due time when it tries again", async () => {
      const queue = opened();
      const tried: Job[] = [];
      await queue.schedule("digest", "desk", "0 8 * * *", "Europe/Berlin", {}, hour);
      await queue.work("digest", 1, async (job) => {
        tried.push(job);
        if (tried.length === 1) throw new Error("the platform is away");
      });
      await queue.start();
      const eight = Date.UTC(2026, 5, 1, 6, 0);
      await harness.advance(eight - harness.now());
      await seen(() => expect(tried).toHaveLength(1));
      await vi.waitFor(
        async () => {
          await harness.advance(minute);
          expect(tried).toHaveLength(2);
        },
        { timeout: 20_000, interval: 200 },
      );
      expect(tried.map((job) => job.dueAt)).toEqual([eight, eight]);
    });

    it("runs the newest of the times that were missed, once", async () => {
      const before = opened();
      await before.schedule("news", "k", "0 * * * *", "UTC", {}, 2 * hour);
      await harness.advance(5 * hour + 20 * minute);
      const runs: number[] = [];
      const after = opened();
      // A start says its schedules again: that must not make the missed time forgotten.
      await after.schedule("news", "k", "0 * * * *", "UTC", {}, 2 * hour);
      await after.work("news", 1, async (job) => void runs.push(job.dueAt));
      await after.start();
      await seen(() => expect(runs).toHaveLength(1));
      await harness.advance(hour);
      await seen(() => expect(runs).toHaveLength(2));
      expect(runs).toEqual([Date.UTC(2026, 5, 1, 9), Date.UTC(2026, 5, 1, 10)]);
    });

    it("lets go of a missed time that is older than `catchUpMs`", async () => {
      const before = opened();
      await before.schedule("daily", "k", "0 8 * * *", "UTC", {}, hour);
      await harness.advance(8 * hour);
      const runs: number[] = [];
      const after = opened();
      await after.work("daily", 1, async (job) => void runs.push(job.dueAt));
      await after.start();
      await vi.waitFor(async () =>
        expect(await after.next("daily")).toEqual(new Map([["k", Date.UTC(2026, 5, 2, 8)]])),
      );
      await harness.advance(Date.UTC(2026, 5, 2, 8) - harness.now());
      await seen(() => expect(runs).toEqual([Date.UTC(2026, 5, 2, 8)]));
    });

    it("replaces a schedule and forgets one that was taken away", async () => {
      const queue = opened();
      const runs: unknown[] = [];
      await queue.work("posts", 1, async (job) => void runs.push(job.data.n));
      await queue.schedule("posts", "a", "0 8 * * *", "UTC", { n: "a1" }, 0);
      await queue.schedule("posts", "a", "0 9 * * *", "UTC", { n: "a2" }, 0);
      await queue.schedule("posts", "b", "0 8 * * *", "UTC", { n: "b" }, 0);
      await queue.unschedule("posts", "b");
      await queue.start();
      expect([...(await queue.next("posts")).keys()]).toEqual(["a"]);
      await harness.advance(Date.UTC(2026, 5, 1, 8) - harness.now());
      await harness.advance(hour);
      await seen(() => expect(runs).toEqual(["a2"]));
    });

    it("refuses a pattern or a zone that does not exist, and a date that never comes", async () => {
      const queue = opened();
      for (const [cron, zone] of [
        ["61 8 * * *", "UTC"],
        ["* * * * * *", "UTC"],
        ["0 8 * * *", "Mars/Base"],
        ["0 0 30 2 *", "UTC"],
      ] as const)
        await expect(queue.schedule("x", "k", cron, zone, {}, 0)).rejects.toThrow(/cron|never comes/);
    });

    it("gives the job of a worker that died to another", async () => {
      const [first, second] = [opened(), opened()];
      const tries: string[] = [];
      await first.work("long", 1, async (job) => {
        tries.push(`first ${job.attempt}`);
        await new Promise<void>((resolve) => job.signal.addEventListener("abort", () => resolve()));
      });
      await first.start();
      await first.send("long", {}, { key: "k", startAt: harness.now(), tries: 5 });
      await seen(() => expect(tries).toEqual(["first 1"]));
      await second.work("long", 1, async (job) => void tries.push(`second ${job.attempt}`));
      await second.start();
      await harness.abandon("long");
      await vi.waitFor(
        async () => {
          await harness.advance(minute);
          expect(tries).toContain("second 2");
        },
        { timeout: 20_000, interval: 200 },
      );
    });

    it("finishes what is under way when it is stopped, takes nothing new, and may be stopped twice", async () => {
      const queue = opened();
      const gate = Promise.withResolvers<void>();
      const events: string[] = [];
      await queue.work("slow", 1, async (job) => {
        events.push(`begin ${job.data.n}`);
        await gate.promise;
        events.push(`end ${job.data.n}`);
      });
      await queue.start();
      await queue.send("slow", { n: 1 }, { key: "1", startAt: harness.now(), tries: 1 });
      await seen(() => expect(events).toEqual(["begin 1"]));
      await queue.send("slow", { n: 2 }, { key: "2", startAt: harness.now(), tries: 1 });
      const stopped = queue.stop(10_000).then(() => events.push("stopped"));
      gate.resolve();
      await stopped;
      await queue.stop(10_000);
      expect(events).toEqual(["begin 1", "end 1", "stopped"]);
    });

    it("aborts what does not end within the grace, and another process runs it again", async () => {
      const queue = opened();
      const tries: string[] = [];
      await queue.work("stuck", 1, async (job) => {
        tries.push("first");
        await new Promise<void>((_, reject) =>
          job.signal.addEventListener("abort", () => reject(new Error("aborted"))),
        );
      });
      await queue.start();
      await queue.send("stuck", {}, { key: "k", startAt: harness.now(), tries: 5 });
      await seen(() => expect(tries).toEqual(["first"]));
      await queue.stop(20);
      const other = opened();
      await other.work("stuck", 1, async () => void tries.push("second"));
      await other.start();
      await vi.waitFor(
        async () => {
          await harness.advance(minute);
          expect(tries).toEqual(["first", "second"]);
        },
        { timeout: 20_000, interval: 200 },
      );
    });
  });
}

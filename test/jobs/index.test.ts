import { describe, expect, it } from "vitest";
import { collectFeeds } from "../../src/jobs/collect-feeds.ts";
import { type HouseParts, startJobs } from "../../src/jobs/index.ts";
import { prune } from "../../src/jobs/prune.ts";
import type { Job, Log, Queue } from "../../src/types.ts";
import { fakeEmbedder } from "../fakes/embedder.ts";
import { quietLog } from "../fakes/quiet-log.ts";

const job: Job = {
  id: "j",
  name: "x",
  data: {},
  dueAt: 0,
  attempt: 1,
  tries: 1,
  signal: new AbortController().signal,
};

function partsWith(change: Partial<HouseParts>): HouseParts {
  const never = () => Promise.reject(new Error("not asked in this test"));
  return {
    news: { collect: never },
    trends: { count: never },
    store: {} as HouseParts["store"],
    deliver: never,
    retrain: never,
    learnt: never,
    embedder: fakeEmbedder(),
    adapters: () => new Map(),
    prune: {},
    log: quietLog,
    now: () => 1_000,
    ...change,
  };
}

describe("the house's jobs", () => {
  it("are given to the queue with their schedules, and feeds are collected at the start too", async () => {
    const told: string[] = [];
    const tell = async (...words: unknown[]) => void told.push(words.join(" "));
    const queue: Queue = {
      work: (name, side) => tell("work", name, side),
      schedule: (name, key, cron) => tell("schedule", name, key, cron),
      send: (name, _, { startAt }) => tell("send", name, startAt),
      unschedule: (name) => tell("unschedule", name),
      next: async () => new Map(),
      start: () => tell("start"),
      stop: () => tell("stop"),
    };
    await startJobs({ queue, ...partsWith({}) });
    expect(told).toEqual([
      "work collect-feeds 1",
      "schedule collect-feeds house */10 * * * *",
      "send collect-feeds 1000",
      "work count-trends 1",
      "schedule count-trends house 4-59/10 * * * *",
      "work send-digest 2",
      "work retrain 1",
      "schedule retrain house 23 2 * * 1",
      "work embed-stories 1",
      "schedule embed-stories house 5-59/10 * * * *",
      "work prune 1",
      "schedule prune house 17 3 * * *",
    ]);
  });

  it("collect what is due and log what came of it", async () => {
    const asked: unknown[] = [];
    const logged: unknown[] = [];
    const log: Log = { ...quietLog, info: (fields) => logged.push(fields) };
    const collect: HouseParts["news"]["collect"] = async (which) => {
      asked.push(which);
      return [
        { source: "a", added: 2, changed: 1, seen: 9 },
        { source: "b", added: 0, changed: 0, seen: 0, problem: "gone" },
      ];
    };
    await collectFeeds(partsWith({ news: { collect }, log })).run(job);
    expect(asked).toEqual(["due"]);
    expect(logged).toEqual([{ sources: 2, added: 2, changed: 1, problems: 1 }]);
  });

  it("prune everything that can be pruned, and say what could not", async () => {
    const pruned: string[] = [];
    const parts = partsWith({
      prune: {
        first: () => Promise.reject(new Error("locked")),
        second: async (now) => pruned.push(`second at ${now}`),
      },
    });
    await expect(prune(parts).run(job)).rejects.toThrow("first: locked");
    expect(pruned).toEqual(["second at 1000"]);
  });
});

import { describe, expect, it } from "vitest";
import { parseFeed } from "../../src/news/feeds.ts";
import { startClient } from "./speed/client.ts";
import { belowGate } from "./speed/frame.ts";
import { askInTurn, askOnTime, questions } from "./speed/mix.ts";
import type { RoadTimings, Size } from "./speed/road.ts";
import { roadReport } from "./speed/road-report.ts";
import { feedOf, tales } from "./speed/stories.ts";

describe("the invented stories", () => {
  it("are the same for the same seed, and others for another", () => {
    expect(tales(5, 4)).toEqual(tales(5, 4));
    expect(tales(6, 4)[0]?.title).not.toBe(tales(5, 4)[0]?.title);
    const later = tales(5, 8, 8).map((one) => one.title);
    expect(tales(5, 8).some((one) => later.includes(one.title))).toBe(false);
  });

  it("are some 300 words each, and several tell one event", () => {
    const made = tales(5, 40);
    for (const { text } of made) {
      const words = text.join(" ").split(" ").length;
      expect(words).toBeGreaterThanOrEqual(300);
      expect(words).toBeLessThan(400);
    }
    expect(new Set(made.map((one) => one.event)).size).toBeLessThan(20);
  });

  it("make a feed that gives every text whole", () => {
    const made = tales(5, 30);
    const feed = feedOf("Outlet 1", "http://127.0.0.1:1", made, Date.now());
    const parsed = parseFeed(new TextEncoder().encode(feed), "application/xml", "http://127.0.0.1:1/feed");
    expect(parsed.problem).toBeUndefined();
    expect(parsed.feed?.items.map((item) => item.title)).toEqual(made.map((one) => one.title));
    expect(JSON.stringify(parsed.feed?.items[29])).toContain(made[29]?.text.at(-1)?.slice(-60));
  });
});

describe("asking", () => {
  const acked = { ackMs: 1, replyMs: 2, shown: "say it again" };
  const ask = questions(tales(5, 10), (n) => `tale-${n}`);
  const echoing = (answer: (text: string) => Promise<typeof acked>) => ({
    ...({} as Awaited<ReturnType<typeof startClient>>),
    ask: answer,
  });

  it("has a share for each command, and a different story each time", () => {
    const asked = Array.from({ length: 100 }, (_, n) => ask(n));
    expect(new Set(asked.map(({ kind }) => kind))).toEqual(
      new Set(["search", "summarize", "related", "sentiment", "help"]),
    );
    expect(new Set(asked.slice(0, 10).filter(({ kind }) => kind === "search")).size).toBe(4);
  });

  it("asks as many as it should, so many at a time", async () => {
    let [now, most] = [0, 0];
    const client = echoing(async () => {
      most = Math.max(most, ++now);
      await Promise.resolve();
      now--;
      return acked;
    });
    const good = { kind: "echo", text: "", good: /again/ };
    const { answers, lost } = await askInTurn(client, () => good, 25, 4);
    expect([answers.length, lost.length, most]).toEqual([25, 0, 4]);
  });

  it("tells what was lost, and what was answered by something else", async () => {
    const client = echoing(async (text) => {
      if (text === "0") throw new Error("no reply");
      return { ...acked, shown: "I am busy" };
    });
    const { answers, lost } = await askInTurn(
      client,
      (n) => ({ kind: "", text: String(n), good: /again/ }),
      2,
      1,
    );
    expect(answers).toEqual([]);
    expect(lost).toEqual(["0: Error: no reply", "1: I am busy"]);
  });

  it("goes on asking on time while nothing is answered", async () => {
    let asked = 0;
    const enough = Promise.withResolvers<void>();
    const client = echoing(async () => {
      if (++asked === 5) enough.resolve();
      await enough.promise;
      return acked;
    });
    const { answers } = await askOnTime(
      client,
      () => ({ kind: "", text: "", good: /again/ }),
      1,
      enough.promise,
    );
    expect(answers.length).toBe(asked);
    expect(asked).toBeGreaterThanOrEqual(5);
  });
});

describe("the road's report", () => {
  const timings = (ms: number, lost: readonly string[] = []) => ({
    answers: [{ kind: "search", ackMs: ms / 10, replyMs: ms, shown: "" }],
    lost,
    took: 100,
  });
  const measured: RoadTimings = {
    startMs: 900,
    rssMb: 150,
    echoRssMb: 90,
    idle: timings(20),
    echoIdle: timings(5),
    replies: timings(150),
    cached: timings(12),
    echoReplies: timings(4),
    burst: timings(30),
    burstPeakMb: 300,
    echoBurst: timings(3),
    recommendMs: 80,
    loaded: { bot: timings(400, ["search x: nothing"]), echo: timings(40), perSecond: 500, peakMb: 200 },
    digestMs: 2000,
    digestStories: 10_000,
    collectPerSecond: 700,
    doubled: 0,
    problems: [],
  };
  const size = { archive: 10_000, load: 20_000 } as Size;
  const report = roadReport(measured, size, { seed: 1, cores: 2 });

  it("has the shape that programs read", () => {
    expect(report.json).toMatchObject({
      ack: { idleP50: 2, idleP99: 2, loadedP50: 40, loadedP99: 40 },
      replyP95: 150,
      cachedReplyP95: 12,
      echoReplyP95: 4,
      messagesPerSecond: 10,
      echoMessagesPerSecond: 10,
      startMs: 900,
      rssMb: 150,
      loadedRssMb: 300,
      collectPerSecond: 700,
      digestMs: 2000,
      echo: { ack: { idleP50: 0.5 }, rssMb: 90 },
    });
  });

  it("demands what was promised, and of a remembered reply no more than ten ms over the echo", () => {
    const below = report.figures.filter(belowGate).map(({ label }) => label);
    expect(below).toEqual(["messages a second", "messages lost or not answered well"]);
    const gates = new Map(report.figures.map(({ label, gate }) => [label, gate]));
    expect(gates.get("acknowledgement while loading, p99, ms")).toBe(60);
    expect(gates.get("remembered reply, p95, ms")).toBe(14);
    expect(report.notes.join("\n")).toContain("search x: nothing");
  });
});

describe("many people in the stand-in", () => {
  it("see each reply timed to its last message, and a second one counted", async () => {
    const client = await startClient();
    try {
      // Nobody listens by Socket Mode here, so that what is said waits: HTTP is answered by nobody either, and the ask fails.
      client.slack.useHttp("http://127.0.0.1:9/nobody", "secret");
      const asked = client.ask("what is new?");
      await Promise.resolve();
      const said = client.slack.state.messages.at(-1);
      const reply = (part: number, of: number) =>
        client.slack.state.messages.push({
          channel: "C0DESK",
          ts: client.slack.state.nextTs(),
          threadTs: said?.ts ?? "",
          user: client.slack.state.bot.user,
          text: `part ${part}`,
          edits: 0,
          metadata: { event_type: "copytaster_reply", event_payload: { part, of } },
        });
      await new Promise((resolve) => setImmediate(resolve));
      reply(0, 2);
      expect(client.doubled()).toBe(0);
      reply(1, 2);
      reply(1, 2);
      expect(client.doubled()).toBe(1);
      await expect(asked).rejects.toThrow();
    } finally {
      await client.close();
    }
  });
});

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFeed } from "../../src/news/feeds.ts";
import { startClient } from "./speed/client.ts";
import { type Bench, belowGate, type Figure, runBench } from "./speed/frame.ts";
import { benches } from "./speed/index.ts";
import { askInTurn, askOnTime, questions } from "./speed/mix.ts";
import type { RoadTimings, Size } from "./speed/road.ts";
import { roadReport } from "./speed/road-report.ts";
import { median, percentile, spread } from "./speed/statistics.ts";
import { feedOf, tales } from "./speed/stories.ts";
import { figureTable } from "./speed/table.ts";

const figure = (change: Partial<Figure> = {}): Figure => ({
  label: "a tick, ms",
  value: 12.34,
  unit: "",
  good: "less",
  ...change,
});

function bench(name: string, figures: readonly Figure[]): Bench & { smoked: boolean[] } {
  const smoked: boolean[] = [];
  return {
    name,
    about: `what ${name} is`,
    smoked,
    async run({ smoke }) {
      smoked.push(smoke);
      return { json: { tick: figures[0]?.value }, figures, notes: [`on nothing, for ${name}`] };
    },
  };
}

async function called(argv: readonly string[], list: readonly Bench[]) {
  const told = { out: "", err: "" };
  const code = await runBench(
    argv,
    {
      stdout: { write: (text: string) => (told.out += text) },
      stderr: { write: (text: string) => (told.err += text) },
    },
    list,
  );
  return { code, ...told };
}

describe("how a bench is asked for", () => {
  it("lists the names when none is given", async () => {
    const { code, out } = await called([], [bench("tick", []), bench("tock", [])]);
    expect(code).toBe(0);
    expect(out).toContain("tick  what tick is");
    expect(out).toContain("tock  what tock is");
  });

  it("lists them too for a name that it does not know, and says so by its exit code", async () => {
    for (const argv of [["tack"], ["tick", "tock"], ["tick", "--fast"]]) {
      const tick = bench("tick", []);
      const { code, err } = await called(argv, [tick]);
      expect(code, argv.join(" ")).toBe(2);
      expect(err).toContain("tick  what tick is");
      expect(tick.smoked).toEqual([]);
    }
  });

  it("prints one object, and nothing else, with --json", async () => {
    const { code, out, err } = await called(["tick", "--json"], [bench("tick", [figure()])]);
    expect([code, JSON.parse(out), err]).toEqual([0, { tick: 12.34 }, ""]);
  });

  it("fails below a gate with --gate alone, and names the figure", async () => {
    const slow = () => bench("tick", [figure({ gate: 10 }), figure({ label: "fine", gate: 20 })]);
    expect((await called(["tick"], [slow()])).code).toBe(0);
    const { code, err } = await called(["tick", "--gate"], [slow()]);
    expect([code, err]).toEqual([1, "below the gate: tick, a tick, ms\n"]);
  });

  it("runs every bench on small input with --smoke, and never fails for a figure", async () => {
    const both = [bench("tick", [figure({ gate: 1 })]), bench("tock", [])];
    const { code, out } = await called(["--smoke", "--gate", "--json"], both);
    expect(both.map(({ smoked }) => smoked)).toEqual([[true], [true]]);
    expect([code, JSON.parse(out)]).toEqual([0, { tick: { tick: 12.34 }, tock: {} }]);
    expect((await called(["tick", "--smoke"], both)).code).toBe(0);
    expect(both.map(({ smoked }) => smoked.length)).toEqual([2, 1]);
  });

  it("lets a bench that breaks fail the whole", async () => {
    const broken: Bench = { name: "tick", about: "", run: () => Promise.reject(new Error("no port")) };
    await expect(called(["--smoke"], [broken])).rejects.toThrow("no port");
  });

  it("is what `npm run bench` calls", async () => {
    const main = new URL("./main.ts", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [main]);
    for (const { name, about } of benches) expect(stdout).toMatch(new RegExp(`${name} +${about}`));
  });
});

describe("figures", () => {
  it("are below a gate when they are worse, or were not measured", () => {
    expect(belowGate(figure({ value: 5, gate: 5 }))).toBe(false);
    expect(belowGate(figure({ value: 5.1, gate: 5 }))).toBe(true);
    expect(belowGate(figure({ value: 5, gate: 5, good: "more" }))).toBe(false);
    expect(belowGate(figure({ value: 4.9, gate: 5, good: "more" }))).toBe(true);
    for (const good of ["less", "more"] as const)
      expect(belowGate(figure({ value: Number.NaN, gate: 5, good }))).toBe(true);
    expect(belowGate(figure({ value: Number.NaN }))).toBe(false);
  });

  it("stand beside their peer, gate and ambition", () => {
    const table = figureTable(
      "tick",
      [
        figure({ gate: 10, ambition: 5, peer: { name: "echo", value: 1.5 } }),
        figure({ label: "rate", value: 2345.6, good: "more", gate: 200, ambition: 1000 }),
        figure({ label: "lost", value: Number.NaN }),
      ],
      ["seed 1"],
    );
    expect(table).toMatch(/a tick, ms +12.3 +✗ +1.5 \(echo\) +≤ 10 +≤ 5\n/);
    expect(table).toMatch(/rate +2,346 +★ +≥ 200 +≥ 1,000\n/);
    expect(table).toMatch(/lost +–\n/);
    expect(table).toContain("seed 1");
  });
});

describe("statistics", () => {
  it("take percentiles by nearest rank", () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100]);
    expect(percentile([7], 0.01)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
    expect(median([3, 1, 2])).toBe(2);
    expect(spread([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
  });

  it("give a value that was there, with that share of all at or below it", () => {
    const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.001, max: 1, noNaN: true }), (values, share) => {
        const found = percentile(values, share);
        expect(values).toContain(found);
        const below = values.filter((value) => value <= found).length;
        expect(below).toBeGreaterThanOrEqual(share * values.length - 1e-9);
      }),
    );
  });
});

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

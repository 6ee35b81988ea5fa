/** What is made of the road's timings: the object for programs, the table for people. */
import type { Figure, Measured } from "./frame.ts";
import type { Timings } from "./mix.ts";
import type { RoadTimings, Size } from "./road.ts";
import { percentile, rounded } from "./statistics.ts";

const acks = (of: Timings) => of.answers.map((one) => one.ackMs);
const replies = (of: Timings) => of.answers.map((one) => one.replyMs);
const p = (values: readonly number[], share: number) => rounded(percentile(values, share));
const perSecond = (of: Timings) => rounded((1000 * of.answers.length) / of.took);

export function roadReport(
  timings: RoadTimings,
  size: Size,
  about: { seed: number; cores: number },
): Measured {
  const { loaded } = timings;
  const byCommand = Object.fromEntries(
    [...Map.groupBy(timings.replies.answers, (one) => one.kind)].map(([kind, answers]) => {
      const times = answers.map((one) => one.replyMs);
      return [kind, { p50: p(times, 0.5), p95: p(times, 0.95) }];
    }),
  );
  const lost = [timings.idle, timings.replies, timings.cached, timings.burst, loaded.bot].flatMap(
    (one) => one.lost,
  );
  const ack = {
    idleP50: p(acks(timings.idle), 0.5),
    idleP99: p(acks(timings.idle), 0.99),
    loadedP50: p(acks(loaded.bot), 0.5),
    loadedP99: p(acks(loaded.bot), 0.99),
  };
  const echoAck = {
    idleP50: p(acks(timings.echoIdle), 0.5),
    idleP99: p(acks(timings.echoIdle), 0.99),
    loadedP50: p(acks(loaded.echo), 0.5),
    loadedP99: p(acks(loaded.echo), 0.99),
  };
  const json = {
    ack,
    replyP95: p(replies(timings.replies), 0.95),
    cachedReplyP95: p(replies(timings.cached), 0.95),
    echoReplyP95: p(replies(timings.echoReplies), 0.95),
    messagesPerSecond: perSecond(timings.burst),
    echoMessagesPerSecond: perSecond(timings.echoBurst),
    startMs: rounded(timings.startMs),
    rssMb: rounded(timings.rssMb),
    loadedRssMb: rounded(Math.max(loaded.peakMb, timings.burstPeakMb)),
    collectPerSecond: rounded(timings.collectPerSecond),
    collectWhileAskedPerSecond: rounded(loaded.perSecond),
    digestMs: rounded(timings.digestMs),
    digestStories: timings.digestStories,
    recommendMs: rounded(timings.recommendMs),
    loadedReplyP95: p(replies(loaded.bot), 0.95),
    replyP95ByCommand: byCommand,
    echo: { ack: echoAck, rssMb: rounded(timings.echoRssMb) },
    lost: lost.length,
    doubled: timings.doubled,
    acksLoaded: loaded.bot.answers.length,
    archiveStories: size.archive,
    loadedStories: size.load,
    ...about,
  };
  return { json, figures: figuresOf(json), notes: notesOf(json, lost, timings.problems, size) };
}

type RoadJson = Readonly<Record<string, unknown>> & {
  ack: Record<"idleP50" | "idleP99" | "loadedP50" | "loadedP99", number>;
  echo: { ack: Record<"idleP50" | "idleP99" | "loadedP50" | "loadedP99", number>; rssMb: number };
} & Record<
    | "replyP95"
    | "cachedReplyP95"
    | "echoReplyP95"
    | "messagesPerSecond"
    | "echoMessagesPerSecond"
    | "startMs"
    | "rssMb"
    | "loadedRssMb"
    | "collectPerSecond"
    | "collectWhileAskedPerSecond"
    | "digestMs"
    | "digestStories"
    | "recommendMs"
    | "loadedReplyP95"
    | "lost"
    | "doubled",
    number
  >;

function figuresOf(json: RoadJson): Figure[] {
  const { ack, echo } = json;
  const less = (label: string, value: number, more: Partial<Figure> = {}): Figure => ({
    label,
    value,
    unit: "",
    good: "less",
    ...more,
  });
  const many = (label: string, value: number, more: Partial<Figure> = {}): Figure => ({
    ...less(label, value, more),
    good: "more",
  });
  const beside = (value: number) => ({ peer: { name: "echo", value } });
  return [
    less("acknowledgement, idle, p50, ms", ack.idleP50, beside(echo.ack.idleP50)),
    less("acknowledgement, idle, p99, ms", ack.idleP99, beside(echo.ack.idleP99)),
    less("acknowledgement while loading, p50, ms", ack.loadedP50, beside(echo.ack.loadedP50)),
    less("acknowledgement while loading, p99, ms", ack.loadedP99, {
      gate: 60,
      ambition: 30,
      ...beside(echo.ack.loadedP99),
    }),
    less("reply, p95, ms", json.replyP95, { gate: 200, ambition: 100, ...beside(json.echoReplyP95) }),
    less("remembered reply, p95, ms", json.cachedReplyP95, {
      gate: json.echoReplyP95 + 10,
      ambition: json.echoReplyP95 + 5,
      ...beside(json.echoReplyP95),
    }),
    less("reply while loading, p95, ms", json.loadedReplyP95),
    many("messages a second", json.messagesPerSecond, {
      gate: 200,
      ambition: 1000,
      ...beside(json.echoMessagesPerSecond),
    }),
    less("messages lost or not answered well", json.lost, { gate: 0 }),
    less("messages answered twice", json.doubled, { gate: 0 }),
    many("collecting, stories a second", json.collectPerSecond, { gate: 600, ambition: 1500 }),
    many("collecting while people ask, stories a second", json.collectWhileAskedPerSecond),
    less(`digest of ${json.digestStories} stories, ms`, json.digestMs, { gate: 3000, ambition: 1000 }),
    less("recommend, of the last 36 hours, ms", json.recommendMs),
    less("start to first answer, ms", json.startMs, { gate: 1500, ambition: 700 }),
    less("memory at rest, MB", json.rssMb, { gate: 250, ambition: 180, ...beside(echo.rssMb) }),
    less("memory under load, most, MB", json.loadedRssMb, { gate: 500, ambition: 350 }),
  ];
}

function notesOf(
  json: Readonly<Record<string, unknown>>,
  lost: readonly string[],
  problems: readonly string[],
  size: Size,
): string[] {
  return [
    `${size.archive} invented stories in the archive, ${size.load} loaded (seed ${json.seed}), ${json.cores} cores shared with the stand-ins`,
    `questions: search 4, summarize 3, related 1, sentiment 1, help 1 in ten; p95 by command, ms: ${JSON.stringify(json.replyP95ByCommand)}`,
    ...lost.slice(0, 5).map((line) => `not answered well: ${line}`),
    ...[...new Set(problems)].slice(0, 5).map((line) => `Slack would mind: ${line}`),
  ];
}

/**
 * The whole road: the real bot in a process of its own, asked through a stand-in for Slack by its real SDK, beside a bare Bolt app
 * that only echoes, asked in the same way in the same run.
 */
import { availableParallelism } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Reply } from "../../../src/types.ts";
import { type Bot, type Child, residentMb, startBot, startEcho } from "./child.ts";
import { type Client, startClient } from "./client.ts";
import { type Folder, makeFolder, never, storyId } from "./folder.ts";
import type { Bench, BenchRun, Measured } from "./frame.ts";
import { collectingAlone, type Loaded, peakOf, whileLoading } from "./load.ts";
import { askInTurn, askOnTime, echoed, questions, remembered, type Timings } from "./mix.ts";
import { roadReport } from "./road-report.ts";
import { type Sites, startSites } from "./sites.ts";
import { median } from "./statistics.ts";
import { tales } from "./stories.ts";

export const seed = 1;

/** The figures asked for are those without a model of one's own: the network of tone runs in ONNX Runtime, whose library alone takes 60 MB. */
const noLocalModel = { TONE_NETWORK: "no" };

const full = {
  archive: 10_000,
  load: 20_000,
  /** Stories in one feed. */
  feed: 1000,
  starts: 3,
  warm: 100,
  idle: 20_000,
  everyMs: 50,
  replies: 400,
  cached: 300,
  burst: 3000,
  side: 48,
  rest: 3000,
};

export type Size = typeof full;

const small: Size = {
  ...full,
  archive: 200,
  load: 300,
  feed: 100,
  starts: 1,
  warm: 10,
  idle: 500,
  replies: 20,
  cached: 10,
  burst: 40,
  side: 8,
  rest: 0,
};

/** Everything that was measured, before anything is made of it. */
export interface RoadTimings {
  startMs: number;
  rssMb: number;
  echoRssMb: number;
  idle: Timings;
  echoIdle: Timings;
  replies: Timings;
  cached: Timings;
  echoReplies: Timings;
  burst: Timings;
  burstPeakMb: number;
  echoBurst: Timings;
  recommendMs: number;
  loaded: Loaded;
  digestMs: number;
  digestStories: number;
  collectPerSecond: number;
  doubled: number;
  problems: readonly string[];
}

export const road: Bench = {
  name: "road",
  about:
    "from a message in Slack to its reply, beside a bare echo: acknowledgement, replies, load, collecting, memory",
  async run(run): Promise<Measured> {
    const size = run.smoke ? small : full;
    run.tell(`inventing ${size.archive + size.load} stories`);
    const archive = tales(seed, size.archive);
    const fresh = tales(seed, size.load, size.archive);
    const sites = await startSites(fresh, size.feed, Date.now());
    const folder = await makeFolder({ tales: archive, days: 30, feeds: sites.feeds, dueAt: never });
    const [client, echoClient] = [await startClient(), await startClient()];
    const children: Child[] = [];
    try {
      const startMs = await starts(size.starts, folder, client, run);
      const bot = await startBot(folder.path, { ...client.slack.settings, ...noLocalModel });
      children.push(bot);
      const echo = await startEcho(echoClient.slack.settings);
      children.push(echo);
      await Promise.all([client.slack.connected(size.starts + 1), echoClient.slack.connected()]);
      const ask = questions(archive, storyId);
      const parts = { bot, echo, client, echoClient, ask, size, run, folder, sites };
      const measured = await measure(parts);
      await Promise.all(children.map((child) => child.stop()));
      run.tell("collecting into an empty archive");
      const collectPerSecond = await collectingAlone(sites, size.load);
      return roadReport({ ...measured, startMs, collectPerSecond }, size, {
        seed,
        cores: availableParallelism(),
      });
    } finally {
      await Promise.all(children.map((child) => child.stop()));
      await Promise.all([client.close(), echoClient.close(), sites.stop()]);
      await folder.remove();
    }
  },
};

/** Median ms from spawn to the first answer. */
async function starts(count: number, folder: Folder, client: Client, run: BenchRun): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    run.tell(`start ${n + 1} of ${count}`);
    const bot = await startBot(folder.path, { ...client.slack.settings, ...noLocalModel });
    await bot.say("search city");
    times.push(performance.now() - bot.since);
    await bot.stop();
  }
  return median(times);
}

interface Parts {
  bot: Bot;
  echo: Child;
  client: Client;
  echoClient: Client;
  ask: ReturnType<typeof questions>;
  size: Size;
  run: BenchRun;
  folder: Folder;
  sites: Sites;
}

async function measure(parts: Parts): Promise<Omit<RoadTimings, "startMs" | "collectPerSecond">> {
  const { bot, echo, client, echoClient, ask, size, run } = parts;
  run.tell("warming up");
  await askInTurn(client, ask, size.warm, 4);
  await askInTurn(echoClient, echoed, size.warm, 4);

  run.tell("acknowledgements, idle");
  const idle = await askOnTime(client, ask, size.everyMs, pause(size.idle));
  const echoIdle = await askOnTime(echoClient, echoed, size.everyMs, pause(size.idle));
  await pause(size.rest);
  const [rssMb, echoRssMb] = [await residentMb(bot.pid), await residentMb(echo.pid)];

  run.tell("replies");
  const replies = await alternating(parts, (n) => ask(n + size.warm), size.replies);
  const few = Math.max(2, Math.floor(size.cached / 6));
  const known = remembered(storyId, few);
  await askInTurn(client, known, 2 * few, 4);
  const cached = await alternating(parts, known, size.cached);
  const recommended = await sayTimed(bot, "recommend");

  run.tell("as many as it can");
  const peak = peakOf(bot.pid);
  const burst = await askInTurn(client, (n) => ask(n + 1), size.burst, size.side);
  const burstPeakMb = await peak.end();
  const echoBurst = await askInTurn(echoClient, echoed, size.burst, size.side);

  run.tell(`acknowledgements while ${size.load} stories are loaded`);
  const loaded = await whileLoading(
    { ...parts, echo: echoClient, stories: size.load },
    (n) => ask(n + 3),
    size.everyMs,
  );

  run.tell("a digest of the day");
  const digest = await sayTimed(bot, "digest now");
  return {
    rssMb,
    echoRssMb,
    idle,
    echoIdle,
    replies: replies.bot,
    cached: cached.bot,
    echoReplies: {
      answers: [...replies.echo.answers, ...cached.echo.answers],
      lost: [...replies.echo.lost, ...cached.echo.lost],
      took: replies.echo.took + cached.echo.took,
    },
    burst,
    burstPeakMb,
    echoBurst,
    recommendMs: recommended.ms,
    loaded,
    digestMs: digest.ms,
    digestStories: (digest.reply.data as { looked: { stories: number } }).looked.stories,
    doubled: client.doubled(),
    problems: client.slack.state.problems,
  };
}

/** Once: what is asked a second time may be remembered. */
async function sayTimed(bot: Bot, text: string): Promise<{ ms: number; reply: Reply }> {
  const since = performance.now();
  const reply = await bot.say(text);
  return { ms: performance.now() - since, reply };
}

/** One question to the bot, one to the echo, and so on: what the machine does else weighs on both alike. */
async function alternating(
  { client, echoClient }: Parts,
  ask: ReturnType<typeof questions>,
  count: number,
): Promise<{ bot: Timings; echo: Timings }> {
  const [bot, echo]: [Timings[], Timings[]] = [[], []];
  for (let n = 0; n < count; n++) {
    bot.push(await askInTurn(client, () => ask(n), 1, 1));
    echo.push(await askInTurn(echoClient, () => echoed(n), 1, 1));
  }
  return { bot: joined(bot), echo: joined(echo) };
}

function joined(all: readonly Timings[]): Timings {
  return {
    answers: all.flatMap((one) => one.answers),
    lost: all.flatMap((one) => one.lost),
    took: all.reduce((sum, one) => sum + one.took, 0),
  };
}

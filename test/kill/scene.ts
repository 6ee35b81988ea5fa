/** One run: people ask, processes die, and at the end everything is counted. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Where } from "../../src/store/database.ts";
import { openStore } from "../../src/store/index.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { type Bots, createBots } from "./bots.ts";
import { chance } from "./chance.ts";
import { count, type Figures } from "./count.ts";
import { createCrowd } from "./crowd.ts";
import { openNewsroom } from "./newsroom.ts";
import { createOwing } from "./owe.ts";

export interface Scene {
  where: Where;
  seed: number;
  messages: number;
  /** Messages a second. */
  rate: number;
  kills: number;
  digests: number;
  /** A message's lease and a job's (ms). */
  lease: number;
  jobLease: number;
  /** How long a process may live after it came up (ms). */
  lifeMs: number;
  /** How long it may take at the end until nothing is open any more (ms). */
  endMs: number;
  /** Further settings of the bot, over its own. */
  environment?: Readonly<Record<string, string>>;
  /** What happens meanwhile besides. */
  meanwhile?: () => Promise<void>;
  tell?: (line: string) => void;
}

export interface Outcome extends Figures {
  kills: number;
  freezes: number;
  /** Processes that ended without being killed: code and last words. */
  fallen: readonly string[];
  /** What is still open after `endMs`: none. */
  open: number;
  /** What Slack would have refused. */
  refused: readonly string[];
  seconds: number;
  /** The longest that this process, with its Slack, stood still (ms): above a second the figures tell of the machine. */
  stoodStill: number;
}

export async function play(scene: Scene): Promise<Outcome> {
  const { where, seed, messages, digests, tell = () => {} } = scene;
  const since = performance.now();
  const loop = monitorEventLoopDelay();
  loop.enable();
  const random = chance(seed);
  const newsroom = await openNewsroom(chance(seed + 1), 40);
  const store = await openStore({ ...where, log: quietLog });
  const owing = createOwing(store, where.databaseUrl);
  const crowd = createCrowd(newsroom, store.actions, chance(seed + 2));
  const bots = createBots(
    {
      COPYTASTER_DATA_DIR: where.dataDir,
      ...(where.databaseUrl && { DATABASE_URL: where.databaseUrl }),
      ...newsroom.slack.settings,
      ALLOW_PRIVATE_ADDRESSES: "yes",
      KILL_LEASE: String(scene.lease),
      KILL_JOB_LEASE: String(scene.jobLease),
      ...scene.environment,
    },
    random,
  );
  try {
    bots.start();
    await bots.up();
    const asking = crowd.ask(messages, scene.rate);
    const owes = async () => {
      for (let n = 0; n < digests; n++) {
        await owing.owe();
        await pause(((messages / scene.rate) * 1000) / digests);
      }
    };
    const owed = owes();
    const meanwhile = scene.meanwhile?.();
    const deaths = await haunt(bots, scene, random, tell);
    await Promise.all([asking, owed, meanwhile]);
    tell("everything is asked and delivered; what is open is finished");
    const open = await until(
      async () => (await store.inbox.open()) + owing.owed.length - (await owing.sent()),
      scene.endMs,
    );
    await bots.end();
    return {
      ...count(newsroom.slack.state, crowd.asked, owing.owed),
      ...deaths,
      fallen: bots.fallen,
      open,
      refused: newsroom.slack.state.problems.slice(0, 10),
      seconds: Math.round((performance.now() - since) / 1000),
      stoodStill: Math.round(loop.max / 1e6),
    };
  } finally {
    loop.disable();
    bots.clear();
    await owing.close();
    await newsroom.close();
    await store.close();
  }
}

/** One or two live side by side; one dies at some moment, of its start too; now and then one only stands still, for longer than its lease. */
async function haunt(
  bots: Bots,
  scene: Scene,
  random: ReturnType<typeof chance>,
  tell: (line: string) => void,
) {
  let freezes = 0;
  for (let kills = 0; kills < scene.kills; kills++) {
    if (bots.alive < 2 && random.is(0.4)) bots.start();
    if (random.is(0.85)) await bots.up();
    await pause(random.between(0, scene.lifeMs));
    if (bots.alive > 1 && random.is(0.3)) {
      freezes++;
      await bots.freeze(scene.lease * random.between(1.2, 2.5));
    }
    await bots.kill();
    if (bots.alive === 0 || random.is(0.3)) bots.start();
    if ((kills + 1) % 20 === 0) tell(`${kills + 1} of ${scene.kills} killed`);
  }
  return { kills: scene.kills, freezes };
}

/** What is left when it comes to nothing, or when the time is over. */
async function until(left: () => Promise<number>, ms: number): Promise<number> {
  const end = performance.now() + ms;
  for (;;) {
    const now = await left();
    if (now === 0 || performance.now() > end) return now;
    await pause(100);
  }
}

/** Loading many stories: what it does to those who ask meanwhile, and how fast it goes when nobody does. */
import { setTimeout as pause } from "node:timers/promises";
import { type Bot, residentMb, startBot } from "./child.ts";
import type { Client } from "./client.ts";
import { type Folder, makeFolder } from "./folder.ts";
import { type Ask, askOnTime, echoed, type Timings } from "./mix.ts";
import type { Sites } from "./sites.ts";

/** ms. */
const patience = 300_000;
const lookEvery = 100;

/** ms from the first request for a feed until the archive holds so many stories. Rejects when it does not come to that. */
async function filled(folder: Folder, sites: Sites, count: number): Promise<number> {
  const late = performance.now() + patience;
  let there = 0;
  while (performance.now() < late) {
    there = await folder.count();
    if (there >= count) return performance.now() - (sites.firstAsked() ?? Number.NaN);
    await pause(lookEvery);
  }
  const problems = (await folder.problems()).join("; ") || "no source has a problem";
  throw new Error(`only ${there} of ${count} stories were there after ${patience / 1000} s: ${problems}`);
}

export interface Loaded {
  bot: Timings;
  echo: Timings;
  /** Stories a second, while others ask. */
  perSecond: number;
  /** The most that was seen. */
  peakMb: number;
}

/** The bot collects all feeds by its own job, and a question comes every `everyMs` to it and to the echo beside it. */
export async function whileLoading(
  parts: { bot: Bot; folder: Folder; sites: Sites; stories: number; client: Client; echo: Client },
  ask: Ask,
  everyMs: number,
): Promise<Loaded> {
  const { bot, folder, sites, stories, client, echo } = parts;
  const before = await folder.count();
  sites.forget();
  await folder.collectNow();
  const full = filled(folder, sites, before + stories);
  const peak = peakOf(bot.pid);
  try {
    const [own, echos, took] = await Promise.all([
      askOnTime(client, ask, everyMs, full),
      askOnTime(echo, echoed, everyMs, full),
      full,
    ]);
    return { bot: own, echo: echos, perSecond: (1000 * stories) / took, peakMb: await peak.end() };
  } finally {
    await peak.end();
  }
}

/** Stories a second into an empty archive, from the first request to the last searchable row, with nobody asking. */
export async function collectingAlone(sites: Sites, stories: number): Promise<number> {
  sites.forget();
  const folder = await makeFolder({ tales: [], days: 1, feeds: sites.feeds, dueAt: 0 });
  try {
    const bot = await startBot(folder.path);
    try {
      return (1000 * stories) / (await filled(folder, sites, stories));
    } finally {
      await bot.stop();
    }
  } finally {
    await folder.remove();
  }
}

/** Watches the resident memory of a process. */
export function peakOf(pid: number): { end(): Promise<number> } {
  let peak = 0;
  let over = false;
  const watching = (async () => {
    while (!over) {
      peak = Math.max(peak, (await residentMb(pid)) || 0);
      await pause(lookEvery);
    }
  })();
  return {
    async end() {
      over = true;
      await watching;
      return peak;
    },
  };
}

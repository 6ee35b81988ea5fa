/** How long a start takes on a folder that was used before, and what it keeps in memory. */
import { setTimeout as pause } from "node:timers/promises";
import { nothing, residentMb, startBot } from "./child.ts";
import { makeFolder, never } from "./folder.ts";
import type { Bench } from "./frame.ts";
import { median, rounded, spread } from "./statistics.ts";
import { tales } from "./stories.ts";

const seed = 1;

export const start: Bench = {
  name: "start",
  about: "from `start` to ready and to the first answer on a warm folder; memory at rest",
  async run({ smoke, tell }) {
    const [stories, runs] = smoke ? [100, 1] : [10_000, 7];
    tell(`making an archive of ${stories} stories`);
    const folder = await makeFolder({ tales: tales(seed, stories), days: 30, feeds: [], dueAt: never });
    const [ready, first, rss, node]: [number[], number[], number[], number[]] = [[], [], [], []];
    try {
      // The first reads everything from the disk; it is not counted.
      for (let n = smoke ? 0 : -1; n < runs; n++) {
        tell(`start ${n + 1} of ${runs}`);
        const doingNothing = await nothing();
        const bot = await startBot(folder.path);
        await bot.say("search city");
        const answered = performance.now();
        await pause(smoke ? 0 : 2000);
        const memory = await residentMb(bot.pid);
        await bot.stop();
        if (n < 0) continue;
        node.push(doingNothing);
        ready.push(bot.readyAt - bot.since);
        first.push(answered - bot.since);
        rss.push(memory);
      }
    } finally {
      await folder.remove();
    }
    const [readyMs, firstAnswerMs, nodeMs] = [ready, first, node].map((times) => {
      const { min, median: middle, max } = spread(times);
      return { min: rounded(min), median: rounded(middle), max: rounded(max) };
    });
    const peer = { name: "node -e 0", value: median(node) };
    return {
      json: {
        bench: "start",
        seed,
        stories,
        runs,
        readyMs,
        firstAnswerMs,
        nodeMs,
        rssMb: rounded(median(rss)),
      },
      figures: [
        { label: "start to ready, ms", value: median(ready), unit: "", good: "less", peer },
        {
          label: "start to first answer, ms",
          value: median(first),
          unit: "",
          good: "less",
          gate: 1500,
          ambition: 700,
          peer,
        },
        {
          label: "memory at rest, MB",
          value: median(rss),
          unit: "",
          good: "less",
          gate: 250,
          ambition: 180,
        },
      ],
      notes: [`medians of ${runs} starts on an archive of ${stories} invented stories (seed ${seed})`],
    };
  },
};

/** What a chart costs: the first one with everything that it loads, each kind after that, and what the event loop feels of it. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import sharp from "sharp";
import { specOf } from "../../../src/charts/build.ts";
import { openFonts } from "../../../src/charts/fonts/fonts.ts";
import { createCharts } from "../../../src/charts/index.ts";
import { createPen } from "../../../src/charts/text.ts";
import { configOf, light } from "../../../src/charts/theme.ts";
import { pngOf } from "../../../src/charts/worker/png.ts";
import { svgOf } from "../../../src/charts/worker/svg.ts";
import { samples } from "../../charts/samples.ts";
import type { Bench, Figure } from "./frame.ts";
import { median } from "./statistics.ts";

const patience = 120_000;

export const chart: Bench = {
  name: "chart",
  about: "from a chart's data to its PNG",
  async run({ smoke, tell }) {
    const rounds = smoke ? 1 : 15;
    const all = [...Object.values(samples("en")), ...Object.values(samples("zh"))];
    const kinds = [...new Set(all.map(({ kind }) => kind))];
    const charts = createCharts();
    // Of the processor, in all threads: a busy machine does not count.
    const draw = (one: (typeof all)[number]) =>
      worked(() => charts.chart(one, AbortSignal.timeout(patience)));
    try {
      tell("the first chart");
      const first = await draw(samples("en").time);
      for (const one of all) await draw(one);
      const delay = monitorEventLoopDelay({ resolution: 1 });
      const took = new Map<string, number[]>(kinds.map((kind) => [kind, []]));
      delay.enable();
      for (let round = 0; round < rounds; round++) {
        tell(`round ${round + 1} of ${rounds}`);
        for (const one of all) took.get(one.kind)?.push(await draw(one));
      }
      delay.disable();
      const peer = await raster(smoke ? 1 : 9);
      const figures: Figure[] = [
        { label: "the first, with all it loads", value: first, unit: "ms", good: "less" },
        ...kinds.map(
          (kind): Figure => ({ label: kind, value: median(took.get(kind) ?? []), unit: "ms", good: "less" }),
        ),
        {
          ...{ label: "SVG to PNG alone, a line over time", value: peer.ours, unit: "ms", good: "less" },
          peer: { name: "sharp", value: peer.theirs },
        },
        {
          label: "event loop, 99th percentile while drawing",
          value: delay.percentile(99) / 1e6,
          unit: "ms",
          good: "less",
        },
      ];
      return {
        json: Object.fromEntries(figures.map(({ label, value }) => [label, value])),
        figures,
        notes: [
          `medians of ${rounds} rounds, English and Chinese, 1200 pixels wide; in a thread of its own; processor time`,
        ],
      };
    } finally {
      await charts.stop();
    }
  },
};

/** ms of the processor. */
async function worked(work: () => Promise<unknown>): Promise<number> {
  const from = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

/** The same picture by librsvg, which takes the system's fonts. */
async function raster(rounds: number): Promise<{ ours: number; theirs: number }> {
  const fonts = openFonts();
  const spec = specOf(samples("en").time, { width: 600, pen: createPen(fonts) });
  const svg = await svgOf(spec, configOf(light), fonts);
  const timed = async (work: () => Promise<unknown>) => {
    const times: number[] = [];
    await work();
    for (let round = 0; round < rounds; round++) {
      times.push(await worked(work));
    }
    return median(times);
  };
  return {
    ours: await timed(() => pngOf(svg, fonts, 2)),
    theirs: await timed(() => sharp(Buffer.from(svg), { density: 144 }).png().toBuffer()),
  };
}

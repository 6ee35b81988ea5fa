/** Charts as pictures, drawn beside the event loop; nothing of it is loaded before the first one. */
import { createThreads } from "../net/threads.ts";
import type { Chart, Picture } from "../types.ts";
import type { Drawn, DrawTask } from "./worker.ts";

export interface Charts {
  /** As `Services.chart`. */
  chart(chart: Chart, signal: AbortSignal): Promise<Picture>;
  stop(): Promise<void>;
}

/** Pixels on a screen; the file is twice as fine. */
const width = 600;

/** No thread is started before the first chart; one without work goes after half a minute. */
export function createCharts(): Charts {
  const threads = createThreads({
    file: new URL("./worker.ts", import.meta.url),
    maxThreads: 1,
    timeoutMs: 30_000,
    maxHeapMb: 256,
    idleMs: 30_000,
  });
  return {
    async chart(chart, signal) {
      const task: DrawTask = { chart, width, theme: "light" };
      const drawn = (await threads.run("draw", task, signal)) as Drawn;
      return {
        name: `${chart.kind}.png`,
        type: "image/png",
        data: Buffer.from(drawn.png).toString("base64"),
        alt: drawn.alt,
        width: drawn.width,
        height: drawn.height,
        table: drawn.table,
        sketch: drawn.sketch,
        live: drawn.live,
      };
    },
    stop: () => threads.stop(),
  };
}

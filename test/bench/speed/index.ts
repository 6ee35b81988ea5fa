/** The registry: one line a bench. */
import { analyze } from "./analyze/analyze.ts";
import { chart } from "./chart.ts";
import type { Bench } from "./frame.ts";
import { networks } from "./networks.ts";
import { road } from "./road.ts";
import { sentiment } from "./sentiment.ts";
import { start } from "./start.ts";

export const benches: readonly Bench[] = [road, start, networks, sentiment, chart, analyze];

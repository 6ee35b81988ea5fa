/** A chart becomes a picture: in a thread of its own, with words and numbers beside it. */
import { inflateSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { createCharts } from "../../src/charts/index.ts";
import type { TimeChart } from "../../src/types.ts";

const charts = createCharts();
afterAll(() => charts.stop());

const hour = 3_600_000;
const from = Date.UTC(2026, 2, 3);
const mentions: TimeChart = {
  kind: "time",
  title: "Mentions of harbour bridge per hour",
  source: "312 stories from 14 sources",
  language: "en",
  zone: "Europe/London",
  unit: "mentions",
  step: "hour",
  points: Array.from({ length: 48 }, (_, n) => ({ at: from + n * hour, value: n === 30 ? 17 : n % 4 })),
  bursts: [{ from: from + 30 * hour, to: from + 30 * hour, label: "evacuation, dam" }],
};

it("draws a line over time as a PNG with its words, numbers and specification", async () => {
  const picture = await charts.chart(mentions, AbortSignal.timeout(30_000));
  const png = Buffer.from(picture.data, "base64");
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(2 * (picture.width ?? 0));
  expect(new Set(inflateSync(bodyOf(png))).size).toBeGreaterThan(20);
  expect(picture.alt).toBe(
    "Mentions of harbour bridge per hour, 3–4 March 2026 (mentions): mostly 0–3, peak 17 on 4 March at 06:00. Stands out: 4 March at 06:00 (evacuation, dam).",
  );
  expect(picture.table?.rows[30]).toEqual(["2026-03-04 06:00", "17"]);
  expect(picture.live?.spec.$schema).toContain("vega-lite");
});

/** The pixels: all IDAT parts together. */
function bodyOf(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return Buffer.concat(parts);
}

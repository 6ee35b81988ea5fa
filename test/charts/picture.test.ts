/** Every kind of chart becomes a picture, whatever its numbers and names are. */
import { createHash } from "node:crypto";
import { crc32, inflateSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createCharts } from "../../src/charts/index.ts";
import { draw } from "../../src/charts/worker.ts";
import type { Chart, ChartPoint } from "../../src/types.ts";
import { begin, day, samples } from "./samples.ts";

const charts = createCharts();
afterAll(() => charts.stop());
const kinds = Object.keys(samples("en")) as Chart["kind"][];
const drawn = (chart: Chart, width = 600) => draw({ chart, width, theme: "light" });

describe("a picture", () => {
  it("is a PNG of two pixels to one, with words, numbers and a specification beside it; drawn in a thread", async () => {
    const picture = await charts.chart(samples("en").time, AbortSignal.timeout(60_000));
    const png = Buffer.from(picture.data, "base64");
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 2 * (picture.height ?? 0)]);
    expect(picture.type).toBe("image/png");
    expect(picture.alt).toContain("peak 17 on 7 March at 16:00");
    expect(picture.table?.rows).toHaveLength(168);
    expect(picture.live?.spec.$schema).toContain("vega-lite");
    expect(JSON.parse(JSON.stringify(picture))).toEqual(picture);
  }, 60_000);

  it("leaves off when nobody waits any more", async () => {
    const signal = AbortSignal.abort(new Error("gone"));
    await expect(charts.chart(samples("en").time, signal)).rejects.toThrow("gone");
  });

  it.each(kinds)(
    "of kind %s is full of marks and fits its card, in both languages, wide and narrow",
    async (kind) => {
      for (const language of ["en", "zh"] as const)
        for (const width of [600, 340]) {
          const { png, height } = await drawn(samples(language)[kind], width);
          const { colours, edge } = look(Buffer.from(png));
          expect(colours).toBeGreaterThan(30);
          expect(edge, `${language} ${width}: nothing may run over the card's edge`).toEqual(["#ffffff"]);
          expect(height).toBeGreaterThan(150);
          expect(height).toBeLessThan(700);
        }
    },
    60_000,
  );

  it("has the same bytes for the same data", async () => {
    for (const kind of kinds) {
      const hash = async () =>
        createHash("sha256")
          .update((await drawn(samples("zh")[kind])).png)
          .digest("hex");
      expect(await hash(), kind).toBe(await hash());
    }
  }, 60_000);

  it("says in its file that a program drew it from data", async () => {
    const png = Buffer.from((await drawn(samples("en").bars)).png);
    const chunk = chunksOf(png).find(({ type }) => type === "iTXt");
    expect(chunk?.data.toString()).toContain("digitalsourcetype/algorithmicMedia");
    for (const { type, data, sum } of chunksOf(png))
      expect(crc32(Buffer.concat([Buffer.from(type, "latin1"), data])), type).toBe(sum);
  });
});

describe("bad numbers and names", () => {
  const time = (points: readonly ChartPoint[], more = {}): Chart => ({
    ...{ kind: "time", title: "T", source: "", language: "en", zone: "UTC", unit: "u", step: "day" },
    ...{ points, ...more },
  });

  it.each(kinds)("an empty %s says that it is empty", async (kind) => {
    const none = { points: [], series: [], bars: [], bins: [], labels: [], counts: [], nodes: [], links: [] };
    const empty = { ...samples("en")[kind], ...none, expected: [], bursts: [] } as Chart;
    const { alt, table, live } = await drawn(empty);
    expect(alt).toContain("No data in this window");
    expect(table.rows).toEqual([]);
    expect(JSON.stringify(live.spec)).toContain("No data in this window");
  });

  it("one point, one value throughout, gaps, infinities, times that are none, far too many points", async () => {
    const at = (n: number) => begin + n * day;
    for (const points of [
      [{ at: at(0), value: 3 }],
      [0, 1, 2].map((n) => ({ at: at(n), value: 5 })),
      [0, 1, 2].map((n) => ({ at: at(n), value: 0 })),
      [1, Number.NaN, 2, Number.POSITIVE_INFINITY, 3].map((value, n) => ({ at: at(n), value })),
      [
        { at: Number.NaN, value: 1 },
        { at: 9e15, value: 1 },
        { at: at(0), value: 2 },
      ],
      Array.from({ length: 10_000 }, (_, n) => ({ at: at(n), value: Math.sin(n) * 1e9 })),
      [
        { at: at(0), value: 1e-9 },
        { at: at(1), value: 3e-9 },
      ],
      [
        { at: at(0), value: 1e300 },
        { at: at(1), value: -1e300 },
      ],
    ]) {
      const { png, live } = await drawn(time(points));
      expect(look(Buffer.from(png)).colours).toBeGreaterThan(10);
      expect(JSON.stringify(live.spec).length, "a specification that a page can carry").toBeLessThan(120_000);
    }
  }, 60_000);

  it("an unknown zone, bursts from nowhere, a band turned over, a matrix that is no square", async () => {
    const points = [0, 1, 2].map((n) => ({ at: begin + n * day, value: n }));
    const odd: Chart[] = [
      { ...time(points), zone: "Mars/Olympus" } as Chart,
      time(points, {
        bursts: [
          { from: begin + day, to: begin - day },
          { from: 0, to: 1, label: "long ago" },
        ],
      }),
      time(points, { expected: [{ at: begin, low: 9, middle: Number.NaN, high: -9 }] }),
      { ...samples("en").confusion, counts: [[1], [2, -3, Number.NaN, 7]] } as Chart,
      { ...samples("en").network, links: [{ a: "n0", b: "nobody", weight: 3 }] } as Chart,
      { ...samples("en").network, nodes: [{ id: "x", name: "", weight: 1 }], links: [] } as Chart,
    ];
    for (const chart of odd) expect((await drawn(chart)).png.length).toBeGreaterThan(1000);
  }, 60_000);

  it("whatever text comes in, the picture keeps its width and holds nothing but words", async () => {
    const written = [
      "x".repeat(5000),
      "</text><script>alert(1)</script>",
      "&lt;b&gt; &#0; &amp;",
      "\u202Eevil\u202C \u0000\u001B[31m\u2028",
      "مرحبا بالعالم שלום",
      "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357",
      "']; datum.value",
      "\ud800",
      "👩‍👩‍👧‍👦🇨🇳",
      "港".repeat(200),
    ];
    const nasty = fc.string({ unit: "grapheme", maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(nasty, fc.constantFrom(...kinds), async (text, kind) => {
        const chart = { ...samples("en")[kind], title: text, subtitle: text, source: text, unit: text };
        const named = JSON.parse(
          JSON.stringify(chart, (key, value) =>
            ["name", "label", "group"].includes(key) ? `${text}${value}` : value,
          ),
        ) as Chart;
        const { png, alt } = await drawn(named, 340);
        expect(look(Buffer.from(png)).edge).toEqual(["#ffffff"]);
        expect(alt.length).toBeLessThanOrEqual(900);
        expect(alt).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 22, seed: 5, examples: written.map((text, n) => [text, kinds[n % kinds.length] ?? "time"]) },
    );
  }, 120_000);
});

function chunksOf(png: Buffer): { type: string; data: Buffer; sum: number }[] {
  const found = [];
  for (let at = 8; at < png.length; ) {
    const size = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + size);
    found.push({ type: png.toString("latin1", at + 4, at + 8), data, sum: png.readUInt32BE(at + 8 + size) });
    at += 12 + size;
  }
  return found;
}

/** How many colours there are, and which stand within five pixels of the edge. */
function look(png: Buffer): { colours: number; edge: string[] } {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const parts = chunksOf(png).filter(({ type }) => type === "IDAT");
  const raw = inflateSync(Buffer.concat(parts.map(({ data }) => data)));
  const stride = width * 4;
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const value = raw[y * (stride + 1) + 1 + x] ?? 0;
      const left = x >= 4 ? (rows[y * stride + x - 4] ?? 0) : 0;
      const up = y > 0 ? (rows[(y - 1) * stride + x] ?? 0) : 0;
      const corner = x >= 4 && y > 0 ? (rows[(y - 1) * stride + x - 4] ?? 0) : 0;
      rows[y * stride + x] = value + predicted(filter ?? 0, left, up, corner);
    }
  }
  const colours = new Set<number>();
  const edge = new Set<string>();
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * stride + x * 4;
      const colour = rows.readUIntBE(at, 3);
      colours.add(colour);
      if (x < 5 || y < 5 || x >= width - 5 || y >= height - 5)
        edge.add(`#${colour.toString(16).padStart(6, "0")}`);
    }
  return { colours: colours.size, edge: [...edge] };
}

/** https://www.w3.org/TR/png-3/#9Filter-types */
function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

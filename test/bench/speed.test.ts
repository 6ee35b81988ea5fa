import { execFile } from "node:child_process";
import { promisify } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bench, belowGate, type Figure, runBench } from "./speed/frame.ts";
import { benches } from "./speed/index.ts";
import { median, percentile, spread } from "./speed/statistics.ts";
import { figureTable } from "./speed/table.ts";

const figure = (change: Partial<Figure> = {}): Figure => ({
  label: "a tick, ms",
  value: 12.34,
  unit: "",
  good: "less",
  ...change,
});

function bench(name: string, figures: readonly Figure[]): Bench & { smoked: boolean[] } {
  const smoked: boolean[] = [];
  return {
    name,
    about: `what ${name} is`,
    smoked,
    async run({ smoke }) {
      smoked.push(smoke);
      return { json: { tick: figures[0]?.value }, figures, notes: [`on nothing, for ${name}`] };
    },
  };
}

async function called(argv: readonly string[], list: readonly Bench[]) {
  const told = { out: "", err: "" };
  const code = await runBench(
    argv,
    {
      stdout: { write: (text: string) => (told.out += text) },
      stderr: { write: (text: string) => (told.err += text) },
    },
    list,
  );
  return { code, ...told };
}

describe("how a bench is asked for", () => {
  it("lists the names when none is given", async () => {
    const { code, out } = await called([], [bench("tick", []), bench("tock", [])]);
    expect(code).toBe(0);
    expect(out).toContain("tick  what tick is");
    expect(out).toContain("tock  what tock is");
  });

  it("lists them too for a name that it does not know, and says so by its exit code", async () => {
    for (const argv of [["tack"], ["tick", "tock"], ["tick", "--fast"]]) {
      const tick = bench("tick", []);
      const { code, err } = await called(argv, [tick]);
      expect(code, argv.join(" ")).toBe(2);
      expect(err).toContain("tick  what tick is");
      expect(tick.smoked).toEqual([]);
    }
  });

  it("prints one object, and nothing else, with --json", async () => {
    const { code, out, err } = await called(["tick", "--json"], [bench("tick", [figure()])]);
    expect([code, JSON.parse(out), err]).toEqual([0, { tick: 12.34 }, ""]);
  });

  it("fails below a gate with --gate alone, and names the figure", async () => {
    const slow = () => bench("tick", [figure({ gate: 10 }), figure({ label: "fine", gate: 20 })]);
    expect((await called(["tick"], [slow()])).code).toBe(0);
    const { code, err } = await called(["tick", "--gate"], [slow()]);
    expect([code, err]).toEqual([1, "below the gate: tick, a tick, ms\n"]);
  });

  it("runs every bench on small input with --smoke, and never fails for a figure", async () => {
    const both = [bench("tick", [figure({ gate: 1 })]), bench("tock", [])];
    const { code, out } = await called(["--smoke", "--gate", "--json"], both);
    expect(both.map(({ smoked }) => smoked)).toEqual([[true], [true]]);
    expect([code, JSON.parse(out)]).toEqual([0, { tick: { tick: 12.34 }, tock: {} }]);
    expect((await called(["tick", "--smoke"], both)).code).toBe(0);
    expect(both.map(({ smoked }) => smoked.length)).toEqual([2, 1]);
  });

  it("lets a bench that breaks fail the whole", async () => {
    const broken: Bench = { name: "tick", about: "", run: () => Promise.reject(new Error("no port")) };
    await expect(called(["--smoke"], [broken])).rejects.toThrow("no port");
  });

  it("is what `npm run bench` calls", async () => {
    const main = new URL("./main.ts", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [main]);
    for (const { name, about } of benches) expect(stdout).toMatch(new RegExp(`${name} +${about}`));
  });
});

describe("figures", () => {
  it("are below a gate when they are worse, or were not measured", () => {
    expect(belowGate(figure({ value: 5, gate: 5 }))).toBe(false);
    expect(belowGate(figure({ value: 5.1, gate: 5 }))).toBe(true);
    expect(belowGate(figure({ value: 5, gate: 5, good: "more" }))).toBe(false);
    expect(belowGate(figure({ value: 4.9, gate: 5, good: "more" }))).toBe(true);
    for (const good of ["less", "more"] as const)
      expect(belowGate(figure({ value: Number.NaN, gate: 5, good }))).toBe(true);
    expect(belowGate(figure({ value: Number.NaN }))).toBe(false);
  });

  it("stand beside their peer, gate and ambition", () => {
    const table = figureTable(
      "tick",
      [
        figure({ gate: 10, ambition: 5, peer: { name: "echo", value: 1.5 } }),
        figure({ label: "rate", value: 2345.6, good: "more", gate: 200, ambition: 1000 }),
        figure({ label: "lost", value: Number.NaN }),
      ],
      ["seed 1"],
    );
    expect(table).toMatch(/a tick, ms +12.3 +✗ +1.5 \(echo\) +≤ 10 +≤ 5\n/);
    expect(table).toMatch(/rate +2,346 +★ +≥ 200 +≥ 1,000\n/);
    expect(table).toMatch(/lost +–\n/);
    expect(table).toContain("seed 1");
  });
});

describe("statistics", () => {
  it("take percentiles by nearest rank", () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100]);
    expect(percentile([7], 0.01)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
    expect(median([3, 1, 2])).toBe(2);
    expect(spread([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
  });

  it("give a value that was there, with that share of all at or below it", () => {
    const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(numbers, fc.double({ min: 0.001, max: 1, noNaN: true }), (values, share) => {
        const found = percentile(values, share);
        expect(values).toContain(found);
        const below = values.filter((value) => value <= found).length;
        expect(below).toBeGreaterThanOrEqual(share * values.length - 1e-9);
      }),
    );
  });
});

/** What stands behind figures: classes, confusions, calibration and slices, in a terminal, as JSON and as a page. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reliability, wilson } from "../../src/learn/metrics/reliability.ts";
import type { Task } from "./quality/frame.ts";
import { runEval } from "./quality/index.ts";

/** Eighty rows: “good” is right nine times of ten, at a confidence of .9; “bad” always, at 1. */
const task: Task = {
  name: "tone",
  about: "made up",
  gates: [],
  async run(run) {
    run.row({
      ...{ set: "made", n: 80, metric: "accuracy", value: 0.95, ci: [0.9, 1], baselines: { coin: 0.5 } },
      seconds: 1,
    });
    for (let i = 0; i < 80; i++) {
      const gold = i < 40 ? "good" : "bad";
      const predicted = i < 40 && i % 10 === 0 ? "bad" : gold;
      run.predict({
        ...{ set: "made", id: String(i), gold, predicted, score: gold === "good" ? 0.9 : 1 },
        ...{ text: i % 2 ? `<script>She said so ${i}` : `He said so ${i}`, language: "en" },
        // Half of what is said of her turns when it is said of him.
        swapped: i % 4 === 1 ? "other" : predicted,
      });
    }
    run.predict({ set: "numbers", id: "0", gold: 0.5, predicted: 0.4, score: 0.4 });
  },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "copytaster-eval-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function evaluate(...args: string[]): Promise<string> {
  let out = "";
  const io = { stdout: { write: (text: string) => (out += text) }, stderr: { write() {} } };
  expect(await runEval(["tone", "--data", folder, ...args], io, [task])).toBe(0);
  return out;
}

describe("eval --details", () => {
  it("tells each class, what is taken for what, how sure and how right, and the parts of the rows", async () => {
    const { rows, details } = JSON.parse(await evaluate("--json", "--details"));
    expect(rows).toHaveLength(1);
    expect(details).toHaveLength(1);
    const [one] = details;
    expect(one.classes).toEqual([
      { label: "bad", precision: 40 / 44, recall: 1, f1: expect.closeTo(80 / 84), n: 40 },
      { label: "good", precision: 1, recall: 0.9, f1: expect.closeTo(72 / 76), n: 40 },
    ]);
    expect(one.confusion).toEqual({
      labels: ["bad", "good"],
      counts: [
        [40, 0],
        [4, 36],
      ],
    });
    expect(one.reliability.ece).toBeCloseTo(0);
    expect(one.reliability.bins).toMatchObject([
      { confidence: expect.closeTo(0.9), accuracy: 0.9, count: 40 },
      { confidence: 1, accuracy: 1, count: 40 },
    ]);
    expect(one.slices.map((part: { value: string }) => part.value)).toEqual([
      "en",
      "below 12 words",
      "gender: men",
      "gender: women",
    ]);
    expect(one.slices[2]).toMatchObject({ n: 40, accuracy: 0.9, low: expect.closeTo(0.77, 2), lower: false });
    expect(one.swaps).toEqual([
      { group: "all", n: 80, changed: 0.25, low: expect.any(Number), high: expect.any(Number) },
      { group: "gender: men", n: 40, changed: 0, low: 0, high: expect.closeTo(0.088, 3) },
      {
        group: "gender: women",
        n: 40,
        changed: 0.5,
        low: expect.closeTo(0.352, 3),
        high: expect.any(Number),
      },
    ]);
    const text = await evaluate("--details");
    expect(text).toMatch(/gender: women +40 +0\.500 +0\.352 … 0\.648/);
    expect(text).toMatch(/good +1\.000 +0\.900 +0\.947 +40/);
    // Without it the output is as it was.
    expect(Array.isArray(JSON.parse(await evaluate("--json")))).toBe(true);
  });

  it("makes a page with plots told in words, that fetches nothing and runs nothing", async () => {
    const file = join(folder, "page.html");
    await evaluate("--html", file, "--out", join(folder, "rows.jsonl"));
    const page = readFileSync(file, "utf8");
    expect(
      page.match(/<img src="data:image\/png;base64,[^"]+" alt="[^"]*How sure and how right/g),
    ).toHaveLength(1);
    expect(page).toMatch(/alt="[^"]*What is taken for what/);
    expect(page).not.toMatch(/<script|https?:\/\//);
    expect(page).toContain("coin 0.500");
    expect(page).toContain("are exchanged for others");
    // What goes out to be scored by others holds no texts.
    expect(readFileSync(join(folder, "rows.jsonl"), "utf8")).not.toContain("said so");
  });
});

describe("reliability", () => {
  it("bounds a share even where few were counted", () => {
    expect(wilson(0, 10)).toMatchObject({ low: 0, high: expect.closeTo(0.278, 3) });
    expect(wilson(10, 10)).toMatchObject({ low: expect.closeTo(0.722, 3), high: expect.closeTo(1, 9) });
    expect(wilson(81, 263)).toMatchObject({
      low: expect.closeTo(0.2553, 3),
      high: expect.closeTo(0.3662, 3),
    });
  });

  it("says by how much a boaster errs", () => {
    const { ece } = reliability(
      Array.from({ length: 10 }, () => 0.95),
      Array.from({ length: 10 }, (_, i) => i < 5),
    );
    expect(ece).toBeCloseTo(0.45);
  });
});

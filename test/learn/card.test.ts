/** A card tells what was measured, on which data and terms, and hides nothing that is missing. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CardFacts, card } from "../../src/learn/card/card.ts";
import { dataSet } from "../../src/learn/card/data-sets.ts";
import { measureEffort } from "../../src/learn/card/energy.ts";

const facts: CardFacts = {
  manifest: {
    ...{ name: "tone-linear", version: "3", task: "tone", kind: "linear", languages: ["en", "zh"] },
    files: { "weights.bin": "a".repeat(64), "words.txt": "b".repeat(64) },
    trainedOn: ["sentiment/sst5", "newsmtsc_targeted", "somebody's feed"],
    command: "train tone --seed 7",
  },
  bytes: 2_000_000,
  purpose: "The tone of news. Not for judging people.",
  method: "Words and their weights.",
  rows: 9_642,
  seed: 7,
  effort: { seconds: 61, cpuSeconds: 120, wattHours: 0.4, method: "CPU time" },
  howMeasured: "Cross-validated by editorial.",
  figures: [
    { set: "nyt", n: 2_641, metric: "pearson", value: 0.58, ci: [0.55, 0.61], baselines: { vader: 0.49 } },
  ],
  classes: { set: "sst5", rows: [{ label: "good|bad", precision: 0.5, recall: 0.25, f1: 1 / 3, n: 40 }] },
  slices: [
    { slice: "people", value: "gender: women", n: 200, metric: "macroF1", score: 0.7 },
    { slice: "people", value: "gender: men", n: 300, metric: "macroF1", score: 0.8 },
  ],
  calibration: [{ set: "sst5", ece: 0.031, n: 40 }],
  swaps: { n: 500, changed: 0.024 },
  limits: ["English news of 2010–2020."],
};

describe("a model's card", () => {
  it("names data with terms, figures beside baselines, what it cost, whom it serves worse, and its hashes", () => {
    const text = card(facts);
    expect(text).toMatch(/\| sst5 \| .*Stanford Sentiment Treebank \| .*only weights are shipped/);
    expect(text).toMatch(/\| newsmtsc_targeted \| .* \| MIT \|/);
    expect(text).toContain("| somebody's feed | not in the table of data sets | – | unknown: do not ship |");
    expect(text).toContain("| nyt | 2,641 | pearson | **0.580** | 0.550 … 0.610 | vader 0.490 |");
    expect(text).toMatch(
      /61 s \(120 s of processor time\) and about 0\.40 Wh \(CPU time × 12 W a core, an assumption\): 0\.19 g CO₂e/,
    );
    expect(text).toMatch(/Of 500 texts that name people or groups, 2\.4% get another answer/);
    expect(text).toMatch(/Lowest among the people slices: gender: women \(0\.700, 200 rows\)/);
    expect(text).toContain("good\\|bad");
    expect(text).toContain(`| weights.bin | \`${"a".repeat(64)}\` |`);
    expect(card(facts)).toBe(text);
  });

  it("says what was not measured", () => {
    const { effort: _, swaps: __, slices: ___, ...bare } = facts;
    const text = card(bare);
    expect(text).toContain("Its time and energy were not measured.");
    expect(text).toContain("What changes when the people named are swapped was not measured.");
  });

  it("measures processor time", () => {
    const end = measureEffort();
    let sum = 0;
    for (let i = 0; i < 2e7; i++) sum += Math.sqrt(i);
    const effort = end();
    expect(sum).toBeGreaterThan(0);
    expect(effort.cpuSeconds).toBeGreaterThan(0.005);
    expect(effort.wattHours).toBeGreaterThan(0);
  });
});

describe("models that are shipped", () => {
  const folder = join(import.meta.dirname, "../../models");
  const manifests = readdirSync(folder).flatMap((name) => {
    try {
      return [JSON.parse(readFileSync(join(folder, name, "model.json"), "utf8")) as CardFacts["manifest"]];
    } catch {
      return [];
    }
  });

  it.each(manifests.map((one) => [one.name, one] as const))(
    "%s learnt from no data that may only be used for evaluation",
    (_, one) => {
      // Class C of the data's terms: its weights may not be shipped.
      const closed = /ag_news|bbc(?!\w)|bbc_extractive|zh_lcsts|mind_impressions/;
      expect(one.trainedOn.filter((name) => closed.test(name))).toEqual([]);
      expect(one.command).toMatch(/train/);
      expect(readFileSync(join(folder, one.name, "card.md"), "utf8")).toMatch(/\S/);
    },
  );

  it("know where most of their data is from", () => {
    const named = new Set(manifests.flatMap((one) => one.trainedOn));
    expect([...named].filter((name) => dataSet(name) !== undefined).length).toBeGreaterThan(named.size / 2);
  });
});

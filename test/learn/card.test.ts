/** A card tells what was measured, on which data and terms, and hides nothing that is missing. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openModel } from "../../src/language/model-folder.ts";
import { readAbout } from "../../src/learn/card/about.ts";
import { type CardFacts, card } from "../../src/learn/card/card.ts";
import { dataSet } from "../../src/learn/card/data-sets.ts";
import { measureEffort } from "../../src/learn/card/energy.ts";
import { cardOf, writeCard } from "../../src/learn/card/make-card.ts";
import * as recipes from "../../src/learn/recipes/index.ts";
import { writeModel } from "../../src/learn/write-model.ts";

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
  classes: [{ set: "sst5", rows: [{ label: "good|bad", precision: 0.5, recall: 0.25, f1: 1 / 3, n: 40 }] }],
  slices: [
    {
      set: "nyt",
      slice: "people",
      value: "gender: women",
      n: 200,
      metric: "macroF1",
      score: 0.7,
      lower: true,
    },
    { set: "nyt", slice: "people", value: "gender: men", n: 300, metric: "macroF1", score: 0.8 },
  ],
  calibration: [{ set: "sst5", ece: 0.031, n: 40 }],
  swaps: [{ set: "nyt", n: 500, changed: 0.024, low: 0.01, high: 0.04 }],
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
    expect(text).toMatch(/another answer when .*: 2\.4% \(1\.0% … 4\.0%\) of 500 in nyt\./);
    expect(text).toMatch(/Lowest among the people slices: gender: women \(0\.700, 200 rows of nyt\)/);
    expect(text).toMatch(/gender: women \| 200 \| macroF1 \| 0\.700 ▼ \|/);
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

describe("a folder's card", () => {
  const path = mkdtempSync(join(tmpdir(), "copytaster-card-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  const { files: _, ...manifest } = facts.manifest;
  const model = (name: string, weights: string) => {
    const at = join(path, name);
    writeModel(at, manifest, { "weights.bin": weights });
    return at;
  };
  const evaluation = JSON.stringify({
    rows: [
      {
        ...{ task: "tone", set: "nyt", n: 9, metric: "pearson", value: 0.5, ci: [0.4, 0.6] },
        baselines: { vader: null },
      },
      { ...{ task: "tone", set: "nyt", n: 9, metric: "perSecond", value: 7_777, ci: [1, 2] }, baselines: {} },
      { ...{ task: "tone", set: "other", n: 9, metric: "pearson", value: 0.1, ci: [0, 1] }, baselines: {} },
    ],
    details: [
      {
        ...{
          set: "nyt",
          classes: [],
          slices: [{ slice: "language", value: "en", n: 9, accuracy: 0.5, lower: false }],
        },
        swaps: [{ group: "all", n: 4, changed: 0.25, low: 0.1, high: 0.6 }],
      },
    ],
  });

  it("holds the figures of its own weights, and says what is missing where there are none", () => {
    const at = model("one", "a");
    expect(cardOf(at)).toMatch(/Not measured yet/);
    expect(cardOf(at)).toMatch(/What it is for was not written down/);
    writeCard(at, { evaluation, sets: "nyt" });
    const text = readFileSync(join(at, "card.md"), "utf8");
    expect(text).toContain("| nyt | 9 | pearson | **0.500** | 0.400 … 0.600 | vader – |");
    expect(text).toContain("25.0% (10.0% … 60.0%) of 4 in nyt");
    expect(text).not.toMatch(/\| other \||7,777/);
    // Other weights in the same place: these figures are not theirs.
    writeFileSync(join(path, "kept.json"), readFileSync(join(at, "figures.json")));
    const other = model("two", "b");
    writeFileSync(join(other, "figures.json"), readFileSync(join(path, "kept.json")));
    expect(cardOf(other)).not.toContain("pearson");
    expect(() => writeCard(at, { evaluation, sets: "sst" })).toThrow(/There|begins with “sst”/);
    expect(() => writeCard(at, { evaluation: "{}", sets: "" })).toThrow(/cannot be read/);
    writeFileSync(join(at, "weights.bin"), "c");
    expect(() => writeCard(at)).toThrow(/SHA-256 differs/);
  });

  it("takes from people what only they can say", () => {
    const about = readAbout(
      "# Purpose\n\nFor tone.\n\n# Odd\n\nText.\n\n# Limits\n\n- One\n  line.\n- Two.\n",
    );
    expect(about).toMatchObject({ purpose: "For tone.", limits: ["One line.", "Two."] });
    expect(about.notes).toEqual([{ title: "Odd", text: "Text." }]);
    expect(about.method).toBe(readAbout(undefined).method);
  });
});

describe("models that are shipped", () => {
  const folder = join(import.meta.dirname, "../../models");
  const manifests = readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(join(folder, name, "model.json"), "utf8")) as CardFacts["manifest"],
  );

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

  it.each(manifests.map((one) => [one.name, one] as const))(
    "%s is the weights that its manifest names, and its command is one that there is",
    (name, one) => {
      const opened = openModel(join(folder, name));
      for (const [file, hash] of Object.entries(one.files))
        expect(createHash("sha256").update(opened.read(file)).digest("hex")).toBe(hash);
      const [, task, kind] = /-- train (\S+)(?:.*--model (\S+))?/.exec(one.command) ?? [];
      const recipe = Object.values(recipes).find((each) => each.task === task);
      expect(recipe?.kinds).toContain(kind ?? recipe?.kinds[0]);
      expect(readFileSync(join(folder, name, "card.md"), "utf8")).toContain(`train ${task}`);
    },
  );

  it.each(manifests.map(({ name }) => name))(
    "%s has the card that its folder gives, figures of these very weights",
    (name) => {
      const path = join(folder, name);
      const text = readFileSync(join(path, "card.md"), "utf8");
      expect(text).toBe(cardOf(path));
      expect(JSON.parse(readFileSync(join(path, "figures.json"), "utf8")).model).toBe(openModel(path).hash);
      expect(text).not.toMatch(/time and energy were not measured|Not measured yet|unknown: do not ship/);
      for (const hash of Object.values(openModel(path).manifest.files)) expect(text).toContain(hash);
    },
  );

  it("know where all of their data is from", () => {
    const named = new Set(manifests.flatMap((one) => one.trainedOn));
    expect([...named].filter((name) => dataSet(name) === undefined)).toEqual([]);
  });
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openModel } from "../../../src/language/model-folder.ts";
import {
  readTopicWeights,
  topicClassifier,
  writeTopicWeights,
} from "../../../src/language/topics/classifier.ts";
import { svm } from "../../../src/learn/linear/svm.ts";
import { random } from "../../../src/learn/metrics/bootstrap.ts";
import { likeliestTemperature } from "../../../src/learn/topics/calibrate.ts";
import { ENOUGH, fitDesk, openDesk } from "../../../src/learn/topics/desk.ts";
import { fitTopics } from "../../../src/learn/topics/fit.ts";
import { seededLabel } from "../../../src/learn/topics/iptc-examples.ts";
import { trainTopics } from "../../../src/learn/topics/train.ts";
import { writeModel } from "../../../src/learn/write-model.ts";

const folder = mkdtempSync(join(tmpdir(), "topics-"));
afterAll(() => rmSync(folder, { recursive: true }));

const words = {
  sea: "ferry harbour ship sailors tide dock port anchor captain boat".split(" "),
  court: "judge trial verdict jury lawyer witness sentence appeal bail guilty".split(" "),
  food: "soup bread chef oven recipe butter onion kitchen baker spices".split(" "),
};
const next = random(7);
const pick = (list: readonly string[]) => list[Math.floor(next() * list.length)] ?? "";
const sentence = (topic: keyof typeof words) =>
  Array.from({ length: 8 }, () =>
    next() < 0.5 ? pick(words[topic]) : pick(["the", "new", "said", "day"]),
  ).join(" ");
const examples = (["sea", "court", "food"] as const).flatMap((topic) =>
  Array.from({ length: 40 }, () => ({ text: sentence(topic), labels: [topic] })),
);
const labels = ["court", "food", "sea"];
const options = { cost: 1, least: 1, gamma: 0, seed: 1, folds: 3, mostFeatures: 1_000 };

describe("the trainer", () => {
  test("finds the plane that parts two groups, and the bias", () => {
    const rows = { starts: [0, 1, 2, 3, 4], ids: [0, 0, 0, 0], values: [1, 2, 5, 6], width: 1 };
    const w = svm(rows, (row) => row >= 2, { cost: 10, passes: 500, seed: 1 });
    const score = (x: number) => (w[0] ?? 0) * x + (w[1] ?? 0);
    expect(score(2)).toBeLessThan(0);
    expect(score(5)).toBeGreaterThan(0);
  });

  test("the optimum's conditions hold: the slope of the loss against the weights is nought", () => {
    const seeded = random(3);
    const n = 60;
    const d = 4;
    const values = Array.from({ length: n * d }, () => seeded() - 0.5);
    const rows = {
      starts: Array.from({ length: n + 1 }, (_, i) => i * d),
      ids: Array.from({ length: n * d }, (_, i) => i % d),
      values,
      width: d,
    };
    const yes = (row: number) => (values[row * d] ?? 0) + 0.3 * (values[row * d + 1] ?? 0) > 0.05;
    const cost = 2;
    // The passes end at a gap of .05; a strict optimum needs the scores within that.
    const w = svm(rows, yes, { cost, passes: 5_000, seed: 1 });
    for (let j = 0; j < d; j++) {
      let slope = w[j] ?? 0;
      for (let i = 0; i < n; i++) {
        const y = yes(i) ? 1 : -1;
        let score = w[d] ?? 0;
        for (let k = 0; k < d; k++) score += (w[k] ?? 0) * (values[i * d + k] ?? 0);
        slope -= 2 * cost * Math.max(0, 1 - y * score) * y * (values[i * d + j] ?? 0);
      }
      expect(Math.abs(slope)).toBeLessThan(0.5);
    }
  });

  test("the same examples and seed give the same bytes; what is written is read back as it was", () => {
    const first = writeTopicWeights(fitTopics(examples, labels, options).model, "en");
    const { model } = fitTopics(examples, labels, options);
    const files = writeTopicWeights(model, "en");
    expect(files).toEqual(first);
    const about = {
      version: "1",
      task: "topics",
      kind: "linear",
      languages: ["en"],
      trainedOn: [],
      command: "",
    };
    writeModel(join(folder, "tiny"), { name: "tiny", ...about }, files);
    const again = topicClassifier(readTopicWeights(openModel(join(folder, "tiny")), "en"));
    const before = topicClassifier(model);
    for (const topic of ["sea", "court", "food"] as const) {
      const text = sentence(topic);
      const one = Array.from(before.probabilities(text).of);
      const two = Array.from(again.probabilities(text).of);
      expect(labels[two.indexOf(Math.max(...two))]).toBe(topic);
      for (const [c, p] of one.entries()) expect(two[c]).toBeCloseTo(p, 1);
    }
  });

  test("a word that no example has is judged by its neighbours' vectors", () => {
    const vectors = {
      words: ["ferry", "harbour", "trawler", "judge", "bread"],
      dimensions: 3,
      rows: Float32Array.from([1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1]),
    };
    const with_ = topicClassifier(trainTopics(examples, labels, { ...options, gamma: 1, vectors }));
    const { of, known } = with_.probabilities("trawler");
    expect(known).toBe(1);
    expect(labels[of.indexOf(Math.max(...of))]).toBe("sea");
    expect(topicClassifier(trainTopics(examples, labels, options)).probabilities("trawler").known).toBe(0);
  });
});

describe("probabilities", () => {
  test("are tempered until they hold: scores that promise too much are cooled, timid ones heated", () => {
    // Right in three of four, by a margin of 4 (98% promised).
    const logits = Array.from({ length: 400 }, () => [4, 0]);
    const gold = Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 1 : 0));
    const t = likeliestTemperature(logits, gold);
    expect(1 / (1 + Math.exp(-4 * t))).toBeCloseTo(0.75, 2);
  });
});

describe("seed words", () => {
  test("two of one subject, and no other's near, make an English example", () => {
    expect(seededLabel("A storm brought heavy snow to the coast", "en")).toBe("medtop:17000000");
    expect(seededLabel("A storm of protest", "en")).toBeUndefined();
    expect(seededLabel("Snow and a storm hit as police arrested a man", "en")).toBeUndefined();
  });
});

describe("a desk's own categories", () => {
  const none = () => ({ words: [], dimensions: 0, rows: new Float32Array() });
  const others = [
    ...Array.from({ length: 60 }, () => sentence("court")),
    ...Array.from({ length: 60 }, () => sentence("food")),
  ];
  const sea = (count: number) =>
    Array.from({ length: count }, () => ({ category: "harbour", text: sentence("sea") }));

  const desk = (...parts: Parameters<typeof fitDesk>) => openDesk(fitDesk(...parts));

  test("are listed and not used while the examples are too few", () => {
    const model = desk(sea(ENOUGH - 1), others, none);
    expect(model.categories).toEqual([{ category: "harbour", examples: ENOUGH - 1 }]);
    expect(model.of("ferry harbour ship")).toEqual([]);
  });

  test("are told from other stories, with the figure on examples held out", () => {
    const model = desk(sea(20), others, none);
    expect(model.categories[0]?.held?.f1).toBeGreaterThan(0.8);
    expect(model.of("the ferry left the harbour with sailors on the dock")[0]?.category).toBe("harbour");
    expect(model.of("the judge read the verdict to the jury")).toEqual([]);
    expect(model.of("")).toEqual([]);
  });

  test("no examples, one category and an empty archive, and a thousand equal texts are no trouble", () => {
    expect(desk([], others, none).categories).toEqual([]);
    expect(desk(sea(10), [], none).of("ferry")).toEqual([]);
    const same = Array.from({ length: 1000 }, () => ({ category: "x", text: "same" }));
    expect(desk(same, others, none).categories[0]?.examples).toBe(1000);
  });
});

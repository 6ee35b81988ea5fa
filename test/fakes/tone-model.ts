/** A model small enough to write by hand: words with their weight. It answers the tone of a text, and is judged as the real ones are. */
import { join } from "node:path";
import type { HouseTask } from "../../src/app/model-tasks.ts";
import { houseTask } from "../../src/app/model-tasks.ts";
import type { AppParts } from "../../src/app.ts";
import { UserError } from "../../src/errors.ts";
import { openModel } from "../../src/language/model-folder.ts";
import { writeModel } from "../../src/learn/write-model.ts";
import type { Sentiment } from "../../src/types.ts";

export interface ToneTool {
  label: string;
  score(text: string): number;
}

const labelOf = (score: number): Sentiment["label"] =>
  score > 0 ? "positive" : score < 0 ? "negative" : "neutral";

export const toneTask: HouseTask = houseTask<ToneTool>({
  task: "tone",
  learnsAs: "tone",
  about: { en: "the tone of a text", zh: "文本的情感" },
  shipped: "",
  labels: {
    positive: { en: "positive", zh: "正面" },
    neutral: { en: "neutral", zh: "中性" },
    negative: { en: "negative", zh: "负面" },
  },
  load(folder) {
    const words = JSON.parse(folder.read("words.json").toString()) as Record<string, number>;
    if (Object.values(words).some((weight) => !Number.isFinite(weight)))
      throw new UserError({ en: "A weight is no number", zh: "权重不是数字" });
    return {
      label: folder.label,
      score: (text) =>
        Math.tanh(
          text
            .toLowerCase()
            .split(/\W+/)
            .reduce((sum, word) => sum + (words[word] ?? 0), 0),
        ),
    };
  },
  judge: {
    by: "label",
    answer: (tool, { text }) => {
      const score = tool.score(text);
      return { label: labelOf(score), confidence: Math.abs(score) };
    },
  },
  builtIn: { label: "built-in", score: () => 0 },
  limits: { perSecond: 100, bytes: 100_000 },
  installs(tool) {
    const judge = (plain: number) => {
      const score = Math.tanh(plain / 2);
      return { score, label: labelOf(score), confidence: Math.abs(score) };
    };
    return {
      sentimentEn: {
        model: tool.label,
        languages: ["en"],
        masked: (text) => text,
        plain: (text) => 2 * Math.atanh(Math.max(-0.999, Math.min(0.999, tool.score(text)))),
        judge,
        judgeWhole: judge,
      },
      toneNetwork: () => undefined,
    };
  },
});

/** Writes one into the data folder; gives its label, hash and path. */
export function toneModel(
  dataDir: string,
  name: string,
  words: Readonly<Record<string, number>>,
  task = "tone",
) {
  const path = join(dataDir, "models", name);
  writeModel(
    path,
    {
      ...{ name, version: "1", task, kind: "words", languages: ["en"] },
      ...{ trainedOn: ["made-up"], command: "made by a test" },
    },
    { "words.json": JSON.stringify(words) },
  );
  const { label, hash } = openModel(path);
  return { label, hash, path };
}

/** Learns its words by counting, from these rows and from what people taught: quick to learn, and as quick to be misled. */
export const toneTrainer: NonNullable<AppParts["train"]> = async (_, wanted) => {
  const counts = new Map<string, { good: number; bad: number }>();
  const rows = [...baseRows, ...wanted.examples.map(({ text, label }) => ({ text, label }))];
  for (const { text, label } of rows)
    for (const word of new Set(text.toLowerCase().split(/\W+/))) {
      const { good = 0, bad = 0 } = counts.get(word) ?? {};
      counts.set(word, {
        good: good + Number(label === "positive"),
        bad: bad + Number(label === "negative"),
      });
    }
  const weights = Object.fromEntries(
    [...counts]
      .filter(([, { good, bad }]) => good + bad >= 3)
      .map(([word, { good, bad }]) => [word, (good - bad) / (good + bad)]),
  );
  const path = join(wanted.models, `learnt-${wanted.examples.length}`);
  const manifest = writeModel(
    path,
    {
      ...{
        name: `learnt-${wanted.examples.length}`,
        version: "1",
        task: wanted.task,
        kind: "words",
        languages: ["en"],
      },
      ...{ trainedOn: ["made-up", "feedback"], command: "made by a test" },
    },
    { "words.json": JSON.stringify(weights) },
  );
  return { path, manifest, bytes: 1 };
};

const baseRows = Array.from({ length: 10 }, (_, i) =>
  i % 2 === 0 ? { text: "a fine night", label: "positive" } : { text: "a grey night", label: "negative" },
);

/** Held-out rows that a model with both words gets right, and one with a single word half of them. */
export const heldOutRows = Array.from({ length: 200 }, (_, i) => ({
  text: i % 2 === 0 ? `A fine day number ${i}` : `A grim day number ${i}`,
  label: i % 2 === 0 ? "positive" : "negative",
  language: "en",
  source: i % 4 < 2 ? "harbour" : "hill",
}));

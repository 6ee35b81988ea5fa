/** Tone: against ratings of people (valence), stars, labels, and towards a target. */

import { keyOf } from "../../../../../src/learn/linear/examples.ts";
import { afinn } from "../../baselines/afinn.ts";
import { charactersAndPairs, wordsAndPairs } from "../../baselines/naiveBayesOn.ts";
import { npmSentiment } from "../../baselines/npmSentiment.ts";
import { vader } from "../../baselines/vader.ts";
import { readRows } from "../../data.ts";
import { atLeast, type Run, type Task } from "../../frame.ts";
import { naiveBayesOf } from "./bayes.ts";
import { heldOut, type Ours, shipped } from "./ours.ts";
import { correlation, labels } from "./rows.ts";
import { speed } from "./speed.ts";
import { swaps } from "./swaps.ts";
import { targets } from "./targets.ts";

const VALENCE = ["nyt_editorial_valence", "tweets_valence", "amazon_valence", "movie_valence"] as const;
const CHINESE = ["zh_hotel", "zh_waimai"] as const;
/** VADER's own edges of neutral. */
const VADER_NEUTRAL = 0.05;

export const sentiment: Task = {
  name: "sentiment",
  about: "tone of texts and towards targets: correlation with people's ratings, accuracy, macro-F1",
  gates: [
    atLeast("nyt_editorial_valence", "pearson", 0.56),
    atLeast("sst2", "accuracy", 0.825),
    atLeast("sst2", "macroF1", 0.825),
    atLeast("newsmtsc_targeted", "macroF1", 0.66),
    atLeast("zh_hotel", "accuracy", 0.89),
    atLeast("zh_waimai", "accuracy", 0.88),
    atLeast("nyt_editorial_valence", "perSecond", 50_000),
  ],
  async run(run) {
    // A smoke run reads a few rows: to learn five times for them would say nothing.
    const learns = run.development && run.limit === Number.POSITIVE_INFINITY;
    const ours = learns ? await heldOut(run) : shipped();
    try {
      for (const set of VALENCE) await valence(run, set, ours);
      await treebank(run, ours);
      await tweets(run, ours);
      for (const set of CHINESE) await chinese(run, set, ours);
      targets(run, ours);
      await swaps(run);
      speed(run);
    } finally {
      await ours.stop();
    }
  },
};

async function valence(run: Run, set: string, ours: Ours): Promise<void> {
  const rows = readRows<{ id: string; text: string; score: number }>(run, set, `sentiment/${set}`);
  if (!rows) return;
  const began = performance.now();
  const scores = await ours.texts(set, textsOf(rows));
  correlation(
    run,
    set,
    rows.map(({ id, text, score }, i) => ({
      id,
      // The snippets of one editorial stand or fall together: they are drawn together.
      group: set.startsWith("nyt") ? (id.split("_")[0] ?? id) : id,
      gold: score,
      ours: scores[i]?.score ?? 0,
      baselines: {
        ...{ afinn: afinn(text), vader: vader(text), sentiment: npmSentiment(text) },
        linearAlone: scores[i]?.alone ?? 0,
      },
    })),
    began,
  );
}

/** Five stars by where the score falls, two labels by its sign. */
async function treebank(run: Run, ours: Ours): Promise<void> {
  const rows = readRows<{ text: string; stars: number }>(run, "sst5", "sentiment/sst5");
  if (!rows) return;
  const began = performance.now();
  const scores = await ours.texts("sst5", textsOf(rows));
  const scored = rows.map(({ text, stars }, i) => {
    const { score = 0, alone = 0 } = scores[i] ?? {};
    const key = keyOf(text);
    const lists = {
      ...{ afinn: squash(afinn(text)), vader: vader(text), sentiment: squash(npmSentiment(text)) },
      linearAlone: alone,
    };
    return { text, stars, key, score, lists };
  });
  labels(
    run,
    "sst5",
    scored.map(({ text, stars, score, key, lists }) => ({
      ...{ text, language: "en" },
      ...{ gold: String(stars), ours: starsOf(score), score, group: key },
      baselines: each(lists, starsOf),
    })),
    began,
  );
  const two = scored.filter(({ stars }) => stars !== 3);
  const label = (stars: number) => (stars > 3 ? "positive" : "negative");
  const bayes = naiveBayesOf(run, "sst5", rows, {
    features: wordsAndPairs,
    label: ({ stars }) => (stars === 3 ? undefined : label(stars)),
  });
  labels(
    run,
    "sst2",
    two.map(({ text, stars, score, key, lists }, i) => ({
      ...{ text, language: "en" },
      ...{ gold: label(stars), ours: sign(score), score, group: key },
      // No lean at all counts as positive, the same for every system.
      confidence: 1 / (1 + Math.exp(-2 * Math.atanh(Math.min(0.999999, Math.abs(score))))),
      baselines: {
        ...each(lists, sign),
        ...(bayes ? { naiveBayes: bayes[i] ?? "" } : {}),
      },
    })),
    began,
  );
}

async function tweets(run: Run, ours: Ours): Promise<void> {
  const rows = readRows<{ text: string; label: string }>(run, "tweeteval", "sentiment/tweeteval");
  if (!rows) return;
  const began = performance.now();
  const scores = await ours.texts("tweeteval", textsOf(rows));
  labels(
    run,
    "tweeteval",
    rows.map(({ text, label }, i) => {
      const found = scores[i] ?? { label: "", score: 0, confidence: 0 };
      const other = vader(text);
      return {
        ...{ text, language: "en", gold: label },
        ...{ ours: found.label, score: found.score, confidence: found.confidence },
        group: keyOf(text),
        baselines: {
          vader: other > VADER_NEUTRAL ? "positive" : other < -VADER_NEUTRAL ? "negative" : "neutral",
        },
      };
    }),
    began,
  );
}

async function chinese(run: Run, set: string, ours: Ours): Promise<void> {
  const rows = readRows<{ text: string; label: string }>(run, set, `sentiment/${set}`);
  if (!rows) return;
  const began = performance.now();
  const scores = await ours.texts(set, textsOf(rows));
  const keys = rows.map(({ text }) => keyOf(text));
  const bayes = naiveBayesOf(run, set, rows, { features: charactersAndPairs, label: (row) => row.label });
  const good = rows.filter(({ label }) => label === "positive").length * 2 >= rows.length;
  labels(
    run,
    set,
    rows.map(({ text, label }, i) => {
      const { score = 0, confidence = 0 } = scores[i] ?? {};
      return {
        ...{ text, language: "zh", gold: label },
        ...{ ours: sign(score), score, confidence, group: keys[i] ?? "" },
        baselines: {
          majority: good ? "positive" : "negative",
          ...(bayes ? { naiveBayes: bayes[i] ?? "" } : {}),
        },
      };
    }),
    began,
  );
}

const textsOf = (rows: readonly { text: string }[]): string[] => rows.map(({ text }) => text);

const each = (scores: Readonly<Record<string, number>>, label: (score: number) => string) =>
  Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, label(score)]));

const sign = (score: number): string => (score >= 0 ? "positive" : "negative");

/** AFINN's open sum on VADER's scale. */
const squash = (sum: number): number => sum / Math.sqrt(sum * sum + 15);

/** The same edges for every system. */
const starsOf = (score: number): string =>
  score < -0.6 ? "1" : score < -0.1 ? "2" : score <= 0.1 ? "3" : score <= 0.6 ? "4" : "5";

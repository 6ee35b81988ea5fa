/** A desk's own categories: learnt in moments from a few dozen examples against what else the archive holds. */
import { type TopicWeights, topicClassifier } from "../../language/topics/classifier.ts";
import { byLabel } from "../metrics/classification.ts";
import { fitTopics } from "./fit.ts";
import type { WordTable } from "./train.ts";

export interface CategoryFigure {
  category: string;
  examples: number;
  /** On examples held out of the training, among the desk's other categories and other stories; undefined while there are too few to say. */
  held?: { precision: number; recall: number; f1: number };
}

/** What was learnt, as plain data: it is made in another thread than the one that uses it. */
export interface FittedDesk {
  categories: readonly CategoryFigure[];
  /** Undefined where there is nothing to tell apart yet. */
  weights?: TopicWeights;
}

export interface DeskModel {
  categories: readonly CategoryFigure[];
  /** The categories that a text is likely of, most probable first; none of those with too few examples. */
  of(text: string): readonly { category: string; probability: number }[];
}

/** With fewer, a category is listed and not used: what it means cannot be told yet. */
export const ENOUGH = 8;
const LIKELY = 0.5;
const FOLDS = 5;
const OTHER = "";
/** A story of the archive may well be of the category: nobody has said that it is not. */
const OTHER_WEIGHT = 0.4;

/**
 * `others`: stories nobody labelled, a hundred or more; some may well be of the category, so that the figures are rather too low. `vectors` is asked
 * only where there is something to learn. Deterministic; takes about a second and gives no way meanwhile.
 */
export function fitDesk(
  examples: readonly { category: string; text: string }[],
  others: readonly string[],
  vectors: () => WordTable,
): FittedDesk {
  const counts = new Map<string, number>();
  for (const { category } of examples) counts.set(category, (counts.get(category) ?? 0) + 1);
  const usable = [...counts].filter(([, count]) => count >= ENOUGH).map(([category]) => category);
  const counted = [...counts].map(([category, count]) => ({ category, examples: count }));
  const taught = new Set(examples.map(({ text }) => text));
  const rest = others.filter((text) => text.trim() !== "" && !taught.has(text));
  if (usable.length === 0 || usable.length + rest.length < 2) return { categories: counted };
  const labels = [...usable.sort(), OTHER];
  const all = [
    ...examples
      .filter(({ category }) => usable.includes(category))
      .sort((a, b) => (a.category < b.category ? -1 : a.category > b.category ? 1 : 0))
      .map(({ category, text }) => ({ text, labels: [category], weight: 1 })),
    ...rest.map((text) => ({ text, labels: [OTHER], weight: OTHER_WEIGHT })),
  ];
  const { model, held } = fitTopics(all, labels, {
    cost: 1,
    least: 2,
    gamma: 1,
    vectors: vectors(),
    seed: 1,
    folds: FOLDS,
    mostFeatures: 100_000,
  });
  const gold = held.map(({ at }) => all[at]?.labels[0] ?? OTHER);
  const predicted = held.map(({ probabilities }) => {
    const best = probabilities.indexOf(Math.max(...probabilities));
    return (probabilities[best] ?? 0) >= LIKELY ? (labels[best] ?? OTHER) : OTHER;
  });
  const scores = byLabel(gold, predicted);
  return {
    weights: model,
    categories: counted.map((one) => {
      const score = usable.includes(one.category) ? scores.get(one.category) : undefined;
      return score
        ? { ...one, held: { precision: score.precision, recall: score.recall, f1: score.f1 } }
        : one;
    }),
  };
}

/** The same, ready to be asked. */
export function openDesk({ categories, weights }: FittedDesk): DeskModel {
  if (!weights) return { categories, of: () => [] };
  const { labels, probabilities } = topicClassifier(weights);
  return {
    categories,
    of(text) {
      const { of, known } = probabilities(text);
      if (known === 0) return [];
      return labels
        .map((category, at) => ({ category, probability: of[at] ?? 0 }))
        .filter(({ category, probability }) => category !== OTHER && probability >= LIKELY)
        .sort((a, b) => b.probability - a.probability);
    },
  };
}

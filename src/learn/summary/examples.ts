/** An article made ready for fitting: features of its sentences, and what its reference holds. */
import { features } from "../../language/summary/features.ts";
import { type Sentence, textModel } from "../../language/summary/model.ts";
import type { Length } from "../../language/summary/select.ts";
import { foldOfText } from "../folds.ts";
import { rougeTokens } from "../metrics/rouge.ts";

export interface Example {
  set: string;
  fold: number;
  /** Of its set ÷ articles of the set. */
  weight: number;
  length: Length;
  sentences: readonly Sentence[];
  features: readonly Float64Array[];
  /** Counts of the reference's tokens and pairs. */
  gold: { ones: ReadonlyMap<string, number>; twos: ReadonlyMap<string, number>; size: number };
  tokens: readonly (readonly string[])[];
}

export function example(
  texts: readonly string[],
  reference: string,
  set: { name: string; length: Length },
  weight: number,
  folds: number,
): Example {
  const model = textModel(texts.map((text, i) => ({ id: String(i), title: "", text })));
  const gold = rougeTokens(reference);
  return {
    set: set.name,
    fold: foldOfText(texts[0] ?? "", folds),
    weight,
    length: set.length,
    sentences: model.sentences,
    features: features(model),
    gold: { ones: counts(gold), twos: counts(pairs(gold)), size: gold.length },
    tokens: model.sentences.map((sentence) => rougeTokens(sentence.text)),
  };
}

/** ROUGE-1 F + ROUGE-2 F of these sentences in the article's order. */
export function quality(one: Example, picked: readonly number[]): number {
  const tokens = [...picked].sort((a, b) => a - b).flatMap((i) => one.tokens[i] ?? []);
  return f(tokens, one.gold.ones, one.gold.size) + f(pairs(tokens), one.gold.twos, one.gold.size - 1);
}

function f(found: readonly string[], gold: ReadonlyMap<string, number>, size: number): number {
  const left = new Map<string, number>();
  let hits = 0;
  for (const gram of found) {
    const used = left.get(gram) ?? 0;
    if (used < (gold.get(gram) ?? 0)) {
      hits++;
      left.set(gram, used + 1);
    }
  }
  return found.length + size > 0 ? (2 * hits) / (found.length + size) : 0;
}

function pairs(tokens: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 1; i < tokens.length; i++) found.push(`${tokens[i - 1]} ${tokens[i]}`);
  return found;
}

function counts(grams: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const gram of grams) found.set(gram, (found.get(gram) ?? 0) + 1);
  return found;
}

/** A topic classifier with probabilities that hold and a size that fits: trained, calibrated on texts held out, cut and made small. */
import { type TopicWeights, topicClassifier } from "../../language/topics/classifier.ts";
import { likeliestTemperature } from "./calibrate.ts";
import { type TopicExample, type TopicOptions, trainTopics } from "./train.ts";

export interface FitOptions extends TopicOptions {
  /** Parts for the calibration; an example is in the part of its place. */
  folds: number;
  mostFeatures: number;
}

/** An example as a model saw it that was trained without it. */
export interface HeldOut {
  /** Its place among the examples. */
  at: number;
  /** Calibrated, by the model's labels. */
  probabilities: readonly number[];
}

export interface Fitted {
  model: TopicWeights;
  held: readonly HeldOut[];
}

/** Trained on all examples; its temperature is found by models that were trained on the other parts of them, whose answers come along. */
export function fitTopics(
  examples: readonly TopicExample[],
  labels: readonly string[],
  options: FitOptions,
): Fitted {
  const logits: { at: number; gold: number; of: number[] }[] = [];
  for (let fold = 0; fold < options.folds; fold++) {
    const part = examples.filter((_, i) => i % options.folds !== fold);
    const classify = topicClassifier(smaller(trainTopics(part, labels, options), options.mostFeatures));
    for (const [at, { text, labels: own }] of examples.entries()) {
      const gold = labels.indexOf(own[0] ?? "");
      if (at % options.folds !== fold || gold < 0 || own.length !== 1) continue;
      // The softmax takes away what all scores share, which is nothing to a temperature.
      const of = Array.from(classify.probabilities(text).of, (p) => Math.log(Math.max(p, 1e-30)));
      logits.push({ at, gold, of });
    }
  }
  const model = smaller(trainTopics(examples, labels, options), options.mostFeatures);
  if (logits.length === 0) return { model, held: [] };
  const temperature = likeliestTemperature(
    logits.map(({ of }) => of),
    logits.map(({ gold }) => gold),
  );
  const held = logits.map(({ at, of }) => ({ at, probabilities: softmax(of, temperature) }));
  return { model: { ...model, temperature }, held };
}

function softmax(logits: readonly number[], temperature: number): number[] {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(temperature * (logit - most)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Keeps the features that move a text's scores most, and makes each weight one byte. */
export function smaller(model: TopicWeights, mostFeatures: number): TopicWeights {
  const classes = model.labels.length;
  const pull = Float64Array.from(model.idf, (idf, f) => {
    let square = 0;
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      const weight = model.weights[f * classes + c] as number;
      square += weight * weight;
      sum += weight;
    }
    // What all classes share decides nothing.
    return idf * Math.sqrt(Math.max(0, square / classes - (sum / classes) ** 2));
  });
  const all = Array.from(pull.keys());
  const kept =
    all.length <= mostFeatures
      ? all
      : all
          .sort((a, b) => (pull[b] as number) - (pull[a] as number) || a - b)
          .slice(0, mostFeatures)
          .sort((a, b) => (model.hashes[a] as number) - (model.hashes[b] as number));
  const scales = new Float32Array(classes);
  for (const f of kept)
    for (let c = 0; c < classes; c++)
      scales[c] = Math.max(scales[c] as number, Math.abs(model.weights[f * classes + c] as number) / 127);
  const weights = new Int8Array(kept.length * classes);
  for (const [to, f] of kept.entries())
    for (let c = 0; c < classes; c++)
      weights[to * classes + c] = Math.round(
        (model.weights[f * classes + c] as number) / ((scales[c] as number) || 1),
      );
  return {
    ...model,
    hashes: Uint32Array.from(kept, (f) => model.hashes[f] as number),
    idf: Float32Array.from(kept, (f) => model.idf[f] as number),
    weights,
    scales,
  };
}

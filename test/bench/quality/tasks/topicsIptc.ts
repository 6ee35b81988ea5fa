/**
 * IPTC's subjects: on sets whose categories were mapped to them (held out of the training), and on sentences of our own, some for each subject,
 * since the sets tell of half of them only.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openModel } from "../../../../src/language/model-folder.ts";
import { readTopicWeights, topicClassifier } from "../../../../src/language/topics/classifier.ts";
import { IPTC } from "../../../../src/language/topics/iptc.ts";
import { foldOfText } from "../../../../src/learn/folds.ts";
import { trainIptc } from "../../../../src/learn/recipes/topics.ts";
import {
  type IptcExample,
  iptcExamples,
  mappedExamples,
} from "../../../../src/learn/topics/iptc-examples.ts";
import { mappings } from "../../../../src/learn/topics/mapping.ts";
import type { WordTable } from "../../../../src/learn/topics/train.ts";
import { naiveBayes } from "../baselines/naiveBayes.ts";
import { DEFAULT_DATA, parseLines } from "../data.ts";
import type { Run } from "../frame.ts";
import { swappedAnswer } from "../swapped.ts";
import type { Judged } from "./topics.ts";

const MODEL = fileURLToPath(new URL("../../../../models/topics-iptc", import.meta.url));
const GOLD = fileURLToPath(new URL("../gold/topics-iptc.jsonl", import.meta.url));
const FOLDS = 5;

type Classifier = ReturnType<typeof topicClassifier>;

export function iptc(
  run: Run,
  vectors: WordTable,
  tell: (set: string, judged: readonly Judged[], seconds: number) => void,
): void {
  for (const language of ["en", "zh"] as const) {
    const began = performance.now();
    const shipped = topicClassifier(readTopicWeights(openModel(MODEL), language));
    const known = ofEachSubject(examplesOf(DEFAULT_DATA, language), run.limit);
    const bayes = naiveBayes(known);
    const judged = run.development
      ? crossValidated(known, language, vectors, run)
      : judge(shipped, bayes, mapped(run, language).slice(0, run.limit));
    if (judged.length > 0) tell(`iptc_mapped_${language}`, judged, (performance.now() - began) / 1_000);
    const gold = parseLines<IptcExample>(readFileSync(GOLD), GOLD).filter((one) => one.language === language);
    const seconds = (performance.now() - began) / 1_000;
    tell(`iptc_own_${language}`, judge(shipped, bayes, gold.slice(0, run.limit)), seconds);
  }
}

function examplesOf(data: string, language: string): IptcExample[] {
  return iptcExamples(data, 1).filter((one) => one.language === language);
}

/** A quick look trains on little too, and on every subject all the same. */
function ofEachSubject(examples: readonly IptcExample[], most: number): IptcExample[] {
  const counts = new Map<string, number>();
  return examples.filter(({ label }) => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    return count <= most;
  });
}

function crossValidated(
  examples: readonly IptcExample[],
  language: "en" | "zh",
  vectors: WordTable,
  run: Run,
): Judged[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    run.progress(`iptc_mapped_${language}`, fold, FOLDS);
    const train = examples.filter(({ text }) => foldOfText(text, FOLDS) !== fold);
    const held = examples.filter(({ text, seeded }) => !seeded && foldOfText(text, FOLDS) === fold);
    const weights = trainIptc(train, language, vectors, 1);
    return judge(topicClassifier(weights), naiveBayes(train), held.slice(0, run.limit));
  }).flat();
}

/** What a folder has of the mapped sets, less what the shipped weights were trained on. */
function mapped(run: Run, language: string): IptcExample[] {
  const known = new Set(examplesOf(DEFAULT_DATA, language).map(({ text }) => text));
  return mappings
    .filter((mapping) => mapping.language === language)
    .flatMap((mapping) => {
      try {
        return mappedExamples(run.data, mapping, 1);
      } catch {
        run.missing(`iptc_mapped_${language}`, `${mapping.file}.jsonl.gz`, false);
        return [];
      }
    })
    .filter(({ text }) => !known.has(text));
}

/** In words: codes say nothing to whoever reads confusions. */
const nameOf = (code: string) => IPTC[code]?.en ?? code;

function judge(
  { probabilities, labels }: Classifier,
  bayes: (text: string) => string,
  held: readonly { text: string; label: string }[],
): Judged[] {
  const answer = (text: string) => {
    const { of } = probabilities(text);
    return nameOf(labels[of.indexOf(Math.max(...of))] ?? "");
  };
  return held.map(({ text, label }, at) => {
    const { of } = probabilities(text);
    const best = of.indexOf(Math.max(...of));
    return {
      row: { id: String(at), text, label: nameOf(label) },
      ours: nameOf(labels[best] ?? ""),
      probability: of[best] ?? 0,
      bayes: nameOf(bayes(text)),
      ...swappedAnswer(text, answer),
    };
  });
}

/** Names: exact spans with their type, as CoNLL counts them; Chinese names, numbers, money and dates on our own gold. */
import { fileURLToPath } from "node:url";
import { createTextTools } from "../../../../src/language/index.ts";
import { openModel } from "../../../../src/language/model-folder.ts";
import { spansOfTags, type TokenSpan, TYPES } from "../../../../src/language/names/labels.ts";
import { loadNames } from "../../../../src/language/names/tagger.ts";
import { fittedTagger, OPTIONS } from "../../../../src/learn/names/fit.ts";
import { taggedRows } from "../../../../src/learn/recipes/names-en.ts";
import { compromise, type Finder, type Tagged, winkFinder } from "../baselines/names.ts";
import { perceptronFinder } from "../baselines/perceptron.ts";
import { DEFAULT_DATA, readRows } from "../data.ts";
import { atLeast, notBelow, type Run, type Task } from "../frame.ts";
import { type Counted, counted, spanRows } from "../spans.ts";
import { ownGold } from "./namesOwnGold.ts";

const FOLDS = 5;
/** Rows beside a block that are not trained on: the article that the block cuts. */
const MARGIN = 6;
const MODEL = fileURLToPath(new URL("../../../../models/names-en", import.meta.url));
const SYSTEMS = ["ours", "wink", "compromise", "perceptron"] as const;

export const names: Task = {
  name: "names",
  about:
    "names in English (wikigold) and Chinese, numbers, money and dates: precision, recall, F1 of exact spans",
  gates: [
    notBelow("wikigold", "f1", ["wink", "compromise", "perceptron"]),
    atLeast("own_gold_quantities_heldout", "f1", 0.97),
    atLeast("own_gold_quantities_second", "f1", 0.97),
  ],
  async run(run) {
    wikigold(run);
    ownGold(run);
    speed(run);
  },
};

/** Everybody's spans of rows that none of them has learnt from. */
function wikigold(run: Run): void {
  const rows = readRows<Tagged>(run, "wikigold", "ner/wikigold");
  if (!rows) return;
  const began = performance.now();
  const found = rows.map(() => ({}) as Record<(typeof SYSTEMS)[number], TokenSpan[]>);
  const score = (
    places: readonly number[],
    training: readonly Tagged[],
    ours: (document: readonly (readonly string[])[]) => TokenSpan[][],
  ): void => {
    const finders: Record<string, Finder> = {
      wink: winkFinder(training),
      compromise,
      perceptron: perceptronFinder(training, run.seed),
    };
    const own = ours(places.map((at) => rows[at]?.tokens ?? []));
    places.forEach((at, i) => {
      const tokens = rows[at]?.tokens ?? [];
      found[at] = {
        ours: own[i] ?? [],
        ...(Object.fromEntries(Object.entries(finders).map(([name, find]) => [name, find(tokens)])) as Record<
          "wink" | "compromise" | "perceptron",
          TokenSpan[]
        >),
      };
    });
  };
  const all = rows.map((_, i) => i);
  const { knowledge, tag } = loadNames(openModel(MODEL));
  if (run.development)
    for (let fold = 0; fold < FOLDS; fold++) {
      const from = Math.floor((fold * rows.length) / FOLDS);
      const to = Math.floor(((fold + 1) * rows.length) / FOLDS);
      const held = new Set(rows.slice(from, to).map(({ tokens }) => tokens.join(" ")));
      const training = rows.filter(
        ({ tokens }, i) => (i < from - MARGIN || i >= to + MARGIN) && !held.has(tokens.join(" ")),
      );
      const tagger = fittedTagger(training, knowledge, { ...OPTIONS, seed: run.seed });
      score(all.slice(from, to), training, tagger.tag);
      run.progress("wikigold", to, rows.length);
    }
  else score(all, taggedRows(DEFAULT_DATA), tag);
  const gold = rows.map(({ tags }) => spansOfTags(tags));
  const of = (
    count: (gold: readonly TokenSpan[], found: readonly TokenSpan[]) => Counted,
  ): Record<string, Counted[]> =>
    Object.fromEntries(
      SYSTEMS.map((name) => [name, gold.map((spans, i) => count(spans, found[i]?.[name] ?? []))]),
    );
  const typed = ({ start, end, type }: TokenSpan): string => `${start} ${end} ${type}`;
  const seconds = (performance.now() - began) / 1_000;
  spanRows(
    run,
    "wikigold",
    of((a, b) => counted(a, b, typed)),
    seconds,
  );
  spanRows(
    run,
    "wikigold_spans",
    of((a, b) => counted(a, b, ({ start, end }) => `${start} ${end}`)),
    seconds,
  );
  for (const type of TYPES) {
    const only = (spans: readonly TokenSpan[]): TokenSpan[] => spans.filter((span) => span.type === type);
    spanRows(
      run,
      `wikigold_${type}`,
      of((a, b) => counted(only(a), only(b), typed)),
      seconds,
    );
  }
  rows.forEach((_, i) => {
    run.predict({ set: "wikigold", id: String(i), gold: gold[i], predicted: found[i]?.ours, score: null });
  });
}

/** Articles a second, warm; the others on the same sentences. */
function speed(run: Run): void {
  const rows = readRows<{ text: string }>(run, "kpcrowd_news", "keywords/kpcrowd_news", false);
  if (!rows) return;
  const began = performance.now();
  const tools = createTextTools();
  const texts = rows.map(({ text }) => text).slice(0, 100);
  const wink = winkFinder([]);
  const rate = (read: (text: string) => unknown): number[] => {
    const times = [0, 1, 2, 3].map(() => {
      const start = performance.now();
      for (const text of texts) read(text);
      return (texts.length / (performance.now() - start)) * 1_000;
    });
    return times.slice(1).sort((a, b) => a - b);
  };
  const own = rate((text) => tools.names(text, "en"));
  run.row({
    set: "kpcrowd_news",
    n: texts.length,
    metric: "perSecond",
    value: own[1] ?? 0,
    ci: [own[0] ?? 0, own[2] ?? 0],
    baselines: {
      wink: rate((text) => wink(text.split(/\s+/)))[1] ?? 0,
      compromise: rate((text) => compromise(text.split(/\s+/)))[1] ?? 0,
    },
    seconds: (performance.now() - began) / 1_000,
  });
}

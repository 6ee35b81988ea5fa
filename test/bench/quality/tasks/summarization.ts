/** Extractive summaries against references, beside the lead and two graph methods. */
import { sentences } from "../../../../src/language/sentences.ts";
import type { Length } from "../../../../src/language/summary/select.ts";
import { summarizeTo } from "../../../../src/language/summary/summarize.ts";
import { rouge } from "../../../../src/learn/metrics/rouge.ts";
import type { Document } from "../../../../src/types.ts";
import { contentStems, idfOf, lexRank, oracle, textRank } from "../baselines/summaries.ts";
import { readRows } from "../data.ts";
import { type Run, significantlyAbove, type Task } from "../frame.ts";
import { meanRow } from "../scored.ts";
import { rankerFor } from "./summaryRanker.ts";
import { summarySpeed } from "./summarySpeed.ts";

/** One rule of length a set, the same for ours and for every baseline but lead3 (three sentences, always). */
interface Set {
  name: string;
  length: Length;
  needed: boolean;
  /** The title is given only where it is the article's own; inshorts' and others' are written by the summary's author. */
  title: boolean;
  weak?: boolean;
}

const SETS: readonly Set[] = [
  { name: "cnndm", length: { sentences: 3 }, needed: true, title: false },
  { name: "xsum", length: { sentences: 3 }, needed: true, title: false },
  { name: "inshorts", length: { words: 65 }, needed: true, title: false },
  { name: "bbc_extractive", length: { words: 150 }, needed: true, title: true },
  { name: "multinews", length: { words: 200 }, needed: true, title: false },
  { name: "zh_lcsts", length: { sentences: 1 }, needed: true, title: false },
  { name: "writers_multi_ref", length: { sentences: 3 }, needed: false, title: false },
  { name: "frank", length: { sentences: 3 }, needed: false, title: false },
];

interface Article {
  id?: string;
  title?: string;
  article?: string;
  documents?: string[];
  summary?: string;
  references?: string[];
}

const METRICS = ["rouge1", "rouge2", "rougeLsum"] as const;
type Scores = Record<(typeof METRICS)[number] | "words", number[]>;

export const summarization: Task = {
  name: "summarization",
  about: "summaries of one article and of several: ROUGE, citations, speed",
  gates: [
    significantlyAbove("cnndm", "rouge1", "lead3"),
    significantlyAbove("inshorts", "rouge1", "lead3"),
    ...SETS.filter((set) => set.needed).map((set) => ({
      set: set.name,
      metric: "resolves" as const,
      fails: (row: { value: number }) =>
        row.value === 1 ? undefined : "a sentence does not stand where its citation says",
    })),
    {
      set: "cnndm",
      metric: "msPer700Words",
      fails: (row) => (row.value <= 2 ? undefined : `${row.value.toFixed(2)} ms is more than 2`),
    },
  ],
  async run(run) {
    for (const set of SETS) evaluate(run, set);
    summarySpeed(run);
  },
};

function evaluate(run: Run, set: Set): void {
  const rows = readRows<Article>(run, set.name, `summarization/${set.name}`, set.needed);
  if (!rows || rows.length === 0) return;
  const began = performance.now();
  const texts = rows.map((row) => row.documents ?? [row.article ?? ""]);
  const idf = idfOf(texts.map((documents) => contentStems(documents.join("\n\n"))));
  const systems = new Map<string, Scores>();
  let resolving = 0;
  let cited = 0;
  rows.forEach((row, i) => {
    const documents = (texts[i] ?? []).map(
      (text, place): Document => ({ id: String(place), title: set.title ? (row.title ?? "") : "", text }),
    );
    const references = (row.references ?? [row.summary ?? ""]).map((text) =>
      sentences(text).map((span) => span.text),
    );
    const summary = summarizeTo(documents, set.length, rankerFor(run, texts[i]?.[0] ?? ""));
    for (const { text, passages } of summary.sentences) {
      cited++;
      const [passage] = passages;
      const source = documents.find(({ id }) => id === passage?.source);
      if (passage && source && source.text.slice(passage.start, passage.end) === text) resolving++;
    }
    const ours = summary.sentences.map(({ text }) => text);
    const picks: Record<string, readonly string[]> = {
      ours,
      ...baselines(documents, references, set.length, idf),
    };
    for (const [name, picked] of Object.entries(picks)) note(systems, name, picked, references);
    const id = row.id ?? String(i);
    run.predict({
      set: set.name,
      id,
      gold: row.references ?? row.summary,
      predicted: ours.join("\n"),
      score: null,
    });
    run.progress(set.name, i + 1, rows.length);
  });
  const seconds = (performance.now() - began) / 1_000;
  const ours = systems.get("ours");
  if (!ours) return;
  for (const metric of [...METRICS, "words"] as const) {
    const others = [...systems]
      .filter(([name]) => name !== "ours")
      .map(([name, scores]) => [name, scores[metric]]);
    const against = metric === "words" ? [] : ["lead3", "lead"];
    meanRow(run, set.name, metric, ours[metric], Object.fromEntries(others), seconds, against);
  }
  const value = cited > 0 ? resolving / cited : 1;
  run.row({ set: set.name, n: cited, metric: "resolves", value, ci: [value, value], baselines: {}, seconds });
}

function note(
  systems: Map<string, Scores>,
  name: string,
  picked: readonly string[],
  references: readonly (readonly string[])[],
): void {
  let scores = systems.get(name);
  if (!scores) {
    scores = { rouge1: [], rouge2: [], rougeLsum: [], words: [] };
    systems.set(name, scores);
  }
  const values = rouge(picked, references);
  for (const metric of METRICS) scores[metric].push(values[metric]);
  scores.words.push(wordsIn(picked.join(" ")));
}

function baselines(
  documents: readonly Document[],
  references: readonly (readonly string[])[],
  length: Length,
  idf: (stem: string) => number,
): Record<string, readonly string[]> {
  const all = documents.flatMap(({ text }) => sentences(text).map((span) => span.text));
  const lengths = all.map(wordsIn);
  const stems = all.map(contentStems);
  const inOrder = (order: readonly number[]): string[] =>
    take(order, lengths, length)
      .sort((a, b) => a - b)
      .map((i) => all[i] ?? "");
  const natural = all.map((_, i) => i);
  const most = "sentences" in length ? length.sentences : Math.ceil(length.words / 15);
  return {
    lead3: all.slice(0, 3),
    lead: inOrder(natural),
    textrank: inOrder(textRank(stems)),
    lexrank: inOrder(lexRank(stems, idf)),
    oracle: inOrder(oracle(all, references[0] ?? [], most)),
  };
}

/** The rule of `select`, for an order that is given. */
function take(order: readonly number[], lengths: readonly number[], length: Length): number[] {
  if ("sentences" in length) return order.slice(0, length.sentences);
  const picked: number[] = [];
  let total = 0;
  for (const i of order) {
    if (total >= length.words * 0.95) break;
    const own = lengths[i] ?? 0;
    if (picked.length > 0 && total + own > length.words * 1.15) continue;
    picked.push(i);
    total += own;
  }
  return picked;
}

function wordsIn(text: string): number {
  const dense = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return (
    dense / 1.7 +
    (text.replaceAll(/\p{Script=Han}/gu, " ").match(/[\p{L}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*/gu)?.length ?? 0)
  );
}

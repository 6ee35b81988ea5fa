/** Extractive summaries: every sentence is one of the documents' own. */
import type { Document, Summary } from "../../types.ts";
import { features } from "./features.ts";
import { type Sentence, type TextModel, textModel } from "./model.ts";
import { type Length, select } from "./select.ts";
import { type Ranker, shippedRanker } from "./weights.ts";

/** How much a document's newness adds, newest against oldest, where several tell the same. */
const NEWNESS = 0.05;

/** Several documents repeat one another far more than one does itself: caution is raised so many times (judged on Multi-News). */
const CAUTION_FOR_MANY = 3;

/** `words` is the length aimed at (for Chinese: characters ÷ 1.7). Sentences stand in the order of the documents, oldest first. */
export function summarize(documents: readonly Document[], words: number): Summary {
  return summarizeTo(documents, { words }, shippedRanker());
}

/** The same, to a number of sentences as well, and with other weights: for evaluation. */
export function summarizeTo(documents: readonly Document[], length: Length, ranker: Ranker): Summary {
  const model = textModel(documents);
  const scores = scoresOf(model, documents, ranker);
  const caution = documents.length > 1 ? ranker.caution * CAUTION_FOR_MANY : ranker.caution;
  const picked = select(model.sentences, scores, length, caution)
    .map((i) => model.sentences[i])
    .filter((sentence) => sentence !== undefined);
  const order = orderOf(documents);
  picked.sort((a, b) => (order[a.document] ?? 0) - (order[b.document] ?? 0) || a.start - b.start);
  return { sentences: picked.map((sentence) => cited(sentence, documents)) };
}

function scoresOf(model: TextModel, documents: readonly Document[], ranker: Ranker): number[] {
  const newness = newnessOf(documents);
  return features(model).map((row, i) => {
    let score = (newness[model.sentences[i]?.document ?? 0] ?? 0) * NEWNESS;
    for (let f = 0; f < row.length; f++) score += (row[f] ?? 0) * (ranker.weights[f] ?? 0);
    return score;
  });
}

/** 0 … 1 by rank of `publishedAt`; undated ones count as oldest. */
function newnessOf(documents: readonly Document[]): number[] {
  const times = [...new Set(documents.map((document) => document.publishedAt ?? 0))].sort((a, b) => a - b);
  return documents.map(
    (document) => times.indexOf(document.publishedAt ?? 0) / Math.max(1, times.length - 1),
  );
}

/** Place of each document when told by time; those without a time keep their order, at the front. */
function orderOf(documents: readonly Document[]): number[] {
  const order: number[] = [];
  documents
    .map((document, i) => ({ i, at: document.publishedAt ?? 0 }))
    .sort((a, b) => a.at - b.at || a.i - b.i)
    .forEach(({ i }, place) => {
      order[i] = place;
    });
  return order;
}

function cited(sentence: Sentence, documents: readonly Document[]): Summary["sentences"][number] {
  const { start, end, text } = sentence;
  return { text, passages: [{ source: documents[sentence.document]?.id ?? "", start, end, text }] };
}

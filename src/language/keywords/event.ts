/** Key phrases of an event: what its stories are about together. */
import { setImmediate } from "node:timers/promises";
import type { Document, KeyPhrase, Keyword } from "../../types.ts";
import { stem, words } from "../words.ts";
import { overlaps } from "./overlaps.ts";

/** Phrases of a text that may become the event's. */
const OF_EACH = 30;
/** Of a text, UTF-16: what an event is about stands in its stories' beginnings. */
const OPENING = 3_000;
/** Texts that are read; more say nothing new. */
const MOST_TEXTS = 60;

interface Gathered {
  /** How it is written, and how often that way. */
  forms: Map<string, number>;
  stems: readonly string[];
  sum: number;
  documents: number;
  first: KeyPhrase["first"];
  model: string;
}

/** `find`: phrases of one text, of which one may hold another, best first. A phrase of one text among several counts for little: it is that text's own. */
export async function eventPhrases(
  documents: readonly Document[],
  limit: number,
  find: (text: string, limit: number) => readonly Keyword[],
): Promise<KeyPhrase[]> {
  const gathered = new Map<string, Gathered>();
  const read = spread(documents, MOST_TEXTS);
  for (const document of read) {
    note(document, gathered, find);
    await setImmediate();
  }
  const ordered = [...gathered.values()]
    .map((one) => ({ ...one, score: one.sum / read.length }))
    .sort((a, b) => b.score - a.score || b.documents - a.documents);
  const chosen: typeof ordered = [];
  for (const one of ordered) {
    if (chosen.length >= limit) break;
    if (!chosen.some(({ stems }) => overlaps(stems, one.stems))) chosen.push(one);
  }
  return chosen.map(({ forms, score, documents, first, model }) => ({
    phrase: [...forms].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "",
    ...{ score, documents, first, model },
  }));
}

function note(
  { id, title, text }: Document,
  gathered: Map<string, Gathered>,
  find: (text: string, limit: number) => readonly Keyword[],
): void {
  const head = title ? `${title}\n\n` : "";
  const opening = text.slice(0, OPENING);
  const seen = new Set<string>();
  for (const { phrase, start, end, score, model } of find(head + opening, OF_EACH)) {
    const stems = words(phrase).map((word) => stem(word.text.toLowerCase()));
    const key = stems.join(" ");
    if (seen.has(key)) continue;
    seen.add(key);
    const known = gathered.get(key);
    const place =
      start >= head.length
        ? { start: start - head.length, end: end - head.length }
        : placeOf(phrase, opening);
    const first = { document: id, place };
    if (!known)
      gathered.set(key, { forms: new Map([[phrase, 1]]), stems, sum: score, documents: 1, first, model });
    else {
      known.forms.set(phrase, (known.forms.get(phrase) ?? 0) + 1);
      known.sum += score;
      known.documents++;
      // In a text it can be read in its sentence; in a title alone it cannot.
      if (!known.first.place && place) known.first = first;
    }
  }
}

/** A title's phrase in the text itself. */
function placeOf(phrase: string, text: string): { start: number; end: number } | undefined {
  const start = text.toLowerCase().indexOf(phrase.toLowerCase());
  const end = start + phrase.length;
  // Some letters are longer in lower case: then the place is another.
  return start >= 0 && text.slice(start, end).toLowerCase() === phrase.toLowerCase()
    ? { start, end }
    : undefined;
}

/** The first, the last, and evenly between. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  const step = (all.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => all[Math.round(i * step)] as T);
}

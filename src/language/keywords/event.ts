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
/** ms between two turns of the event loop. */
const SLICE = 8;
/** Phrases that are looked for in all texts. */
const CONSIDERED = 60;
/** Of the texts that have a part, the share that has the whole. */
const WITH_PART = 0.75;

interface Gathered {
  /** How it is written, and how often that way. */
  forms: Map<string, number>;
  stems: readonly string[];
  /** Of the scores that it has in single texts, and in how many it has one. */
  sum: number;
  ranked: number;
  first: KeyPhrase["first"];
  model: string;
}

interface Considered extends Gathered {
  /** Texts that have it. */
  having: number;
  score: number;
}

/**
 * `find`: phrases of one text, of which one may hold another, best first. Score: how good a phrase it is where it is one, times the cube of the
 * share of texts that have it.
 */
export async function eventPhrases(
  documents: readonly Document[],
  limit: number,
  find: (text: string, limit: number) => readonly Keyword[],
): Promise<KeyPhrase[]> {
  const gathered = new Map<string, Gathered>();
  const read = spread(documents, MOST_TEXTS);
  let since = performance.now();
  for (const document of read) {
    note(document, gathered, find);
    if (performance.now() - since < SLICE) continue;
    await setImmediate();
    since = performance.now();
  }
  const texts = read.map(
    ({ title, text }) => ` ${stemsOf(`${title}\n\n${text.slice(0, OPENING)}`).join(" ")} `,
  );
  const considered: readonly Considered[] = [...gathered.values()]
    .sort((a, b) => b.sum - a.sum)
    .slice(0, CONSIDERED)
    .map((one) => {
      const having = texts.filter((text) => text.includes(` ${one.stems.join(" ")} `)).length;
      return { ...one, having, score: (one.sum / one.ranked) * (having / read.length) ** 3 };
    })
    .filter(({ having }) => having > 0);
  const ordered = considered
    .filter((one) => !considered.some((longer) => nearlyAlways(one, longer)))
    .sort((a, b) => b.score - a.score || b.having - a.having);
  const chosen: typeof ordered = [];
  for (const one of ordered) {
    if (chosen.length >= limit) break;
    if (!chosen.some(({ stems }) => overlaps(stems, one.stems))) chosen.push(one);
  }
  return chosen.map(({ forms, score, having, first, model }) => ({
    phrase: [...forms].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "",
    ...{ score, documents: having, first: firstIn(read, [...forms.keys()]) ?? first, model },
  }));
}

/** The first text that has it, in any form: also one of which it is not among the best phrases. */
function firstIn(documents: readonly Document[], forms: readonly string[]): KeyPhrase["first"] | undefined {
  for (const { id, text } of documents)
    for (const form of forms) {
      const place = placeOf(form, text.slice(0, OPENING));
      if (place) return { document: id, place };
    }
  return undefined;
}

/** A name's part that hardly ever stands without the whole: "Michael" where all write of Michael Sheen. */
function nearlyAlways(
  part: Pick<Considered, "stems" | "having">,
  whole: Pick<Considered, "stems" | "having">,
): boolean {
  return (
    whole.stems.length > part.stems.length &&
    whole.having > 1 &&
    whole.having >= WITH_PART * part.having &&
    ` ${whole.stems.join(" ")} `.includes(` ${part.stems.join(" ")} `)
  );
}

const stemsOf = (text: string): string[] => words(text).map((word) => stem(word.text.toLowerCase()));

function note(
  { id, title, text }: Document,
  gathered: Map<string, Gathered>,
  find: (text: string, limit: number) => readonly Keyword[],
): void {
  const head = title ? `${title}\n\n` : "";
  const opening = text.slice(0, OPENING);
  const seen = new Set<string>();
  for (const { phrase, start, end, score, model } of find(head + opening, OF_EACH)) {
    const stems = stemsOf(phrase);
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
      gathered.set(key, { forms: new Map([[phrase, 1]]), stems, sum: score, ranked: 1, first, model });
    else {
      known.forms.set(phrase, (known.forms.get(phrase) ?? 0) + 1);
      known.sum += score;
      known.ranked++;
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

/** Other finders of names, each mapped to PER, ORG, LOC, MISC as fairly as it can be. */
import nlp from "compromise";
import model from "wink-eng-lite-web-model";
import winkNlp from "wink-nlp";
import { type NameType, spansOfTags, type TokenSpan } from "../../../../src/language/names/labels.ts";

export interface Tagged {
  tokens: readonly string[];
  tags: readonly string[];
}
export type Finder = (tokens: readonly string[]) => TokenSpan[];

/** Places of the tokens in the sentence that they make with spaces between. */
function placesOf(tokens: readonly string[]): { text: string; starts: number[]; ends: number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  let text = "";
  for (const token of tokens) {
    if (text) text += " ";
    starts.push(text.length);
    text += token;
    ends.push(text.length);
  }
  return { text, starts, ends };
}

/** From characters to tokens: those that lie in it by more than half. */
function toTokens(
  start: number,
  end: number,
  starts: readonly number[],
  ends: readonly number[],
): { start: number; end: number } | undefined {
  const inside = starts.map(
    (from, i) => Math.min(end, ends[i] ?? 0) - Math.max(start, from) > ((ends[i] ?? 0) - from) / 2,
  );
  const first = inside.indexOf(true);
  return first < 0 ? undefined : { start: first, end: inside.lastIndexOf(true) + 1 };
}

/** compromise's people, organisations and places; its demonyms ("French") are MISC. */
export const compromise: Finder = (tokens) => {
  const { text, starts, ends } = placesOf(tokens);
  const doc = nlp(text);
  const found: TokenSpan[] = [];
  const sets: [NameType, { json(options: unknown): unknown }][] = [
    ["PER", doc.people()],
    ["ORG", doc.organizations()],
    ["LOC", doc.places()],
    ["MISC", doc.match("#Demonym+")],
  ];
  for (const [type, view] of sets)
    for (const one of view.json({ offset: true }) as {
      text: string;
      offset: { start: number; length: number };
    }[]) {
      // Points and possessives that it keeps at the end are no part of the name.
      const bare = one.text.replace(/[\s,.;:!?"')]+$/u, "").replace(/\s?['’]s$/u, "");
      const head = /^[\s"'(]*/u.exec(bare)?.[0].length ?? 0;
      const span = toTokens(one.offset.start + head, one.offset.start + bare.length, starts, ends);
      if (span && !found.some((other) => span.start < other.end && other.start < span.end))
        found.push({ ...span, type });
    }
  return found;
};

let wink: ReturnType<typeof winkNlp> | undefined;

/** wink-nlp's model names no people: its runs of proper nouns, each of the type that its last word (else any name) has most often in the training rows. */
export function winkFinder(rows: readonly Tagged[]): Finder {
  wink ??= winkNlp(model);
  const nlpWink = wink;
  const counts = new Map<string, Map<NameType, number>>();
  const count = (key: string, type: NameType): void => {
    const known = counts.get(key) ?? new Map<NameType, number>();
    known.set(type, (known.get(type) ?? 0) + 1);
    counts.set(key, known);
  };
  for (const { tokens, tags } of rows)
    for (const span of spansOfTags(tags)) {
      count("", span.type);
      count((tokens[span.end - 1] ?? "").toLowerCase(), span.type);
    }
  const most = (key: string): NameType | undefined =>
    [...(counts.get(key) ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0];
  return (tokens) => {
    const { text, starts, ends } = placesOf(tokens);
    const doc = nlpWink.readDoc(text);
    const values = doc.tokens().out();
    const kinds = doc.tokens().out(nlpWink.its.pos) as string[];
    const proper = tokens.map(() => false);
    let at = 0;
    values.forEach((value, i) => {
      const start = text.indexOf(value, at);
      if (start < 0) return;
      at = start + value.length;
      if (kinds[i] !== "PROPN") return;
      const span = toTokens(start, at, starts, ends);
      for (let j = span?.start ?? 0; j < (span?.end ?? 0); j++) proper[j] = true;
    });
    const found: TokenSpan[] = [];
    for (let i = 0; i < tokens.length; i++) {
      if (!proper[i]) continue;
      let end = i;
      while (proper[end]) end++;
      found.push({ start: i, end, type: most((tokens[end - 1] ?? "").toLowerCase()) ?? most("") ?? "PER" });
      i = end;
    }
    return found;
  };
}

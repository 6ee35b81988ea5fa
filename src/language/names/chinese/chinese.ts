/** The names of Chinese sentences, by lists and rules: places, organisations, people. */
import type { Span } from "../../../types.ts";
import type { Mention } from "../mentions.ts";
import { boundsOf } from "./bounds.ts";
import { events } from "./events.ts";
import { organisations } from "./orgs.ts";
import { peopleIn } from "./people.ts";
import { placeLexicon, places } from "./places.ts";

/** Of a "sentence" longer than this each stretch is read for itself. */
const STRETCH = 600;

export function chineseMentions(text: string, sentences: readonly Span[]): Mention[] {
  const found: Mention[] = [];
  for (const { start, end } of sentences)
    for (let from = start; from < end; from += STRETCH)
      found.push(...read(text, from, Math.min(end, from + STRETCH)));
  return trimmedPlaces(found);
}

/** 夺得海湾 where the text has 海湾 too: the words before it are the sentence's. 北京市海淀区 holds two places and stays. */
function trimmedPlaces(mentions: readonly Mention[]): Mention[] {
  const known = new Set(mentions.flatMap(({ kind, text }) => (kind === "place" ? [text] : [])));
  return mentions.map((one) => {
    if (one.kind !== "place" || one.text.length < 3) return one;
    for (let size = one.text.length - 1; size >= 2; size--) {
      const head = one.text.slice(0, -size);
      if (known.has(one.text.slice(-size)) && !known.has(head) && placeLexicon().at(head, 0) !== head.length)
        return { ...one, start: one.end - size, text: one.text.slice(-size) };
    }
    return one;
  });
}

function read(text: string, from: number, to: number): Mention[] {
  const sentence = text.slice(from, to);
  const bounds = boundsOf(sentence);
  const bodies = organisations(sentence, bounds);
  const lands = places(sentence, bounds).filter(
    (place) => !bodies.some((body) => place.start < body.end && body.start < place.end),
  );
  const held = events(sentence).filter(
    (event) => ![...bodies, ...lands].some((other) => event.start < other.end && other.start < event.end),
  );
  const persons = peopleIn(sentence, bounds, [...bodies, ...lands, ...held]);
  const mention =
    (kind: Mention["kind"]) =>
    (piece: { start: number; end: number }): Mention => ({
      start: from + piece.start,
      end: from + piece.end,
      text: sentence.slice(piece.start, piece.end),
      kind,
    });
  return [
    ...bodies.map(mention("organisation")),
    ...lands.map(mention("place")),
    ...held.map(mention("event")),
    ...persons.map(mention("person")),
  ];
}

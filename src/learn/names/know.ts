/** Makes what the tagger knows beforehand: classes of words and their usual capitals from raw text, and lists of names. */
import { readFileSync } from "node:fs";
import type { KnowledgeFile } from "../../language/names/knowledge.ts";
import {
  DAYS,
  EVENT_HEADS,
  KNOWN_ORGS,
  ORG_ENDS,
  ORG_HEADS,
  PARTICLES,
  PEOPLES,
  PLACE_HEADS,
  REGIONS,
  TITLES,
} from "../../language/names/words.ts";
import { exchange } from "./exchange.ts";

/** A rarer word has no class of its own. */
const LEAST = 4;
const CLASSES = [48, 200, 500] as const;
const ROUNDS = [10, 6, 4] as const;

export function know(
  sentences: readonly (readonly string[])[],
  progress: (stage: string, done: number, of: number) => void,
): KnowledgeFile {
  return { clusters: classes(sentences, progress), small: capitals(sentences), lists: lists() };
}

function classes(
  sentences: readonly (readonly string[])[],
  progress: (stage: string, done: number, of: number) => void,
): Record<string, number[]> {
  const counts = new Map<string, number>();
  for (const sentence of sentences)
    sentence.forEach((word, i) => {
      const form = formOf(word, i);
      counts.set(form, (counts.get(form) ?? 0) + 1);
    });
  const kept = [...counts].filter(([, n]) => n >= LEAST).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const ids = new Map(kept.map(([word], i) => [word, i]));
  const coded = sentences.map((sentence) =>
    Int32Array.from(sentence, (word, i) => ids.get(formOf(word, i)) ?? -1),
  );
  const found = CLASSES.map((size, depth) => {
    const result = exchange(coded, ids.size, size, ROUNDS[depth] as number, undefined, (round) =>
      progress(`${size} classes`, round, ROUNDS[depth] as number),
    );
    return result;
  });
  return Object.fromEntries(kept.map(([word], i) => [word, found.map((result) => result[i] as number)]));
}

/** Digits are alike; the first word's capital says nothing, and it is counted as it stands (its class will be mixed, as its use is). */
const formOf = (word: string, _place: number): string => word.replace(/\d/g, "0");

/** Words inside sentences: of ten, how many are written small. */
function capitals(sentences: readonly (readonly string[])[]): Record<string, number> {
  const counts = new Map<string, [small: number, all: number]>();
  for (const sentence of sentences)
    for (let i = 1; i < sentence.length; i++) {
      const word = sentence[i] as string;
      if (!/^\p{L}{2}/u.test(word) || /^["“‘'`(:.-]/.test(sentence[i - 1] as string)) continue;
      const lower = word.toLowerCase();
      const known = counts.get(lower) ?? [0, 0];
      known[1]++;
      if (word === lower) known[0]++;
      counts.set(lower, known);
    }
  return Object.fromEntries(
    [...counts]
      .filter(([, [, all]]) => all >= LEAST)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([word, [small, all]]) => [word, Math.round((10 * small) / all)]),
  );
}

function lists(): KnowledgeFile["lists"] {
  const towns = [...read("towns"), ...zones()];
  return {
    firstName: read("first-names"),
    lastName: read("last-names"),
    town: [...new Set(towns)].sort(),
    country: countries(),
    region: REGIONS,
    people: [...PEOPLES],
    title: [...TITLES],
    orgEnd: [...ORG_ENDS],
    orgHead: [...ORG_HEADS],
    placeHead: [...PLACE_HEADS],
    eventHead: [...EVENT_HEADS],
    day: [...DAYS],
    particle: [...PARTICLES],
    knownOrg: [...KNOWN_ORGS],
  };
}

function read(file: string): string[] {
  return readFileSync(new URL(`./lists/${file}.txt`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"));
}

/** The countries of the Unicode CLDR, as Intl has them. */
function countries(): string[] {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const found = letters.flatMap((a) => letters.flatMap((b) => names.of(a + b) ?? []));
  return [...new Set(found.map((name) => name.toLowerCase().replace(/&/g, "and")))]
    .filter((name) => !/pseudo|unknown|outlying/.test(name))
    .sort();
}

/** Cities that give their name to a time zone. */
function zones(): string[] {
  return Intl.supportedValuesOf("timeZone")
    .filter((zone) => /^(Africa|America|Asia|Australia|Europe|Pacific|Atlantic|Indian)\//.test(zone))
    .map((zone) => (zone.split("/").at(-1) ?? "").replaceAll("_", " ").toLowerCase());
}

/** What the tagger knows of words beforehand, as it is kept in the model's folder. */
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import type { Knowledge } from "./lexical.ts";

/** Places in the bits of `lists`. */
export const LISTS = [
  "firstName",
  "lastName",
  "town",
  "country",
  "region",
  "people",
  "title",
  "orgEnd",
  "orgHead",
  "placeHead",
  "eventHead",
  "day",
  "particle",
  "knownOrg",
] as const;
export type ListName = (typeof LISTS)[number];

const shape = z.object({
  /** Word → its classes, coarse to fine. */
  clusters: z.record(z.string(), z.array(z.number().int())),
  /** Word in lower case → how often of ten times it is written small inside a sentence. */
  small: z.record(z.string(), z.number().int()),
  /** Names in lower case, by list. */
  lists: z.record(z.enum(LISTS), z.array(z.string())),
});
export type KnowledgeFile = z.infer<typeof shape>;

/** @throws Error for bytes that are not such a file. */
export function readKnowledge(bytes: Uint8Array): Knowledge {
  return knowledgeOf(shape.parse(JSON.parse(gunzipSync(bytes).toString())));
}

export function knowledgeOf(file: KnowledgeFile): Knowledge {
  const clusters = new Map(Object.entries(file.clusters));
  const small = new Map(Object.entries(file.small));
  const words = new Map<string, number>();
  const phrases = new Map<string, number>();
  const openers = new Set<string>();
  LISTS.forEach((name, bit) => {
    for (const entry of file.lists[name]) {
      const map = entry.includes(" ") ? phrases : words;
      map.set(entry, (map.get(entry) ?? 0) | (1 << bit));
      if (map === phrases) openers.add(entry.slice(0, entry.indexOf(" ")));
    }
  });
  return {
    clusters: (form) => clusters.get(form),
    small: (lower) => small.get(lower) ?? -1,
    lists: (lower) => words.get(lower) ?? 0,
    phrase: (lower) => phrases.get(lower) ?? 0,
    opens: (lower) => openers.has(lower),
  };
}

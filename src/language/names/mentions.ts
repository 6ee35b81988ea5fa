/** A place in a text where something is named, before it is known what belongs together. */
import type { NameKind } from "../../types.ts";
import type { NameType } from "./labels.ts";

export interface Mention {
  start: number;
  end: number;
  text: string;
  kind: NameKind;
  /** The desk's own name that it is. */
  known?: string;
  /** How sure the tagger was, 0 … 1. */
  confidence?: number | undefined;
}

export const KINDS: Readonly<Record<NameType, NameKind>> = {
  PER: "person",
  ORG: "organisation",
  LOC: "place",
  MISC: "other",
};

/** Without case, points, accents of type and a leading "the": "The U.S." and "US" are one. */
export function keyOf(name: string): string {
  return name
    .replace(/^the\s+/i, "")
    .replace(/['’]s?$/u, "")
    .replace(/[.’'"“”]/g, "")
    .replace(/[\s\u00A0]+/g, " ")
    .trim()
    .toLowerCase();
}

/** In order; of two that overlap the earlier in the list stays. */
export function withoutOverlaps(mentions: readonly Mention[], length: number): Mention[] {
  const taken = new Uint8Array(length);
  const kept = mentions.filter(({ start, end }) => {
    for (let i = start; i < end; i++) if (taken[i]) return false;
    taken.fill(1, start, end);
    return true;
  });
  return kept.sort((a, b) => a.start - b.start);
}

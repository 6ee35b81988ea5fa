/** Features of a Chinese text: one to three characters in a row, what stands behind a negation in its clause, how the text begins and ends. */
import { type Hashes, mix, put } from "./english.ts";

const NEGATIONS = new Set([..."不没无未别莫非勿"].map((c) => c.charCodeAt(0)));
const STOPS = new Set([..."，。！？；、：,.!?;:~～ \n\t…"].map((c) => c.charCodeAt(0)));
const LONGEST = 3;
/** Characters of a short review. */
const SHORT = 8;
/** 0: a feature counts the same in every text; 1: only its share of the text counts. */
const EVENED = 0.4;
/** Longer texts are cut here; callers give sentences, or a whole review. UTF-16 units. */
export const MOST_CHARACTERS = 4_000;

/** Gives what each feature counts: less in a long text, where many say the same (1 for eight characters). */
export function chineseHashes(text: string, into: Hashes): number {
  into.count = 0;
  const lower = text.slice(0, MOST_CHARACTERS).toLowerCase().replace(/\s+/g, " ").trim();
  let negated = false;
  for (let i = 0; i < lower.length; i++) {
    const code = lower.charCodeAt(i);
    let h = 0x811c9dc5 | 0;
    for (let size = 1; size <= LONGEST && i + size <= lower.length; size++) {
      h = Math.imul(h ^ lower.charCodeAt(i + size - 1), 0x01000193);
      h = Math.imul(h ^ (lower.charCodeAt(i + size - 1) >>> 8), 0x01000193);
      put(into, mix(h, 60 + size));
      if (negated && size < 3) put(into, mix(h, 70 + size));
    }
    if (STOPS.has(code)) negated = false;
    else if (NEGATIONS.has(code)) negated = true;
  }
  put(into, mix(hashText(lower.slice(0, 4)), 80));
  put(into, mix(hashText(lower.replace(/[\s，。！？；、：,.!?;:~～…]+$/u, "").slice(-3)), 81));
  return (SHORT / Math.max(SHORT / 2, lower.length)) ** EVENED;
}

function hashText(text: string): number {
  let h = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h = Math.imul(h ^ (text.charCodeAt(i) >>> 8), 0x01000193);
  }
  return h;
}

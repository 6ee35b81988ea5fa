/** Texts with the key phrases that people gave them, as candidates and tokens with labels. */
import { OUTPUTS, slotsOf } from "../../language/keywords/boundaries.ts";
import { type Candidates, candidatesOf } from "../../language/keywords/candidates.ts";
import { type Tokens, tokensOf } from "../../language/keywords/tokens.ts";
import { stem } from "../../language/words.ts";
import type { LabelledTokens } from "./fit-boundaries.ts";

/** A row of a keywords file. */
export interface KeyedText {
  id: string;
  text: string;
  keys: readonly string[];
}

/** Two phrases with one key are the same: lower case, letters and digits alone, Porter's stem of each word. */
export function keyOf(phrase: string): string {
  return phrase
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .split(/\s+/)
    .filter(Boolean)
    .map(stem)
    .join(" ");
}

export interface Example extends LabelledTokens {
  text: string;
  tokens: Tokens;
  candidates: Candidates;
  /** 0 or 1 for each candidate. */
  wanted: Uint8Array;
  /** Which labels somebody gave, where not all are known: 0 or 1 for each candidate, and for each token. */
  known?: { candidates: Uint8Array; tokens: Uint8Array };
}

const MOST_TOKENS = 20_000;

/** Keys that do not stand in the text teach nothing. */
export function exampleOf({ text, keys }: KeyedText): Example {
  const tokens = tokensOf(text, MOST_TOKENS);
  const candidates = candidatesOf(tokens);
  const gold = new Set(keys.map(keyOf));
  const wanted = new Uint8Array(candidates.list.length);
  const labels = new Uint8Array(tokens.list.length * OUTPUTS);
  candidates.list.forEach(({ at, size, starts }, i) => {
    const own = tokens.list.slice(at, at + size);
    // Chinese words stand without a space between, in keys too.
    const key = own.map((token) => keyOf(token.text)).join(own.some(({ dense }) => dense) ? "" : " ");
    if (!gold.has(key)) return;
    wanted[i] = 1;
    for (const start of starts) {
      labels[start * OUTPUTS] = 1;
      labels[(start + size - 1) * OUTPUTS + 1] = 1;
      for (let token = start; token < start + size; token++) labels[token * OUTPUTS + 2] = 1;
    }
  });
  return { text, tokens, candidates, wanted, slots: slotsOf(tokens.list), labels };
}

/** What a word looks like, whatever stands around it; worked out once a word. */

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value | 0;
}

/** Two hashes as one; not symmetric. */
export function mix(a: number, b: number): number {
  let value = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ b;
  value = Math.imul(value ^ (value >>> 15), 0xc2b2ae35);
  return (value ^ (value >>> 13)) | 0;
}

/** What is known of words beforehand: clusters from raw text, lists of names. */
export interface Knowledge {
  /** Clusters of a word as it stands (coarse to fine), or none. */
  clusters(form: string): readonly number[] | undefined;
  /** How often, of ten times, the word is written small inside a sentence; −1: not known. By the word in lower case. */
  small(lower: string): number;
  /** Bits of the lists that have the word alone, in lower case. */
  lists(lower: string): number;
  /** Bits of lists for names of several words, in lower case with single spaces; 0: none. */
  phrase(lower: string): number;
  /** May a name of several words begin with this one? */
  opens(lower: string): boolean;
}

export interface Lexical {
  form: string;
  lower: string;
  formHash: number;
  lowerHash: number;
  /** "Xx", "xx", "XX", "Xx-Xx", "dd" … each run once. */
  shape: number;
  /** With the length of its runs, up to four. */
  longShape: number;
  affixes: readonly number[];
  suffix3: number;
  capital: boolean;
  allCapitals: boolean;
  clusters: readonly number[];
  small: number;
  lists: number;
  opens: boolean;
}

const KEPT = 60_000;

export function lexicon(knowledge: Knowledge): (form: string) => Lexical {
  const known = new Map<string, Lexical>();
  return (form) => {
    const found = known.get(form);
    if (found) return found;
    const made = lexical(form, knowledge);
    if (known.size >= KEPT) known.clear();
    known.set(form, made);
    return made;
  };
}

function lexical(whole: string, knowledge: Knowledge): Lexical {
  // A "word" of a thousand letters is an address or a file: its head says as much.
  const form = whole.length > 60 ? whole.slice(0, 60) : whole;
  const lower = form.toLowerCase();
  const affixes: number[] = [];
  for (let size = 1; size <= 5 && size < lower.length; size++) {
    affixes.push(mix(size, hash(lower.slice(0, size))), mix(16 + size, hash(lower.slice(-size))));
  }
  const long = form
    .replace(/\p{Lu}/gu, "X")
    .replace(/[\p{Ll}\p{Lo}\p{Lm}]/gu, "x")
    .replace(/\p{N}/gu, "d");
  const capital = /^\p{Lu}/u.test(form);
  const numeric = lower.replace(/\d/g, "0");
  return {
    form,
    lower,
    formHash: hash(form),
    lowerHash: hash(numeric),
    shape: hash(long.replace(/(.)\1+/g, "$1")),
    longShape: hash(long.replace(/(.)\1{3,}/g, "$1$1$1$1")),
    affixes,
    suffix3: hash(lower.slice(-3)),
    capital,
    allCapitals: form.length > 1 && /\p{Lu}/u.test(form) && form === form.toUpperCase(),
    clusters: knowledge.clusters(form) ?? knowledge.clusters(lower) ?? [],
    small: knowledge.small(lower),
    lists: knowledge.lists(lower),
    opens: knowledge.opens(lower),
  };
}

export const NOTHING: Knowledge = {
  clusters: () => undefined,
  small: () => -1,
  lists: () => 0,
  phrase: () => 0,
  opens: () => false,
};

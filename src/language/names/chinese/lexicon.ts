/** Longest match against a list of words. */
export interface Lexicon {
  /** Length of the longest word that begins at `at`; 0: none. */
  at(text: string, at: number): number;
  /** Length of the longest word that ends before `end`; 0: none. */
  before(text: string, end: number): number;
  has(word: string): boolean;
}

export function lexiconOf(words: Iterable<string>): Lexicon {
  const all = new Set(words);
  const sizes = [...new Set([...all].map((word) => word.length))].sort((a, b) => b - a);
  return {
    at: (text, at) =>
      sizes.find((size) => all.has(text.slice(at, at + size)) && at + size <= text.length) ?? 0,
    before: (text, end) => sizes.find((size) => end - size >= 0 && all.has(text.slice(end - size, end))) ?? 0,
    has: (word) => all.has(word),
  };
}

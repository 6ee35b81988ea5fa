/** Where words begin and end in a sentence without spaces, by the dictionary of ICU. */
let segmenter: Intl.Segmenter | undefined;

export interface Bounds {
  /** One of 0 … length: does a word begin or end here? */
  at(place: number): boolean;
  /** The word that holds the character at a place. */
  word(place: number): { start: number; end: number };
}

/** Long runs are cut: the segmenter's time grows faster than its text. */
const PIECE = 400;

export function boundsOf(text: string): Bounds {
  segmenter ??= new Intl.Segmenter("zh", { granularity: "word" });
  const starts = new Uint8Array(text.length + 1);
  starts[text.length] = 1;
  for (let from = 0; from < text.length; from += PIECE)
    for (const { index } of segmenter.segment(text.slice(from, from + PIECE))) starts[from + index] = 1;
  return {
    at: (place) => starts[place] === 1,
    word(place) {
      let start = place;
      let end = place + 1;
      while (start > 0 && !starts[start]) start--;
      while (end < text.length && !starts[end]) end++;
      return { start, end };
    },
  };
}

/** Character n-grams of words, as numbers. */

const LONGEST = 4;
const OPEN = 60;
const CLOSE = 62;
const WORDS = /[\p{L}\p{M}'’]+/gu;

/**
 * Calls `each` with the 32-bit hash (FNV-1a over UTF-16 units) of every n-gram of one to four units of every word, lower case, with marks for
 * the word's two ends; the marks alone are none.
 */
export function eachNgram(text: string, each: (hash: number) => void): void {
  for (const [word] of text.toLowerCase().matchAll(WORDS)) {
    const last = word.length + 1;
    for (let from = 0; from <= last; from++) {
      let hash = 0x811c9dc5;
      for (let at = from; at < from + LONGEST && at <= last; at++) {
        const unit = at === 0 ? OPEN : at === last ? CLOSE : word.charCodeAt(at - 1);
        hash = Math.imul(hash ^ unit, 0x01000193);
        // The last bits of FNV of short strings are near each other; a turn spreads them.
        if (at > from || (at > 0 && at < last)) each((hash ^ (hash >>> 15)) >>> 0);
      }
    }
  }
}

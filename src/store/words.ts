/**
 * Words for the search of the archive: the same at writing and at asking, on both databases. Pure.
 * The databases' own stemmers do the rest (Porter in FTS5, Snowball English in Postgres).
 */

/** Letters, digits and the marks on them; nothing that means anything to a query language. */
const wordPattern = /[\p{L}\p{N}\p{M}]+/gu;

/** Scripts that put no spaces between words. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** Longer ones (base64, hashes) are searched by their beginning. */
const longestWord = 64;

/** Postgres takes 1 MB of words a row; what stands further down a text is not searched. */
const longestText = 200_000;

/** Too many words ask for everything; a pasted page is searched by its first ones. */
const mostTerms = 48;

// Words that say nothing of what a text is about; left out of questions, unless a question has no others.
const empty = new Set(
  `a an and are as at be been but by can did do does for from had has have he her his how i if in into is it its
  me my no not of on or our out she so than that the their them then there these they this to up us was we were what
  when where which who why will with would you your 的 了 是 在 和 有 与 及 就 都 而 吗 呢 吧 啊 我 你 他 她 它 我们 你们 他们 什么 怎么
  这 那 个 也 很 到 说 要 把 被 对 从`.split(/\s+/),
);

/** Case, width and accents are evened out: "Zürich" and "ZURICH" are one word, and so are "２０２６" and "2026". */
function even(text: string): string {
  const plain = /^[\x00-\x7f]*$/.test(text)
    ? text
    : text
        .toWellFormed()
        .normalize("NFD")
        .replace(/[\u0300-\u036f]/g, "")
        .normalize("NFKC");
  return plain.toLowerCase().replace(/['’]s\b/g, "");
}

function* wordsOf(text: string): Generator<string> {
  for (const [run] of even(text.slice(0, longestText)).matchAll(wordPattern)) {
    if (!unspaced.test(run)) yield run.slice(0, longestWord);
    else
      for (const { segment, isWordLike } of segmenter.segment(run))
        if (isWordLike) yield segment.slice(0, longestWord);
  }
}

/** Pairs of neighbours in a long word of such a script: 北京大学 → 北京 京大 大学. None for other words. */
function pairs(word: string, step: 1 | 2): string[] {
  const letters = [...word];
  if (letters.length < 3 || !unspaced.test(word)) return [];
  const found: string[] = [];
  for (let i = 0; i < letters.length - 1; i += step) found.push(`${letters[i]}${letters[i + 1]}`);
  if (step === 2 && letters.length % 2) found.push(letters.slice(-2).join(""));
  return found;
}

/**
 * A text as words parted by blanks, for a full-text index. Long Chinese words bring their pairs along, for the segmenter
 * cuts by context: 北京大学 must be found by 北京.
 */
export function indexWords(text: string): string {
  const words: string[] = [];
  for (const word of wordsOf(text)) words.push(word, ...pairs(word, 1));
  return words.join(" ");
}

/** One thing asked for: the word, or (where a text was cut otherwise) all of its parts. */
export interface Term {
  word: string;
  parts: readonly string[];
}

/** What a person asked for, as terms: each once, in their order. Words are letters and digits only, so no syntax can hide in them. */
export function queryTerms(text: string): readonly Term[] {
  const words = [...new Set(wordsOf(text))];
  const telling = words.filter((word) => !empty.has(word));
  return (telling.length ? telling : words)
    .slice(0, mostTerms)
    .map((word) => ({ word, parts: pairs(word, 2) }));
}

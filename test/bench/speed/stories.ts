/** Invented stories, the same for the same seed: words that follow Zipf's law, events that several outlets tell, names and numbers. */
import type { Story } from "../../../src/types.ts";

/** mulberry32: 32 bits of state are plenty for texts that nobody reads. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const small =
  "the of and to in a is that for on was with as by at from it has be are this an which were have not been their more will its but said he she they had who would about after than when new one also two over other into up out all during before under between against while where because some only most can could may must first last next year week people city country state government".split(
    " ",
  );
const feeling =
  "good bad great terrible happy angry success failure win loss hope fear praise blame strong weak crisis recovery".split(
    " ",
  );
const onsets = "b br c ch d dr f g gr h k l m n p pl pr r s st t tr v w".split(" ");
const cores = "a e i o u ai ea ou".split(" ");
const codas = ["", "", "n", "r", "l", "s", "t", "nd", "rt", "m"];

/** Told by each event: its names, and the words that go with it. */
interface Happening {
  names: readonly string[];
  words: readonly string[];
}

export interface Tale {
  title: string;
  /** Paragraphs. */
  text: readonly string[];
  event: number;
}

const wordsEach = 300;
/** As many stories tell one event, on average. */
const tellings = 4;

/** `count` tales of some 300 words. The vocabulary is that of `seed` alone; `from` tales of the same seed are passed over. */
export function tales(seed: number, count: number, from = 0): Tale[] {
  const vocabulary = words(seeded(seed), 6000, 2);
  const names = words(seeded(seed + 1), 1500, 3).map((word) => word[0]?.toUpperCase() + word.slice(1));
  const events = Math.max(1, Math.floor(from / tellings) + Math.ceil(count / tellings));
  const happenings = Array.from({ length: events }, (_, n): Happening => {
    const random = seeded(seed * 7919 + n);
    return {
      names: Array.from({ length: 4 }, () => pick(names, random)),
      words: Array.from({ length: 14 }, () => pick(vocabulary, random)),
    };
  });
  return Array.from({ length: count }, (_, n) => {
    const random = seeded(seed * 104_729 + from + n);
    const event = Math.floor(from / tellings) + Math.floor(random() * Math.ceil(count / tellings));
    return tale(happenings[event] ?? { names, words: vocabulary }, event, vocabulary, random);
  });
}

function tale(about: Happening, event: number, vocabulary: readonly string[], random: () => number): Tale {
  const word = () => {
    const roll = random();
    if (roll < 0.46) return pick(small, random);
    if (roll < 0.6) return pick(about.words, random);
    if (roll < 0.66) return pick(about.names, random);
    if (roll < 0.68) return pick(feeling, random);
    if (roll < 0.7) return String(Math.ceil(random() * 900));
    // Zipf: rank r comes as often as 1/r.
    return vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? "word";
  };
  const sentence = (length: number) => {
    const text = Array.from({ length }, word).join(" ");
    return `${text[0]?.toUpperCase()}${text.slice(1)}.`;
  };
  const text: string[] = [];
  for (let written = 0; written < wordsEach; ) {
    const lengths = Array.from({ length: 4 }, () => 10 + Math.floor(random() * 14));
    text.push(lengths.map(sentence).join(" "));
    written += lengths.reduce((sum, one) => sum + one, 0);
  }
  const head = [pick(about.names, random), ...Array.from({ length: 3 }, () => pick(about.words, random))];
  return { title: `${head.join(" ")} ${pick(small, random)} ${pick(about.names, random)}`, text, event };
}

function words(random: () => number, count: number, syllables: number): string[] {
  const made = new Set<string>();
  while (made.size < count) {
    const length = syllables - 1 + Math.floor(random() * 2);
    made.add(
      Array.from(
        { length },
        () => `${pick(onsets, random)}${pick(cores, random)}${pick(codas, random)}`,
      ).join(""),
    );
  }
  return [...made];
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** A tale as the archive keeps it. */
export function storyOf({ title, text }: Tale, id: string, sourceId: string, at: number): Story {
  return {
    id,
    sourceId,
    url: `https://archive.example/${id}`,
    title,
    text: text.join("\n\n"),
    language: "en",
    outlet: sourceId,
    publishedAt: at,
    collectedAt: at,
    sample: false,
  };
}

/** An RSS feed with the whole texts, as outlets give them that want to be read. */
export function feedOf(title: string, home: string, list: readonly Tale[], now: number): string {
  const items = list.map(
    (one, n) =>
      `<item><title>${one.title}</title><link>${home}/${n}</link><guid isPermaLink="false">${home}/${n}</guid><pubDate>${new Date(now - n * 60_000).toUTCString()}</pubDate><description>${one.text[0]?.slice(0, 160)}</description><content:encoded><![CDATA[${one.text.map((paragraph) => `<p>${paragraph}</p>`).join("")}]]></content:encoded></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${title}</title><link>${home}</link><language>en</language>${items.join("\n")}</channel></rss>`;
}

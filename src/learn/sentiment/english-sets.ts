/** The English texts that tone is learnt from, described and brought to one scale: −1 (bad) … 1 (good). */
import { z } from "zod";
import type { ToneDomain } from "../../language/sentiment/network/tone.ts";
import { textKey } from "../datasets/check.ts";
import { type DataSet, readDataSet } from "../datasets/data-set.ts";

export interface ToneRow {
  text: string;
  /** Name of the data set. */
  set: string;
  /** −1 … 1 */
  tone: number;
  domain: ToneDomain;
  /** Equal for rows that may not stand on both sides of a split: of one editorial, or of one text. */
  group: string;
}

const scored = z.object({ id: z.string(), text: z.string(), score: z.number().min(-4).max(4) });
const starred = z.object({ text: z.string(), stars: z.number().int().min(1).max(5) });
const labelled = z.object({ text: z.string(), label: z.enum(["negative", "neutral", "positive"]) });

const vader = (name: string): DataSet<z.infer<typeof scored>> => ({
  name,
  file: `sentiment/${name}`,
  source: "VADER ground truth (cjhutto/vaderSentiment): mean of 20 raters, −4 … 4",
  terms: "MIT",
  class: "A",
  languages: ["en"],
  row: scored,
});

export const SCORED_SETS = [
  vader("nyt_editorial_valence"),
  vader("tweets_valence"),
  vader("amazon_valence"),
  vader("movie_valence"),
] as const;

export const STARRED_SET: DataSet<z.infer<typeof starred>> = {
  name: "sst5",
  file: "sentiment/sst5",
  source: "Stanford Sentiment Treebank (Socher et al. 2013), sentences with one to five stars",
  terms: "research; weights only",
  class: "B",
  languages: ["en"],
  row: starred,
};

const labelledSet = (name: string, source: string, terms: string, given: "A" | "B") => ({
  name,
  file: `sentiment/${name}`,
  source,
  terms,
  class: given,
  languages: ["en"],
  row: labelled,
});

export const LABELLED_SETS: readonly DataSet<z.infer<typeof labelled>>[] = [
  labelledSet("newsmtsc_targeted", "NewsMTSC (Hamborg & Donnay 2021): tone towards a target", "MIT", "A"),
  labelledSet("tweeteval", "TweetEval, sentiment (Barbieri et al. 2020)", "research; weights only", "B"),
];

const DOMAINS: Readonly<Record<string, ToneDomain>> = {
  nyt_editorial_valence: "news",
  newsmtsc_targeted: "news",
  tweets_valence: "social",
  tweeteval: "social",
};

/** Which kind of text a set holds. */
export function domainOf(set: string): ToneDomain {
  return DOMAINS[set] ?? "reviews";
}

/** Where raters' means of the same sentences lie, by stars (movie_valence beside sst5). */
const STARS = [-0.58, -0.41, -0.08, 0.39, 0.58];
const LABELS = { negative: -0.4, neutral: 0, positive: 0.4 };

/** Every row. A sentence of several targets stands once, with their mean. @throws UserError for a missing or broken file. */
export function readEnglishTone(folder: string): ToneRow[] {
  const rows: ToneRow[] = [];
  for (const set of SCORED_SETS)
    for (const { id, text, score } of readDataSet(folder, set)) {
      const group = set.name.startsWith("nyt") ? `editorial ${id.split("_")[0]}` : keyOf(text);
      rows.push({ text: plain(text), set: set.name, tone: score / 4, group, domain: domainOf(set.name) });
    }
  for (const { text, stars } of readDataSet(folder, STARRED_SET))
    rows.push({
      text: plain(text),
      set: STARRED_SET.name,
      tone: STARS[stars - 1] ?? 0,
      group: keyOf(text),
      domain: "reviews",
    });
  for (const set of LABELLED_SETS) {
    const texts = new Map<string, { text: string; sum: number; count: number }>();
    for (const { text, label } of readDataSet(folder, set)) {
      const key = keyOf(text);
      const known = texts.get(key) ?? { text: plain(text), sum: 0, count: 0 };
      texts.set(key, { ...known, sum: known.sum + LABELS[label], count: known.count + 1 });
    }
    for (const [group, { text, sum, count }] of texts)
      rows.push({ text, set: set.name, tone: sum / count, group, domain: domainOf(set.name) });
  }
  return rows;
}

export function keyOf(text: string): string {
  return textKey(plain(text).replaceAll("&", "and"));
}

/** As people write it: the sets keep HTML's entities and the Penn Treebank's brackets and quotes. */
function plain(text: string): string {
  return text
    .replaceAll("&amp;", "&")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replace(/-lrb-/gi, "(")
    .replace(/-rrb-/gi, ")")
    .replace(/``|''/g, '"');
}

/** What may be learnt from while `held` are scored: nothing of their groups, and none of their texts, whatever set these are in. */
export function without(all: readonly ToneRow[], held: readonly ToneRow[]): ToneRow[] {
  const groups = new Set(held.map(({ group }) => group));
  const keys = new Set(held.map(({ text }) => keyOf(text)));
  return all.filter(({ text, group }) => !groups.has(group) && !keys.has(keyOf(text)));
}

/** Rows of one text as one, with the mean of their tones: many sentences of movie_valence are sst5's too. */
export function oneOfEach(rows: readonly ToneRow[]): ToneRow[] {
  const found = new Map<string, { row: ToneRow; sum: number; count: number }>();
  for (const row of rows) {
    const key = keyOf(row.text) || row.text;
    const known = found.get(key);
    if (!known) found.set(key, { row, sum: row.tone, count: 1 });
    else {
      known.sum += row.tone;
      known.count++;
    }
  }
  return [...found.values()].map(({ row, sum, count }) => ({ ...row, tone: sum / count }));
}

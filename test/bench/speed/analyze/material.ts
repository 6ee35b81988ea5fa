/** What is read: real texts where the data folder is at hand, else the sample newsroom's. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseLines } from "../../quality/data.ts";

export interface Material {
  /** One sentence each. */
  sentences: readonly string[];
  /** Whole news articles. */
  documents: readonly string[];
  /** What keywords are judged by: news, and abstracts. */
  keyed: { news: readonly string[]; abstracts: readonly string[] };
  /** Short items with their topics. */
  items: readonly { text: string; label: string }[];
  /** On what, for whoever reads the figures. */
  from: string;
}

const sample = fileURLToPath(new URL("../../../../src/news/sample/stories.jsonl", import.meta.url));

/** So many of each at most. */
export function readMaterial(
  data: string,
  most: { sentences: number; documents: number; items: number; keyed: number },
): Material {
  const rows = <Row>(file: string): Row[] | undefined => {
    const path = `${data}/${file}.jsonl.gz`;
    return existsSync(path) ? parseLines<Row>(readFileSync(path), path) : undefined;
  };
  const sentences = rows<{ text: string }>("sentiment/nyt_editorial_valence");
  const articles = rows<{ article: string }>("summarization/cnndm");
  const news = rows<{ title: string; text: string; label: string }>("topic/ag_news");
  const keyed = [rows<{ text: string }>("keywords/kpcrowd_news"), rows<{ text: string }>("keywords/inspec")];
  const [keyedNews, abstracts] = keyed.map((list) => list?.slice(0, most.keyed).map(({ text }) => text));
  if (sentences && articles && news && keyedNews && abstracts)
    return {
      sentences: sentences.slice(0, most.sentences).map(({ text }) => text),
      documents: articles.slice(0, most.documents).map(({ article }) => article),
      items: news
        .slice(0, most.items)
        .map(({ title, text, label }) => ({ text: title ? `${title}\n${text}` : text, label })),
      keyed: { news: keyedNews, abstracts },
      from: "sentences of NYT editorials, articles of CNN/DailyMail, items of AG News, kpcrowd and Inspec for keywords",
    };
  const stories = parseLines<{ title: string; text: string; language: string; slug?: string }>(
    readFileSync(sample),
    sample,
  ).filter(({ language }) => language === "en");
  const [whole, openings] = [
    stories,
    stories.map(({ text, ...rest }) => ({ ...rest, text: text.slice(0, 600) })),
  ].map((list) => list.slice(0, most.keyed).map(({ text }) => text));
  return {
    keyed: { news: whole ?? [], abstracts: openings ?? [] },
    sentences: stories.flatMap(({ text }) => text.split(/(?<=[.!?])\s+/)).slice(0, most.sentences),
    documents: stories.map(({ text }) => text).slice(0, most.documents),
    items: stories
      .map(({ title, text }, n) => ({ text: `${title}\n${text}`, label: String(n % 4) }))
      .slice(0, most.items),
    from: `the sample newsroom's stories, for ${data} has not all the files: figures on them say little`,
  };
}

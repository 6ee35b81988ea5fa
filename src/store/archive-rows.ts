/** Stories as rows and back. */
import type { SqlValue, Story } from "../types.ts";
import { set } from "./rows.ts";

export interface StoryRow {
  seq: number;
  id: string;
  source_id: string;
  url: string;
  title: string;
  text: string;
  language: string;
  outlet: string;
  author: string | null;
  published_at: number;
  collected_at: number;
  sample: number;
}

/** In the order of `toValues`, after `seq`. */
export const valueColumns =
  "id, source_id, url, title, text, language, outlet, author, published_at, collected_at, sample";
export const valueWidth = 11;

/** For `from stories s`. */
export const columns = `s.seq, ${valueColumns
  .split(", ")
  .map((column) => `s.${column}`)
  .join(", ")}`;

export function toValues(story: Story): SqlValue[] {
  return [
    story.id,
    story.sourceId,
    story.url,
    story.title,
    story.text,
    story.language,
    story.outlet,
    story.author ?? null,
    Math.round(story.publishedAt),
    Math.round(story.collectedAt),
    story.sample ? 1 : 0,
  ];
}

export function fromRow(row: StoryRow): Story {
  return {
    id: row.id,
    sourceId: row.source_id,
    url: row.url,
    title: row.title,
    text: row.text,
    language: row.language,
    outlet: row.outlet,
    ...set("author", row.author),
    publishedAt: row.published_at,
    collectedAt: row.collected_at,
    sample: row.sample === 1,
  };
}

/** Chinese titles with the key phrases that their outlet gave them. */
import { readDataRows } from "../rows.ts";
import type { KeyedText } from "./examples.ts";

export const TITLED = "topic/zh_toutiao_titles";

/** Those titles in which a key of theirs stands; keys of the story alone teach nothing. @throws UserError for a missing file. */
export function titledTexts(data: string): KeyedText[] {
  const rows = readDataRows<TitledRow>(data, TITLED);
  return rows.filter(({ text, keywords }) => Boolean(text && keywords)).flatMap(keyedTitle);
}

export interface TitledRow {
  text: string;
  /** With commas between. */
  keywords: string;
}

/** One, or none where no key stands in the title. */
export function keyedTitle({ text, keywords }: TitledRow, at: number): KeyedText[] {
  const lower = text.toLowerCase();
  const keys = new Set(keywords.split(",").map((key) => key.trim().toLowerCase()));
  const standing = [...keys].filter((key) => key !== "" && lower.includes(key));
  return standing.length > 0 ? [{ id: String(at), text, keys: standing }] : [];
}

/** How common a word is in news anyway (models/news-words/card.md). */
import { fileURLToPath } from "node:url";
import { openModel } from "./model-folder.ts";

/** Terms by how many news texts in ten thousand have them: `{"8": "abolish advocaci …"}`. */
export const SHARES_FILE = "shares.json";

const SHIPPED = fileURLToPath(new URL("../../models/news-words", import.meta.url));

let commonness: ReadonlyMap<string, number> | undefined;

/**
 * The share of news texts that have the term (0 … 1); 0 for one that is rare, or of another language than English and Chinese. Its file is read
 * at the first question. @throws UserError when that is not the one of the manifest.
 */
export function ordinaryShare(term: string): number {
  commonness ??= read();
  return commonness.get(term) ?? 0;
}

function read(): ReadonlyMap<string, number> {
  const shares = JSON.parse(openModel(SHIPPED).read(SHARES_FILE).toString()) as Record<string, string>;
  return new Map(
    Object.entries(shares).flatMap(([share, terms]) =>
      terms.split(" ").map((term) => [term, Number(share) / 10_000] as const),
    ),
  );
}

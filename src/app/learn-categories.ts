/** A desk's own categories learnt from its examples, against what else the archive holds. */
import { openModel } from "../language/model-folder.ts";
import { type FittedDesk, fitDesk } from "../learn/topics/desk.ts";
import { wordTable } from "../learn/topics/word-table.ts";
import type { Archive, CategoryExample } from "../types.ts";
import { vectorFolder } from "./meaning.ts";

/** Stories that nobody labelled, as "everything else". */
const others = 150;

export async function learnCategories(
  examples: readonly Pick<CategoryExample, "category" | "text">[],
  archive: Pick<Archive, "search">,
): Promise<FittedDesk> {
  const stories = examples.length === 0 ? [] : await archive.search({ match: "any", limit: others });
  return fitDesk(
    examples,
    stories.map(({ story }) => openingOf(story)),
    () => wordTable(openModel(vectorFolder)),
  );
}

/** As much of a story as its subject needs. */
const openingOf = ({ title, text }: { title: string; text: string }) => `${title}\n${text}`.slice(0, 2_000);

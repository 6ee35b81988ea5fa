/** A desk's own categories, learnt from the examples that are kept, and remembered until these change. */
import { createHash } from "node:crypto";
import { openModel } from "../language/model-folder.ts";
import { type DeskModel, deskModel, ENOUGH } from "../learn/topics/desk.ts";
import { wordTable } from "../learn/topics/word-table.ts";
import type { Archive, CategoryExample, DeskTopics, TaughtCategory, TaughtTopics } from "../types.ts";

/** Stories that nobody labelled, as "everything else". */
const others = 150;
/** Desks whose models are held. */
const most = 20;

export function createDeskTopics(parts: {
  taught: TaughtTopics;
  archive: Pick<Archive, "search">;
  /** Folder of the word vectors. */
  vectors: string;
  now(): number;
}): DeskTopics {
  const { taught, archive, now } = parts;
  const models = new Map<string, { of: string; model: Promise<DeskModel> }>();

  async function modelOf(deskId: string): Promise<DeskModel> {
    const examples = await taught.list(deskId);
    const of = examples.map(({ id }) => id).join(" ");
    const known = models.get(deskId);
    if (known?.of === of) return known.model;
    if (models.size >= most) models.clear();
    const model = learn(examples);
    models.set(deskId, { of, model });
    model.catch(() => models.delete(deskId));
    return model;
  }

  async function learn(examples: readonly CategoryExample[]): Promise<DeskModel> {
    const stories = examples.length === 0 ? [] : await archive.search({ match: "any", limit: others });
    return deskModel(
      examples,
      stories.map(({ story }) => openingOf(story)),
      () => wordTable(openModel(parts.vectors)),
    );
  }

  return {
    enough: ENOUGH,
    async teach(example) {
      const { deskId, category, text } = example;
      const id = createHash("sha256").update(`${deskId}\n${category}\n${text}`).digest("hex").slice(0, 24);
      const added = await taught.add({ ...example, id, at: now() });
      const { categories } = await modelOf(deskId);
      const found = categories.find((one) => one.category === category);
      return { added, category: found ?? { category, examples: 1 } };
    },
    forget: (deskId, category) => taught.forget(deskId, category),
    list: async (deskId): Promise<readonly TaughtCategory[]> => (await modelOf(deskId)).categories,
    async of(deskId, texts) {
      const model = await modelOf(deskId);
      return texts.map((text) => model.of(text));
    },
  };
}

/** As much of a story as its subject needs. */
const openingOf = ({ title, text }: { title: string; text: string }) => `${title}\n${text}`.slice(0, 2_000);

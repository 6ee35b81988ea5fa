/** A desk's own categories, learnt from the examples that are kept, and remembered until these change. */
import { createHash } from "node:crypto";
import { type DeskModel, ENOUGH, openDesk } from "../learn/topics/desk.ts";
import type { DeskTopics, TaughtCategory, TaughtTopics } from "../types.ts";
import type { Rooms } from "./newsroom.ts";

/** Desks whose models are held. */
const most = 20;

export function createDeskTopics(parts: {
  taught: TaughtTopics;
  /** Where the learning is done: it would hold up whoever is answered here. */
  learn: Rooms["categories"]["learn"];
  now(): number;
}): DeskTopics {
  const { taught, learn, now } = parts;
  const models = new Map<string, { of: string; model: Promise<DeskModel> }>();

  async function modelOf(deskId: string): Promise<DeskModel> {
    const examples = await taught.list(deskId);
    const of = examples.map(({ id }) => id).join(" ");
    const known = models.get(deskId);
    if (known?.of === of) return known.model;
    if (models.size >= most) models.clear();
    const model = learn(examples).then(openDesk);
    models.set(deskId, { of, model });
    model.catch(() => models.delete(deskId));
    return model;
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

/** What the vectors of stories and a desk's own categories must do on every database. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import type { CategoryExample, Store, Story } from "../../src/types.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import type { Ground, Kind } from "../store/databases.ts";

const story = (id: string, more: Partial<Story> = {}): Story => ({
  id,
  sourceId: "s",
  url: "",
  title: id,
  text: id,
  language: "en",
  outlet: "Post",
  publishedAt: 100,
  collectedAt: 100,
  sample: false,
  ...more,
});
const example = (id: string, more: Partial<CategoryExample> = {}): CategoryExample => ({
  id,
  deskId: "newsroom",
  category: "港口 '; drop",
  text: "渡轮 😀",
  language: "zh",
  by: "eva",
  at: 5,
  ...more,
});

export function topicsContract(kind: Kind): void {
  describe.skipIf(kind.skip !== undefined)(`vectors and categories: ${kind.title}`, () => {
    let ground: Ground;
    let store: Store;
    beforeEach(async () => {
      ground = await kind.fresh();
      store = await openStore({ ...ground.where, log: quietLog });
    });
    afterEach(async () => {
      await store.close();
      await ground.clear();
    });

    it("finds the stories that point the same way, by language and time, and forgets those that went", async () => {
      const { archive, vectors } = store;
      await archive.add([
        story("a"),
        story("b", { language: "zh" }),
        story("c", { publishedAt: 10, sourceId: "t" }),
      ]);
      expect((await vectors.without("m", 2)).map(({ id }) => id)).toHaveLength(2);
      expect(await vectors.some("m")).toBe(false);
      await vectors.put("m", [
        { storyId: "a", vector: Float32Array.from([1, 0, 0]) },
        { storyId: "b", vector: Float32Array.from([0.6, 0.8, 0]) },
        { storyId: "c", vector: Float32Array.from([-1, 0, 0.1]) },
        { storyId: "gone", vector: Float32Array.from([1, 0, 0]) },
      ]);
      expect(await vectors.without("m", 9)).toEqual([]);
      expect(await vectors.without("other", 9)).toHaveLength(3);
      const near = (more: { since?: number; language?: string } = {}) =>
        vectors.nearest("m", Float32Array.from([2, 0, 0]), { limit: 5, ...more });
      const [first, second, ...rest] = await near();
      expect(first).toMatchObject({ storyId: "a" });
      expect(first?.cosine).toBeCloseTo(1, 3);
      expect(second?.storyId).toBe("b");
      expect(second?.cosine).toBeCloseTo(0.6, 2);
      // What points away is not near.
      expect(rest).toEqual([]);
      expect((await near({ language: "zh" })).map(({ storyId }) => storyId)).toEqual(["b"]);
      expect(await near({ since: 200 })).toEqual([]);
      await archive.remove(["s"]);
      expect(await near()).toEqual([]);
      expect(await vectors.forgetOthers("new")).toBe(1);
    });

    it("keeps a desk's examples once each, apart from other desks', until the category is forgotten", async () => {
      const { taught } = store;
      expect(await taught.add(example("1"))).toBe(true);
      expect(await taught.add(example("1"))).toBe(false);
      await taught.add(example("2", { category: "other", at: 4 }));
      await taught.add(example("3", { deskId: "sports" }));
      expect(await taught.list("newsroom")).toEqual([
        example("2", { category: "other", at: 4 }),
        example("1"),
      ]);
      expect(await taught.forget("newsroom", example("1").category)).toBe(1);
      expect((await taught.list("newsroom")).map(({ id }) => id)).toEqual(["2"]);
      expect(await taught.list("sports")).toHaveLength(1);
    });
  });
}

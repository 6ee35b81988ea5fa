/** What a desk's own names must do on every database. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import type { GazetteerEntry, Store } from "../../src/types.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import type { Ground, Kind } from "../store/databases.ts";

const entry = (name: string, more: Partial<GazetteerEntry> = {}): GazetteerEntry => ({
  deskId: "newsroom",
  name,
  kind: "person",
  also: [],
  by: "eva",
  at: 5,
  ...more,
});

export function gazetteerContract(kind: Kind): void {
  describe.skipIf(kind.skip !== undefined)(`a desk's own names: ${kind.title}`, () => {
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

    it("keeps each name once, the newest way it was given, apart from other desks'", async () => {
      const { gazetteer } = store;
      const odd = entry("王‘小明’ 😀 '; drop", { also: ['J. "Doe"', "小王"], kind: "organisation" });
      expect(await gazetteer.put(odd)).toBeUndefined();
      expect(await gazetteer.put(entry("Jane Doe"))).toBeUndefined();
      expect(await gazetteer.put(entry("JANE  doe", { kind: "place", deskId: "sports" }))).toBeUndefined();
      const newer = entry("JANE  doe", { also: ["Doe"], at: 6 });
      expect(await gazetteer.put(newer)).toEqual(entry("Jane Doe"));
      expect(await gazetteer.list("newsroom")).toEqual([newer, odd]);
      expect((await gazetteer.list("sports")).map(({ kind }) => kind)).toEqual(["place"]);
      expect(await gazetteer.list("nobody")).toEqual([]);
    });

    it("removes by the name or by another form of it, at this desk alone", async () => {
      const { gazetteer } = store;
      await gazetteer.put(entry("Jane Doe", { also: ["Janie"] }));
      await gazetteer.put(entry("Janie"));
      await gazetteer.put(entry("Jane Doe", { deskId: "sports" }));
      // Who bears the very name goes before who is only called so.
      expect(await gazetteer.remove("newsroom", "janie")).toEqual(entry("Janie"));
      expect(await gazetteer.remove("newsroom", " JANIE ")).toEqual(entry("Jane Doe", { also: ["Janie"] }));
      expect(await gazetteer.remove("newsroom", "Jane Doe")).toBeUndefined();
      expect(await gazetteer.list("sports")).toHaveLength(1);
    });

    it("keeps the desk's names when who gave them is forgotten, and forgets who it was", async () => {
      const ana = { platform: "test", workspace: "w", id: "ana", name: "Ana" };
      await store.gazetteer.put(entry("Jane Doe", { by: JSON.stringify(["test", "w", "ana"]) }));
      await store.gazetteer.put(entry("Ann Roe"));
      await store.learning.forget(ana);
      expect((await store.gazetteer.list("newsroom")).map(({ name, by }) => [name, by])).toEqual([
        ["Ann Roe", "eva"],
        ["Jane Doe", ""],
      ]);
    });
  });
}

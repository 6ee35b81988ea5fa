/** What every `Database` must keep. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/store/database.ts";
import type { Engine } from "../../src/store/engine.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import type { Ground, Kind } from "../store/databases.ts";

export function databaseContract(kind: Kind): void {
  describe.skipIf(kind.skip !== undefined)(`database: ${kind.title}`, () => {
    let ground: Ground;
    let database: Engine;
    const put = (name: string, value: string) =>
      database.run("insert into flags (name, value) values ($1, $2)", [name, value]);
    const names = async () =>
      (await database.all<{ name: string }>("select name from flags order by name", [])).map(
        (row) => row.name,
      );

    beforeEach(async () => {
      ground = await kind.fresh();
      database = await openDatabase({ ...ground.where, log: quietLog });
    });
    afterEach(async () => {
      await database.close();
      await ground.clear();
    });

    it("gives integers as numbers, also those of times and counts", async () => {
      const at = 1_790_000_000_123;
      await database.run(
        "insert into journal (at, kind, desk_id, subject, note) values ($1, 'desk', '', '', '')",
        [at],
      );
      const [row] = await database.all("select at, count(*) as n from journal group by at", []);
      expect(row).toEqual({ at, n: 1 });
    });

    it("says how many rows were changed, and gives what is returned", async () => {
      expect(await put("a", "1")).toBe(1);
      expect(await database.run("update flags set value = $1 where name = 'none'", ["2"])).toBe(0);
      expect(
        await database.all(
          "insert into flags (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value returning value",
          ["a", "3"],
        ),
      ).toEqual([{ value: "3" }]);
    });

    it("does a transaction wholly or not at all", async () => {
      const failing = database.transaction(async (within) => {
        await within.run("insert into flags (name, value) values ('a', '1')", []);
        throw new Error("no");
      });
      await expect(failing).rejects.toThrow("no");
      expect(await names()).toEqual([]);
      expect(
        await database.transaction(async (within) => {
          await within.run("insert into flags (name, value) values ('b', '1')", []);
          return within.all("select name from flags", []);
        }),
      ).toEqual([{ name: "b" }]);
    });

    it("lets no other statement slip into an open transaction, nor see it before it is done", async () => {
      let go: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        go = resolve;
      });
      const failing = database.transaction(async (within) => {
        await within.run("insert into flags (name, value) values ('inside', '1')", []);
        await held;
        throw new Error("rolled back");
      });
      const beside = put("beside", "1");
      expect(await names()).not.toContain("inside");
      go();
      await expect(failing).rejects.toThrow("rolled back");
      await beside;
      expect(await names()).toEqual(["beside"]);
    });

    it("reads one moment in a snapshot, whatever is written meanwhile", async () => {
      await put("a", "1");
      await database.snapshot(async (within) => {
        const count = async () => (await within.all("select name from flags", [])).length;
        expect(await count()).toBe(1);
        await put("b", "1");
        expect(await count()).toBe(1);
      });
      expect(await names()).toEqual(["a", "b"]);
    });

    it("keeps any text; what no database holds (U+0000, half a surrogate pair) becomes U+FFFD", async () => {
      const text = "naïve 选举 😀 \u0001\u001f\u007f \u202e'; drop table flags; -- $1 \\";
      await put(text, "1");
      await put("a\0b\ud800", "2");
      expect((await names()).sort()).toEqual(["a\ufffdb\ufffd", text].sort());
    });

    it("can be closed twice, and refuses work afterwards", async () => {
      await database.close();
      await database.close();
      await expect(put("late", "1")).rejects.toThrow();
    });
  });
}

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type OpenStore, openStore } from "../../src/store/index.ts";
import { story } from "../contracts/archive.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { type Ground, sqlite } from "./databases.ts";

describe("the archive's threads (SQLite)", () => {
  let ground: Ground;
  let store: OpenStore;
  beforeEach(async () => {
    ground = await sqlite.fresh();
    store = await openStore({ ...ground.where, log: quietLog });
  });
  afterEach(async () => {
    await store.close();
    await ground.clear();
  });
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => story({ title: `Harbour ${i}`, publishedAt: i }));

  it("answer for a large archive as for a small one", async () => {
    const [first, ...rest] = many(2_100);
    if (!first) throw new Error("there is a first");
    await store.archive.add([{ ...first, title: "Harbour 港口 elections" }, ...rest]);
    const ask = async (words: string) =>
      (await store.archive.search({ words, match: "any", limit: 3 })).map(({ story }) => story.id);
    expect(await ask("election")).toEqual([first.id]);
    expect(await ask("港口")).toEqual([first.id]);
    expect(await ask("harbour")).toHaveLength(3);
    expect(await ask("NEAR( \" * '")).toEqual([]);
  });

  it("let the writers of the process in between", async () => {
    const loading = store.archive.add(many(1_500));
    let accepted = 0;
    let loaded = false;
    void loading.then(() => {
      loaded = true;
    });
    while (!loaded) {
      await store.setFlag(`f${accepted}`, "1");
      accepted++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await loading).added).toHaveLength(1_500);
    expect(accepted).toBeGreaterThan(5);
  });

  it("end with the store: what was under way fails, what was written is whole", async () => {
    const loading = store.archive.add(many(3_000)).then(
      () => "done",
      (error: Error) => error.message,
    );
    await vi.waitFor(async () => expect(await store.archive.count({ match: "any" })).toBeGreaterThan(0), {
      interval: 1,
    });
    await store.close();
    expect(await loading).toMatch(/closed/);
    store = await openStore({ ...ground.where, log: quietLog });
    const there = await store.archive.count({ match: "any" });
    expect(there).toBeGreaterThan(0);
    expect(await store.archive.count({ match: "any", words: "harbour" })).toBe(there);
    expect(await store.database.all("pragma integrity_check", [])).toEqual([{ integrity_check: "ok" }]);
  });
});

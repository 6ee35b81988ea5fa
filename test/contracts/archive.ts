/** What the archive must keep on every database. */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import type { ArchiveQuery, Store, Story } from "../../src/types.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import type { Ground, Kind } from "../store/databases.ts";

let count = 0;
export function story(more: Partial<Story> = {}): Story {
  const id = more.id ?? `s${++count}`;
  return {
    id,
    sourceId: "harbour-post",
    url: `https://example.org/${id}`,
    title: "Nothing of note",
    text: "Quiet all day.",
    language: "en",
    outlet: "Harbour Post",
    publishedAt: 1_000,
    collectedAt: 2_000,
    sample: false,
    ...more,
  };
}

export function archiveContract(kind: Kind): void {
  describe.skipIf(kind.skip !== undefined)(`archive: ${kind.title}`, () => {
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
    const ids = async (query: Partial<ArchiveQuery>) =>
      (await store.archive.search({ match: "any", limit: 20, ...query })).map(({ story }) => story.id);

    it("gives back what was put in, by id and by url", async () => {
      const one = story({ author: "Ana 安娜", text: "First.\n\nSecond 😀 \u0007" });
      expect(await store.archive.add([one])).toEqual({ added: [one], changed: [] });
      expect(await store.archive.get(one.id)).toEqual(one);
      expect(await store.archive.byUrl(one.url)).toEqual(one);
      expect(await store.archive.get("none")).toBeUndefined();
      expect(await store.archive.byUrl("")).toBeUndefined();
    });

    it("knows a story again by its url or its id, and takes it in once", async () => {
      const one = story();
      await store.archive.add([one]);
      expect(await store.archive.add([one, { ...one, id: "other" }])).toEqual({ added: [], changed: [] });
      const twice = story();
      expect((await store.archive.add([twice, { ...twice, id: "again" }, twice])).added).toEqual([twice]);
      expect(await store.archive.count({ match: "any" })).toBe(2);
    });

    it("takes in stories without an address, each by its id", async () => {
      const { added } = await store.archive.add([story({ url: "" }), story({ url: "" })]);
      expect(added).toHaveLength(2);
    });

    it("changes an edited story in its place: same id, same times, found by its new words alone", async () => {
      const one = story({ title: "Ferry delayed" });
      await store.archive.add([one]);
      const edited = {
        ...one,
        id: "new-id",
        title: "Tramway delayed",
        publishedAt: 9_999,
        collectedAt: 9_999,
      };
      expect(await store.archive.add([edited])).toEqual({
        added: [],
        changed: [{ ...one, title: "Tramway delayed" }],
      });
      expect(await ids({ words: "tramway" })).toEqual([one.id]);
      expect(await ids({ words: "ferry" })).toEqual([]);
    });

    it("finds English words in all their forms, upper or lower case, with or without accents", async () => {
      await store.archive.add([
        story({ id: "vote", title: "A town's election", text: "People voted." }),
        story({ id: "cafe", title: "The café in Zürich closes" }),
      ]);
      expect(await ids({ words: "elections" })).toEqual(["vote"]);
      expect(await ids({ words: "VOTING" })).toEqual(["vote"]);
      expect(await ids({ words: "cafe zurich", match: "all" })).toEqual(["cafe"]);
    });

    it("finds Chinese words, also inside longer ones", async () => {
      await store.archive.add([
        story({ id: "uni", language: "zh", title: "北京大学宣布新计划", text: "学生们对此表示欢迎。" }),
        story({ id: "port", language: "zh", title: "港口恢复运营", text: "渡轮服务于周二重新开始。" }),
      ]);
      expect(await ids({ words: "北京大学" })).toEqual(["uni"]);
      expect(await ids({ words: "北京" })).toEqual(["uni"]);
      expect(await ids({ words: "渡轮服务" })).toEqual(["port"]);
      expect(await ids({ words: "渡轮 学生", match: "any" })).toHaveLength(2);
      expect(await ids({ words: "渡轮 学生", match: "all" })).toEqual([]);
    });

    it("ranks what says more of the words, rare words, and titles higher", async () => {
      await store.archive.add([
        story({ id: "both", title: "Harbour strike", text: "Dockers stopped work at the harbour." }),
        story({ id: "title", title: "Strike", text: "A quiet day elsewhere in the town." }),
        story({ id: "text", title: "A day in the town", text: "There was a strike somewhere else." }),
        ...Array.from({ length: 20 }, () =>
          story({ title: "Harbour weather", text: "Calm at the harbour." }),
        ),
      ]);
      expect((await ids({ words: "harbour strike" })).slice(0, 3)).toEqual(["both", "title", "text"]);
      const hits = await store.archive.search({ words: "harbour strike", match: "any", limit: 5 });
      expect(hits.map(({ score }) => score)).toEqual(hits.map(({ score }) => score).sort((a, b) => b - a));
    });

    it("asks for one word or for all of them", async () => {
      await store.archive.add([
        story({ id: "a", title: "Harbour" }),
        story({ id: "b", title: "Harbour strike" }),
      ]);
      expect(await ids({ words: "harbour strike", match: "all" })).toEqual(["b"]);
      expect(await ids({ words: "harbour strike", match: "any" })).toEqual(["b", "a"]);
      expect(await ids({ words: "the harbour", match: "all" })).toHaveLength(2);
    });

    it("filters by time, source, language and sample, newest first", async () => {
      await store.archive.add([
        story({ id: "old", publishedAt: 10, collectedAt: 500 }),
        story({ id: "new", publishedAt: 30, collectedAt: 400 }),
        story({ id: "zh", publishedAt: 20, collectedAt: 300, language: "zh" }),
        story({ id: "other", publishedAt: 40, collectedAt: 200, sourceId: "other" }),
        story({ id: "sample", publishedAt: 50, collectedAt: 100, sample: true }),
      ]);
      expect(await ids({})).toEqual(["sample", "other", "new", "zh", "old"]);
      expect(await ids({ since: 20, until: 30 })).toEqual(["new", "zh"]);
      expect(await ids({ since: 400, collected: true })).toEqual(["old", "new"]);
      expect(await ids({ language: "zh" })).toEqual(["zh"]);
      expect(await ids({ sourceIds: ["other"] })).toEqual(["other"]);
      expect(await ids({ sourceIds: [] })).toEqual([]);
      expect(await ids({ noSample: true })).not.toContain("sample");
      expect(await ids({ limit: 2 })).toEqual(["sample", "other"]);
      expect(await ids({ words: "quiet", language: "zh" })).toEqual(["zh"]);
      expect(await store.archive.count({ match: "any", since: 20, until: 30 })).toBe(2);
      expect(await store.archive.count({ match: "any", words: "quiet", noSample: true })).toBe(4);
    });

    it("takes words as words: nothing that a person types is query syntax or SQL", async () => {
      await store.archive.add([story({ id: "safe", title: "Drop the table near the window, not or and" })]);
      const hostile = [
        '"',
        "*",
        "NEAR(",
        "NEAR(a b, 2)",
        "'; drop table stories; --",
        "title:drop",
        "a AND",
        "(",
        "^drop",
        "-drop",
        "drop & ! |",
        "<->",
        ":*",
        "\\",
        "\0",
        "%_",
        "$1",
      ];
      for (const words of hostile)
        for (const match of ["any", "all"] as const) await store.archive.search({ words, match, limit: 5 });
      expect(await ids({ words: '"drop" OR nothing:*' })).toEqual(["safe"]);
      expect(await store.archive.count({ match: "any" })).toBe(1);
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(
            fc.string({ unit: "binary" }),
            fc
              .array(fc.constantFrom(...hostile, "drop", "选举", "😀"), { maxLength: 6 })
              .map((all) => all.join(" ")),
          ),
          async (words) => {
            const found = await store.archive.search({ words, match: "all", limit: 3 });
            expect(found.length).toBe(await store.archive.count({ words, match: "all" }));
          },
        ),
        { numRuns: 60 },
      );
    });

    it("answers long questions and finds long texts, by their beginning", async () => {
      await store.archive.add([
        story({ id: "long", title: "Long", text: `ferry ${"word ".repeat(300_000)}` }),
      ]);
      expect(await ids({ words: "ferry" })).toEqual(["long"]);
      expect(
        await ids({ words: Array.from({ length: 5_000 }, (_, i) => `ferry term${i}`).join(" ") }),
      ).toEqual(["long"]);
    });

    it("takes away every story of a source", async () => {
      await store.archive.add(Array.from({ length: 250 }, () => story({ sourceId: "gone" })));
      await store.archive.add([story({ id: "stays" })]);
      expect(await store.archive.remove(["gone"])).toBe(250);
      expect(await store.archive.remove([])).toBe(0);
      expect(await ids({ words: "quiet" })).toEqual(["stays"]);
    });

    describe("a story that two sources bring", () => {
      const mine = story({ id: "one", sourceId: "mine", collectedAt: 100 });
      const theirs = { ...mine, id: "two", sourceId: "theirs", collectedAt: 900 };
      const held = async (query: Partial<ArchiveQuery>) =>
        (await store.archive.search({ match: "all", limit: 9, ...query })).map(({ story }) => story);

      it("stands once, is no news to the first, and is held by both", async () => {
        await store.archive.add([mine]);
        expect(await store.archive.add([theirs])).toEqual({ added: [], changed: [] });
        expect(await store.archive.get("one")).toEqual(mine);
        expect(await store.archive.get("two")).toBeUndefined();
        for (const words of [undefined, "quiet day"]) {
          expect(await held({ words })).toEqual([mine]);
          expect(await held({ words, sourceIds: ["mine"] })).toEqual([mine]);
          expect(await held({ words, sourceIds: ["theirs"] })).toEqual([{ ...theirs, id: "one" }]);
          expect(await held({ words, sourceIds: ["mine", "theirs"] })).toEqual([mine]);
          expect(await held({ words, sourceIds: ["neither"] })).toEqual([]);
          expect(await store.archive.count({ words, match: "all", sourceIds: ["mine", "theirs"] })).toBe(1);
        }
      });

      it("came to each in its own time, which stays", async () => {
        await store.archive.add([mine]);
        await store.archive.add([theirs]);
        await store.archive.add([{ ...theirs, collectedAt: 5_000 }]);
        for (const words of [undefined, "quiet"]) {
          const came = async (sourceIds: readonly string[], since: number, until: number) => {
            const query = { words, sourceIds, since, until, collected: true } as const;
            const found = await held(query);
            expect(await store.archive.count({ match: "all", ...query })).toBe(found.length);
            return found.map(({ sourceId, collectedAt }) => [sourceId, collectedAt]);
          };
          expect(await came(["mine"], 50, 150)).toEqual([["mine", 100]]);
          expect(await came(["mine"], 800, 9_000)).toEqual([]);
          expect(await came(["theirs"], 800, 9_000)).toEqual([["theirs", 900]]);
          expect(await came(["theirs"], 50, 150)).toEqual([]);
          expect(await came(["mine", "theirs"], 0, 9_000)).toEqual([["mine", 100]]);
          expect(await came(["mine", "theirs"], 800, 9_000)).toEqual([]);
        }
      });

      it("may come in one load, or in two at once", async () => {
        const stories = Array.from({ length: 30 }, (_, i) => story({ id: `m${i}`, sourceId: "mine" }));
        const again = stories.map((one) => ({ ...one, id: `${one.id}b`, sourceId: "theirs" }));
        await store.archive.add(stories.slice(0, 10).flatMap((one, i) => [one, again[i] ?? one]));
        await Promise.all([store.archive.add(stories), store.archive.add(again)]);
        expect(await store.archive.count({ match: "any" })).toBe(30);
        for (const id of ["mine", "theirs"])
          expect(await store.archive.count({ match: "any", sourceIds: [id] })).toBe(30);
      });

      it("stays while one of them is there, and is that one's then", async () => {
        await store.archive.add([mine, story({ id: "own", sourceId: "mine" })]);
        await store.archive.add([theirs]);
        expect(await store.archive.remove(["mine"])).toBe(1);
        expect(await held({ words: "quiet" })).toEqual([{ ...mine, sourceId: "theirs" }]);
        expect(await held({ sourceIds: ["mine"] })).toEqual([]);
        expect(await store.archive.remove(["theirs", "mine"])).toBe(1);
        expect(await store.archive.count({ match: "any" })).toBe(0);
        expect(await store.database.all("select * from story_sources", [])).toEqual([]);
      });
    });

    it("lets others go on while it loads and reads a lot", async () => {
      let turns = 0;
      let on = true;
      const turn = () => {
        turns++;
        if (on) setImmediate(turn);
      };
      setImmediate(turn);
      const many = Array.from({ length: 600 }, (_, i) => story({ title: `Number ${i}`, publishedAt: i }));
      const loading = store.archive.add(many);
      const accepted = await store.desks.create({ id: "d", name: "d", brief: "", zone: "UTC" });
      expect(accepted).toBe(true);
      // It was written while the load went on, not after it.
      expect(await store.archive.count({ match: "any" })).toBeLessThan(600);
      expect((await loading).added).toHaveLength(600);
      expect(turns).toBeGreaterThan(10);
      turns = 0;
      expect(await ids({ limit: 600 })).toHaveLength(600);
      expect(turns).toBeGreaterThanOrEqual(5);
      on = false;
    });

    it("adds each story once when two loads bring the same ones", async () => {
      const many = Array.from({ length: 60 }, () => story());
      const [a, b] = await Promise.all([store.archive.add(many), store.archive.add(many)]);
      expect([...a.added, ...b.added].map(({ id }) => id).sort()).toEqual(many.map(({ id }) => id).sort());
    });
  });
}

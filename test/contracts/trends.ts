/** Counts over time must be the same on every database. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTextTools } from "../../src/language/index.ts";
import { createNamesRoom } from "../../src/news/names/index.ts";
import { createTrends } from "../../src/news/trends/index.ts";
import { openStore } from "../../src/store/index.ts";
import type { Desk, Store, TextTools } from "../../src/types.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import type { Ground, Kind } from "../store/databases.ts";
import { story } from "./archive.ts";

const hour = 3_600_000;
/** Tones by the shipped model; the subject of a dam is clear, and no other. */
const { tone } = createTextTools();
const topics: TextTools["topics"] = (text) => ({
  topics: [
    {
      code: text.includes("Dam") ? "medtop:03000000" : "medtop:11000000",
      name: { en: "", zh: "" },
      probability: 0.6,
    },
  ],
  sure: text.includes("Dam"),
  model: "by hand",
});
const text = { tone, topics };
/** A Wednesday, 18:30 UTC. */
const now = Date.UTC(2026, 10, 11, 18, 30);
const desk: Desk = { id: "d", name: "News", brief: "", zone: "UTC" };
const signal = new AbortController().signal;

export function trendsContract(kind: Kind): void {
  describe.skipIf(kind.skip !== undefined)(`trends: ${kind.title}`, () => {
    let ground: Ground;
    let store: Store;
    beforeEach(async () => {
      ground = await kind.fresh();
      store = await openStore({ ...ground.where, log: quietLog });
      for (const [id, deskId, voice] of [
        ["post", "d", undefined],
        ["herald", "d", undefined],
        ["crowd", "d", "social"],
        ["foreign", "other", undefined],
      ] as const)
        await store.sources.add({
          ...{ id, deskId, url: `https://${id}.example/feed`, title: `The ${id}`, kind: "feed" },
          ...{ dueAt: 0, failures: 0, addedAt: 0, ...(voice ? { voice } : {}) },
        });
    });
    afterEach(async () => {
      await store.close();
      await ground.clear();
    });
    const trends = () =>
      createTrends({
        ...{ archive: store.archive, sources: store.sources, counts: store.trends },
        ...{ text, now: () => now },
      });
    /** Five weeks of a quiet town: three stories in every fourth hour, each of its own. */
    const usual = () =>
      Array.from({ length: 35 * 6 * 3 }, (_, n) => {
        const at = now - 30 * 60_000 - (Math.floor(n / 3) * 4 + 1) * hour;
        const subject = ["council", "market", "school", "tram", "library", "harbour"][n % 6];
        return story({
          id: `u${n}`,
          sourceId: n % 2 ? "post" : "herald",
          outlet: n % 2 ? "Post" : "Herald",
          title: `Words about the ${subject}`,
          text: `The ${subject} met again. Nothing else was decided.`,
          publishedAt: at,
          collectedAt: at,
        });
      });
    const dam = (count: number, sourceId: string, outlet: string, from = 3) =>
      Array.from({ length: count }, (_, n) =>
        story({
          ...{ id: `${sourceId}${from}-${n}`, sourceId, outlet },
          title: "Evacuation below the Kessel Dam",
          text: "The Kessel Dam is leaking; the valley must be left tonight.",
          publishedAt: now - from * hour + n * 20 * 60_000,
          collectedAt: now,
        }),
      );

    it("tells what bursts: since when, against what was to be expected, by how many outlets, and with which words", async () => {
      await store.archive.add([...usual(), ...dam(8, "post", "Post"), ...dam(7, "herald", "Herald")]);
      const found = await trends().bursting(desk, now - 24 * hour, now);
      const [first] = found.trends;
      expect(found.trends).toHaveLength(1);
      expect([...(first?.words ?? []), ...(first?.with ?? [])].join(" ")).toMatch(/Kessel Dam/);
      expect([...(first?.words ?? []), ...(first?.with ?? [])].join(" ")).toMatch(/[Ee]vacuation/);
      expect(first).toMatchObject({ outlets: 2, from: now - 30 * 60_000 - 3 * hour, going: true });
      expect(first?.count).toBeGreaterThan(8);
      expect(first?.expected).toBeLessThan(3);
      expect(first?.p).toBeLessThan(1e-4);
      expect(found.looked).toMatchObject({ stories: 645, days: 35 });
    });

    it("counts every story once, whoever counts, and later ones when they come", async () => {
      await store.archive.add(dam(5, "post", "Post"));
      const both = await Promise.all([trends().count(signal), trends().count(signal)]);
      expect(Math.max(...both)).toBe(5);
      await store.archive.add(dam(4, "post", "Post", 5));
      await trends().count(signal);
      expect(await trends().count(signal)).toBe(0);
      const hours = await store.trends.read(["https://post.example/feed"], 0, now + hour);
      expect(hours.reduce((sum, { stories }) => sum + stories, 0)).toBe(9);
      expect(hours.reduce((sum, { terms }) => sum + (terms["kessel dam"] ?? 0), 0)).toBe(9);
      const tones = hours.flatMap(({ labels }) =>
        Object.entries(labels).flatMap(([label, count]) => (label.startsWith("tone:") ? count : [])),
      );
      expect(tones.reduce((sum, count) => sum + count, 0)).toBe(9);
    });

    it("keeps words that are names of other things, and desks apart", async () => {
      const words = "__proto__ constructor Robert'); drop table stories;-- «»";
      await store.archive.add([story({ sourceId: "foreign", title: words, publishedAt: now - hour })]);
      await trends().count(signal);
      expect(await store.trends.read(["https://post.example/feed"], 0, now)).toEqual([]);
      const [one] = await store.trends.read(["https://foreign.example/feed"], 0, now);
      expect(one?.stories).toBe(1);
      expect((await trends().bursting(desk, now - 24 * hour, now)).looked.stories).toBe(0);
    });

    it("draws one topic's line: every hour, what was to be expected, a day ahead, and its burst", async () => {
      await store.archive.add([...usual(), ...dam(8, "post", "Post"), ...dam(7, "herald", "Herald")]);
      const line = await trends().line(desk, "Kessel Dam", now - 48 * hour, now);
      expect(line.points).toHaveLength(49);
      expect(line.total).toBe(15);
      expect(line.expected).toHaveLength(49 + 24);
      for (const { low, middle, high } of line.expected) {
        expect(low).toBeLessThanOrEqual(middle);
        expect(high).toBeGreaterThanOrEqual(low);
      }
      expect(line.bursts).toHaveLength(1);
      expect(line.bursts[0]?.with.join(" ")).toMatch(/[Ee]vacuation|leaking|valley/);
      const calm = await trends().line(desk, "council", now - 48 * hour, now);
      expect(calm.bursts).toEqual([]);
      expect((await trends().line(desk, "nobody", now - 48 * hour, now)).total).toBe(0);
    });

    it("counts subjects and tones by the hour, and tells a subject with more stories than usual", async () => {
      await store.archive.add([...usual(), ...dam(12, "post", "Post", 4), ...dam(12, "herald", "Herald", 4)]);
      const tones = await trends().labels(desk, "tone", now - 48 * hour, now);
      expect(tones.lines.map(({ label }) => label)).toEqual([
        "tone:negative",
        "tone:neutral",
        "tone:positive",
      ]);
      expect(tones.lines.reduce((sum, { total }) => sum + total, 0)).toBe(tones.stories);
      expect(tones.step).toBe("hour");
      expect(tones.lines[0]?.points).toHaveLength(49);
      const subjects = await trends().labels(desk, "topic", now - 14 * 24 * hour, now);
      expect(subjects.step).toBe("day");
      const disaster = subjects.lines.find(({ label }) => label === "topic:medtop:03000000");
      expect(disaster?.name.zh).toBe("灾难、事故与突发事件");
      expect(disaster?.total).toBe(disaster?.points.reduce((sum, { value }) => sum + value, 0));
      expect(disaster?.total).toBe(24);
      expect(subjects).toMatchObject({ models: ["by hand"], young: false, sample: false });
      expect(subjects.lines).toHaveLength(1);
      const [burst] = subjects.bursts;
      expect(burst).toMatchObject({ label: "topic:medtop:03000000", outlets: 2, going: true });
      expect(burst?.with.join(" ")).toMatch(/Kessel|[Ee]vacuation/);
      expect((await trends().bursting(desk, now - 24 * hour, now)).labels).toContainEqual(
        expect.objectContaining({ label: "topic:medtop:03000000" }),
      );
    });

    it("calls no subject a burst, and no word that all news is full of, while a desk is new", async () => {
      const young = (title: string, n: number) =>
        story({
          ...{ id: `${title}${n}`, sourceId: n % 2 ? "post" : "herald", outlet: n % 2 ? "Post" : "Herald" },
          ...{ title: `${title} ${n}`, text: "", publishedAt: now - (n % 20) * hour, collectedAt: now },
        });
      await store.archive.add([
        ...Array.from({ length: 40 }, (_, n) => young("Old market", n)).map((one, n) => ({
          ...one,
          publishedAt: now - (20 + n) * hour,
        })),
        ...Array.from({ length: 9 }, (_, n) => young("People waiting in Quillbrook", n)),
        ...Array.from({ length: 80 }, (_, n) => young("Quiet afternoon", n)),
      ]);
      const found = await trends().bursting(desk, now - 24 * hour, now);
      const words = found.trends.flatMap((one) => [...one.words, ...one.with]).join(" ");
      expect(words).toMatch(/Quillbrook/);
      expect(words).not.toMatch(/people/i);
      expect(found.looked.young).toBe(true);
      expect(found.labels).toEqual([]);
    });

    it("sets topics, languages, sources and voices beside one another", async () => {
      await store.archive.add([
        ...dam(6, "post", "Post"),
        ...dam(4, "crowd", "Somebody"),
        story({ sourceId: "post", title: "Kessel 大坝撤离", language: "zh", publishedAt: now - 2 * hour }),
      ]);
      const totals = async (sides: Parameters<ReturnType<typeof trends>["compare"]>[1]) =>
        (await trends().compare(desk, sides, now - 24 * hour, now)).sides.map(({ total }) => total);
      expect(
        await totals([
          { name: "dam", words: "dam" },
          { name: "council", words: "council" },
        ]),
      ).toEqual([10, 0]);
      expect(
        await totals([
          { name: "media", words: "Kessel", voice: "media" },
          { name: "social", words: "Kessel", voice: "social" },
        ]),
      ).toEqual([7, 4]);
      expect(
        await totals([
          { name: "en", language: "en" },
          { name: "zh", language: "zh" },
        ]),
      ).toEqual([10, 1]);
      expect(await totals([{ name: "post", source: "the post" }])).toEqual([7]);
    });

    it("links names that stand in the same stories", async () => {
      await store.archive.add(
        ["a", "b", "c"].map((id) =>
          story({ id, sourceId: "post", title: "Anna Weber met Karl Stein", publishedAt: now - hour }),
        ),
      );
      await store.archive.add([
        story({
          id: "d",
          sourceId: "elsewhere",
          title: "Anna Weber met Karl Stein",
          publishedAt: now - hour,
        }),
        story({
          id: "e",
          sourceId: "post",
          title: "Anna Weber met Karl Stein",
          publishedAt: now - 50 * hour,
        }),
      ]);
      const room = createNamesRoom(store);
      const { names, links, stories } = await room.ofStories(
        desk,
        { since: now - 24 * hour, until: now },
        { known: [{ name: "Karl Stein", kind: "organisation", also: [] }], folder: undefined },
        new AbortController().signal,
      );
      expect(stories).toBe(3);
      const weber = names.find(({ name }) => name === "Anna Weber");
      const stein = names.find(({ name }) => name === "Karl Stein");
      expect(weber).toMatchObject({ kind: "person", stories: 3, known: false });
      expect(stein).toMatchObject({ kind: "organisation", stories: 3, known: true });
      expect(links).toContainEqual({ a: weber?.id, b: stein?.id, weight: 3 });
    });
  });
}

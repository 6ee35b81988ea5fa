/** Texts of programs in the thread that reads them: by the house's models, beside the event loop, within bounds. */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openApi } from "../../adapters/web/v1/openapi.ts";
import { createAnalyses } from "../../src/app/analysis.ts";
import { BusyError, UserError } from "../../src/errors.ts";
import { openModel } from "../../src/language/model-folder.ts";
import type { LiveMap } from "../../src/learn/live-models.ts";
import type { Analysis, AnalysisPart, AnalysisRequest } from "../../src/types.ts";
import { judgeBy } from "../adapters/web/v1/document.ts";
import { turnsDuring } from "../fakes/loop.ts";

const nothing: LiveMap = new Map();
const live = { current: () => nothing, refresh: async () => {} };
const analyses = createAnalyses(live);
afterAll(() => analyses.stop());

const every: readonly AnalysisPart[] = [
  ...(["language", "sentences", "keywords", "topics", "names"] as const),
  ...(["quantities", "sentiment", "towards", "summary"] as const),
];
const asked = (texts: AnalysisRequest["texts"], want = every): AnalysisRequest => ({
  ...{ texts, want, domain: "news", keywords: 5, keywordsAs: "labels", summaryWords: 40 },
});
const none = { topics: [], names: [] };
const read = async (...given: Parameters<typeof analyses.analyze>) =>
  JSON.parse(new TextDecoder().decode(await analyses.analyze(...given))) as Analysis[];
const judge = judgeBy(openApi([], "en"));

const english = `The harbour bridge reopened on Friday, Mayor Ana Costa said. “A wonderful day for Lisbon,” she added.
Repairs took 14 months and cost €3.2 million. Costa praised the engineers. Drivers were less happy: the toll rises by 20% tomorrow.`;
const chinese = "北京市长王伟周五宣布，大桥重新开放。维修历时14个月，耗资320万元。居民对此表示非常满意。";

describe("what is found in a text", () => {
  it("is as the document describes it, whatever the text, and names what made it", async () => {
    const texts = [english, chinese, "👍", "?", "A\ud800B", "ALL CAPITALS EVERYWHERE", "a ".repeat(5_000)];
    const found = await read(asked(texts.map((text) => ({ text }))), none);
    expect(found).toHaveLength(texts.length);
    for (const [n, analysis] of found.entries()) {
      expect(judge.wrong("/components/schemas/Analysis", analysis)).toEqual([]);
      expect(Object.keys(analysis).sort()).toEqual(["length", ...every].sort());
      expect(analysis.length).toBe(texts[n]?.length);
      const { length: _, ...parts } = analysis;
      for (const part of Object.values(parts)) expect(part.model).toMatch(/\w \d/);
    }
  });

  it("stands where its offsets say, in UTF-16", async () => {
    const text = `😀 ${english}`;
    const [found] = await read(asked([{ text, publishedAt: Date.UTC(2026, 2, 5) }]), none);
    const spans = [
      ...(found?.sentences?.spans ?? []),
      ...(found?.names?.entities.flatMap(({ mentions }) => mentions) ?? []),
      ...(found?.quantities?.found ?? []),
      ...(found?.sentiment?.because.flatMap((one) => [one, ...one.words]) ?? []),
      ...(found?.towards?.named.flatMap(({ mentions }) => mentions.flatMap((one) => [one, one.sentence])) ??
        []),
      ...(found?.summary?.sentences.flatMap(({ passages }) => passages) ?? []),
    ];
    expect(spans.length).toBeGreaterThan(10);
    for (const span of spans) expect(text.slice(span.start, span.end)).toBe(span.text);
    for (const { phrase, start, end } of found?.keywords?.phrases ?? [])
      expect(text.slice(start, end)).toBe(phrase);
    expect(found?.keywords?.model).toMatch(/^keywords \d/);
    expect(found?.names?.entities).toContainEqual(
      expect.objectContaining({ name: expect.stringMatching(/Ana Costa/), kind: "person" }),
    );
    expect(found?.quantities?.found).toContainEqual(
      expect.objectContaining({ kind: "money", amount: 3_200_000, currency: "EUR" }),
    );
    expect(found?.quantities?.found).toContainEqual(
      expect.objectContaining({ kind: "date", text: "tomorrow", date: "2026-03-06" }),
    );
  });

  it("tells how each person and body is spoken of, mention by mention and together", async () => {
    const text =
      "The fans cheered Anna Berg for her brilliant win. Critics called Peter Holm a liar and a disgrace.";
    const [found] = await read(asked([{ text }], ["towards"]), none);
    const [anna, peter] = ["Anna Berg", "Peter Holm"].map((name) =>
      found?.towards?.named.find((one) => one.name === name),
    );
    expect(anna?.mentions).toHaveLength(1);
    expect(anna?.mentions[0]).toMatchObject({ text: "Anna Berg", basis: "model" });
    expect(anna?.score).toBeGreaterThan(peter?.score ?? 1);
    expect(peter?.label).toBe("negative");
    expect(found?.towards?.model).toContain("sentiment-targets");
  });

  it("is read as the kind of text that it is", async () => {
    const text = "The plot is flat and the actors are wooden, but the music is fine.";
    const [news, reviews] = await Promise.all(
      (["news", "reviews"] as const).map((domain) =>
        read({ ...asked([{ text }], ["sentiment"]), domain }, none),
      ),
    );
    expect(news?.[0]?.sentiment?.score).not.toBe(reviews?.[0]?.sentiment?.score);
  });

  it("has tags of single words where tags are wanted", async () => {
    const request = { ...asked([{ text: english.repeat(2) }], ["keywords"]), keywordsAs: "tags" } as const;
    const [tags] = await read(request, none);
    const [labels] = await read(asked([{ text: english.repeat(2) }], ["keywords"]), none);
    const words = (one: Analysis | undefined) =>
      (one?.keywords?.phrases ?? []).reduce((sum, { phrase }) => sum + phrase.split(" ").length, 0);
    expect(words(tags)).toBeLessThan(words(labels));
  });

  it("is what was wanted and nothing else, in the order of the texts", async () => {
    const found = await read(asked([{ text: english }, { text: chinese }], ["language"]), none);
    expect(found).toEqual([
      { length: english.length, language: { tag: "en", model: expect.stringContaining("language-id") } },
      { length: chinese.length, language: { tag: "zh", model: expect.stringContaining("language-id") } },
    ]);
  });

  it("knows the desk's own names and categories", async () => {
    const own = [[{ category: "harbour", probability: 0.9 }]];
    const names = [{ name: "Drivers", kind: "organisation", also: [] }] as const;
    const [found] = await read(asked([{ text: english }], ["topics", "names"]), { topics: own, names });
    expect(found?.topics?.own).toEqual(own[0]);
    expect(found?.names?.entities).toContainEqual(
      expect.objectContaining({ name: "Drivers", kind: "organisation", known: true }),
    );
  });
});

describe("whatever text comes", () => {
  const pieces = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom(
      "Angela Merkel said ",
      "€3.2m ",
      "昨天",
      "北京市长王伟",
      "\ud83d",
      "\u0000",
      "U.S. ",
      "“",
      "...",
      "\n\n",
    ),
    fc.constantFrom(
      "not bad!!! ",
      "5 March 2026 ",
      "<b>&amp;</b>",
      "http://x.y/z ",
      "𠮷野家",
      "א ב ",
      "ﷺ",
      "1,000,000 ",
    ),
  );
  const any = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));

  it("is read by every tool, and every place is one in the text", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 8 }), async (texts) => {
        const found = await read(asked(texts.map((text) => ({ text, publishedAt: 0 }))), none);
        found.forEach((analysis, n) => {
          expect(judge.wrong("/components/schemas/Analysis", analysis)).toEqual([]);
          for (const { start, end, text } of placesIn(analysis))
            expect(texts[n]?.slice(start, end)).toBe(text);
        });
      }),
      { numRuns: 60 },
    );
  });
});

/** Everything that says where it stands. */
function placesIn(value: unknown): { start: number; end: number; text: string }[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "start" in value && "end" in value && "text" in value ? [value as never] : [];
  return [...own, ...Object.values(value).flatMap(placesIn)];
}

describe("a long text", () => {
  it("leaves the loop free, and is read whole", async () => {
    const text = `${english}\n\n`.repeat(700);
    let found: Analysis[] = [];
    const turns = await turnsDuring(async () => {
      found = await read(asked([{ text }], ["sentences", "names", "quantities"]), none);
    });
    // In this thread it would be one turn.
    expect(turns).toBeGreaterThan(5);
    expect(found[0]?.sentences?.spans.at(-1)?.end).toBeGreaterThan(text.length - 5);
  });

  it("is given up at the time limit, and the next is read all the same", async () => {
    const hasty = createAnalyses(live, { requests: 4, characters: 4_000_000, timeoutMs: 1_500 });
    try {
      const endless = hasty.analyze(asked([{ text: `${english} `.repeat(12_000) }]), none);
      const error = await endless.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).problem).toEqual({
        en: expect.stringContaining("took too long"),
        zh: expect.stringMatching(/\p{Script=Han}/u),
      });
    } finally {
      await hasty.stop();
    }
    expect(await read(asked([{ text: "Fine." }], ["language"]), none)).toHaveLength(1);
  });
});

describe("more than can be read at once", () => {
  it("is refused with the seconds to wait, by number and by size; afterwards it is taken", async () => {
    const small = createAnalyses(live, { requests: 2, characters: 1_000, timeoutMs: 60_000 });
    const one = (text: string) => small.analyze(asked([{ text }], ["language"]), none);
    try {
      const [first, second, third] = ["one", "two", "three"].map((text) => one(text));
      await expect(third).rejects.toBeInstanceOf(BusyError);
      await Promise.all([first, second]);
      const alone = one("x".repeat(5_000));
      const beside = await one("y").catch((thrown: unknown) => thrown);
      expect(beside).toBeInstanceOf(BusyError);
      expect((beside as BusyError).seconds).toBeGreaterThanOrEqual(1);
      await alone;
      expect(new TextDecoder().decode(await one("z"))).toContain('"length":1');
    } finally {
      await small.stop();
    }
  });
});

describe("the models that answer", () => {
  it("are those that were deployed; one that was exchanged under it is refused", async () => {
    const folder = await mkdtemp(join(tmpdir(), "copytaster-analysis-"));
    try {
      const deployed = (path: string, hash: string): LiveMap =>
        new Map([["topics", { path, hash, label: "", tool: {} }]]);
      const path = join(folder, "topics-other");
      await cp(join(import.meta.dirname, "../../models/topics-iptc"), path, { recursive: true });
      const manifest = JSON.parse(await readFile(join(path, "model.json"), "utf8")) as object;
      await writeFile(join(path, "model.json"), JSON.stringify({ ...manifest, version: "9" }));
      const { hash, label } = openModel(path);
      let map = deployed(path, hash);
      const other = createAnalyses({ current: () => map, refresh: async () => {} });
      try {
        const topics = async () =>
          new TextDecoder().decode(await other.analyze(asked([{ text: english }], ["topics"]), none));
        await expect(topics()).resolves.toContain(`"model":"${label}"`);
        map = deployed(path, "0".repeat(64));
        await expect(topics()).rejects.toThrow(/exchanged/);
        map = deployed(join(folder, "gone"), hash.replace(/^./, "x"));
        await expect(topics()).rejects.toBeInstanceOf(UserError);
        map = nothing;
        await expect(topics()).resolves.toContain('"model":"topics-iptc 1 ');
      } finally {
        await other.stop();
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

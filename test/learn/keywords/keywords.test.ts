/** How the rankers of key phrases learn. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../../../src/errors.ts";
import { rank } from "../../../src/language/keywords/ranker.ts";
import { tokensOf } from "../../../src/language/keywords/tokens.ts";
import { addTrees, treeCount } from "../../../src/language/keywords/trees.ts";
import { exampleOf, keyOf } from "../../../src/learn/keywords/examples.ts";
import { fitRanker } from "../../../src/learn/keywords/fit.ts";
import { fitTrees } from "../../../src/learn/keywords/fit-trees.ts";
import { markedExamples } from "../../../src/learn/keywords/marked.ts";
import { keyedTitle } from "../../../src/learn/keywords/titled.ts";
import { random } from "../../../src/learn/metrics/bootstrap.ts";
import { keywordsRecipe } from "../../../src/learn/recipes/keywords.ts";

describe("trees", () => {
  // True where exactly one of the first two is above a half: no single question tells.
  const count = 2_000;
  const next = random(3);
  const rows = Float32Array.from({ length: count * 3 }, () => next());
  const labels = Uint8Array.from({ length: count }, (_, i) =>
    (rows[i * 3] ?? 0) > 0.5 !== (rows[i * 3 + 1] ?? 0) > 0.5 ? 1 : 0,
  );
  const grow = () =>
    fitTrees(rows, 3, labels, random(1), {
      ...{ trees: 30, depth: 3, rate: 0.3, sample: 0.9, columns: 1, lambda: 1, least: 5 },
    });

  test("learn what takes two questions together", async () => {
    const trees = await grow();
    expect(treeCount(trees)).toBe(30);
    const odds = new Float32Array(count).fill(trees.base);
    addTrees(
      trees,
      0,
      30,
      rows,
      3,
      Uint32Array.from(labels, (_, i) => i),
      odds,
    );
    const right = labels.filter((label, i) => (odds[i] ?? 0) > 0 === (label === 1)).length;
    expect(right / count).toBeGreaterThan(0.95);
  });

  test("are the same for the same seed", async () => {
    expect(await grow()).toEqual(await grow());
  });
});

describe("labelled texts", () => {
  test("keys are compared by stems, without case and punctuation", () => {
    expect(keyOf("Health-Care Reforms")).toBe(keyOf("healthcare reform"));
    expect(keyOf("dams")).not.toBe(keyOf("spillway"));
  });

  test("a key labels every place where it stands, and what does not stand there labels nothing", () => {
    const { wanted, candidates, labels, tokens } = exampleOf({
      ...{ id: "1", text: "The emergency spillway failed. Emergency spillways are rare." },
      keys: ["Emergency spillway", "nuclear power"],
    });
    const chosen = candidates.list.filter((_, i) => wanted[i] === 1);
    expect(chosen).toHaveLength(1);
    expect(chosen[0]?.starts.map((at) => tokens.list[at]?.text)).toEqual(["emergency", "Emergency"]);
    expect(labels.reduce((sum, one) => sum + one, 0)).toBe(2 + 2 + 4);
  });
});

describe("what people marked", () => {
  const text = "The emergency spillway failed. Emergency spillways are rare. The mayor spoke.";
  const mark = (phrase: string, label: string, language = "en", of = text) => ({
    ...{ text: of, label, language, by: "hash", at: 1 },
    ...{ start: of.indexOf(phrase), end: of.indexOf(phrase) + phrase.length },
  });

  test("is known of its phrases alone, at every place where they stand", () => {
    const [one, ...others] = markedExamples(
      [mark("emergency spillway", "none"), mark("mayor", "keyword"), mark("The mayor", "keyword")],
      "en",
    );
    expect(others).toEqual([]);
    const { candidates, tokens, wanted, known, labels } = one ?? expect.fail("no example");
    const named = candidates.list.flatMap(({ at, size }, i) =>
      known?.candidates[i]
        ? [
            [
              tokens.list
                .slice(at, at + size)
                .map((token) => token.text)
                .join(" "),
              wanted[i],
            ],
          ]
        : [],
    );
    expect(named).toEqual([
      ["emergency spillway", 0],
      ["mayor", 1],
    ]);
    expect(known?.tokens.reduce((sum, each) => sum + each, 0)).toBe(5);
    expect(labels.reduce((sum, each) => sum + each, 0)).toBe(3);
  });

  test("is learnt sentence by sentence in Chinese, and not from another language's marks", () => {
    const chinese = "昆比大坝出现裂缝。居民连夜撤离。";
    const marks = [mark("裂缝", "keyword", "zh", chinese), mark("mayor", "keyword")];
    expect(markedExamples(marks, "zh").map((one) => one.text)).toEqual(["昆比大坝出现裂缝。"]);
    expect(markedExamples(marks, "en").map((one) => one.text)).toEqual([text]);
    expect(markedExamples([{ ...mark("mayor", "keyword"), start: 5 }], "en")).toEqual([]);
  });

  test("moves the ranker: a phrase that is called none again and again ranks lower than before", async () => {
    const towns = ["Har", "Dun", "Eas", "Wex", "Nor", "Til"].flatMap((a) =>
      ["low", "more", "ton", "ley", "wick", "bury", "by", "combe"].map((b) => a + b),
    );
    const keyed = towns.flatMap((town) =>
      ["mill", "bridge"].map((what) =>
        exampleOf({
          id: town,
          text: `The ${town} ${what} failed at night. Water reached the ${town} market, and the old road was lost.`,
          keys: [`${town} ${what}`],
        }),
      ),
    );
    const asked = "The Pembury mill failed at night. Water reached the Pembury market.";
    const against = towns.slice(0, 24).map((town) => {
      const own = asked.replaceAll("Pembury", `${town}ford`);
      return mark(`${town}ford mill`, "none", "en", own);
    });
    const scoreOf = async (marks: typeof against) => {
      const weights = await fitRanker([...keyed, ...markedExamples(marks, "en")], {
        ...{ seed: 1, common: new Map(), progress() {} },
        signal: new AbortController().signal,
      });
      const tokens = tokensOf(asked, 100);
      const ranked = rank(tokens, [weights], new Map(), 50);
      const own = ranked.find(({ at, size }) => size === 2 && tokens.list[at]?.text === "Pembury");
      return own?.score ?? 0;
    };
    expect(await scoreOf(against)).toBeLessThan(0.9 * (await scoreOf([])));
  });
});

test("of a Chinese title those keys count that stand in it", () => {
  expect(keyedTitle({ text: "大坝F1决口", keywords: "大坝,f1,水库\n" }, 3)).toEqual([
    { id: "3", text: "大坝F1决口", keys: ["大坝", "f1"] },
  ]);
  expect(keyedTitle({ text: "大坝", keywords: "\n" }, 0)).toEqual([]);
  const { wanted, candidates, tokens } = exampleOf({ id: "1", text: "下游大坝决口", keys: ["大坝决口"] });
  const chosen = candidates.list.filter((_, i) => wanted[i] === 1);
  expect(
    chosen.map(({ at, size }) =>
      tokens.list
        .slice(at, at + size)
        .map((token) => token.text)
        .join(""),
    ),
  ).toEqual(["大坝决口"]);
});

describe("the recipe", () => {
  const folder = mkdtempSync(join(tmpdir(), "keywords-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (file: string, rows: readonly unknown[]): void => {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(
      join(folder, `${file}.jsonl.gz`),
      gzipSync(rows.map((one) => JSON.stringify(one)).join("\n")),
    );
  };
  const train = (seed: number) =>
    keywordsRecipe.train({
      ...{ kind: "trees", data: folder, seed, examples: [], work: folder, progress() {} },
      signal: new AbortController().signal,
    });

  test("names the file that is missing", async () => {
    await expect(train(1)).rejects.toThrow(UserError);
    await expect(train(1)).rejects.toThrow(/inspec/);
  });

  test("gives the same bytes for the same seed, and refuses texts whose keys do not stand in them", async () => {
    const towns = ["Harlow", "Dunmore", "Easton", "Wexley", "Norwick", "Tilbury"];
    const texts = towns.map((town, i) => ({
      id: `${i}`,
      text: `The ${town} dam failed on day ${i}. Water reached ${town} bridge, and the old mill was lost.`,
      keys: [`${town} dam`, "water"],
    }));
    write("keywords/inspec", texts);
    write("keywords/kpcrowd_news", texts);
    const articles = texts.map(({ id, text, keys }) => ({
      id,
      article: text,
      summary: keys.join(" and "),
      text,
    }));
    for (const name of ["cnndm", "inshorts", "xsum"]) write(`summarization/${name}`, articles);
    write("summarization/multinews", [{ documents: ["The dam. The dam. The dam."] }]);
    for (const name of ["topic/huffpost", "topic/reuters_modapte", "trends/yahoo_rss_2014"])
      write(name, articles);
    const titles = ["大坝决口下游居民撤离", "港口大桥今天封闭维修", "市长表示大坝安全", "居民撤离后水位下降"];
    write(
      "topic/zh_toutiao_titles",
      titles.map((text) => ({ text, keywords: "大坝,撤离,大桥,别处\n" })),
    );
    for (const name of ["topic/zh_thucnews_titles", "sentiment/zh_hotel"])
      write(
        name,
        titles.map((text) => ({ text })),
      );
    const [one, same] = [await train(7), await train(7)];
    expect(Object.keys(one.files).sort()).toEqual([
      ...["common-zh.txt", "common.txt", "phrases.bin", "salience.bin", "tags.bin", "zh.bin"],
    ]);
    for (const [name, bytes] of Object.entries(one.files))
      expect(Buffer.from(bytes as Uint8Array).equals(Buffer.from(same.files[name] as Uint8Array)), name).toBe(
        true,
      );
    write(
      "keywords/kpcrowd_news",
      texts.map((row) => ({ ...row, keys: ["nowhere"] })),
    );
    await expect(train(7)).rejects.toThrow(/tags/);
  });
});

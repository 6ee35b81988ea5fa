import { copyFileSync, cpSync, mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { countNgrams, readCounts } from "../../src/language/identify/counts.ts";
import { readFastText } from "../../src/language/identify/fasttext.ts";
import { labelTree, treeLogProbabilities } from "../../src/language/identify/label-tree.ts";
import { identifyLanguage, language, loadIdentify } from "../../src/language/language.ts";
import { openModel } from "../../src/language/model-folder.ts";

const MODEL = new URL("../../models/language-id", import.meta.url).pathname;
const scratch = mkdtempSync(join(tmpdir(), "language-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the languages of the newsroom are told apart", () => {
  test.each([
    ["en", "Police arrest man after Leeds stabbing"],
    ["en", "TRUMP SIGNS BILL AS MARKETS FALL"],
    ["en", "U.S. GDP up 3.5% in third quarter"],
    ["en", "#breaking flood in Leeds, 300 evacuated"],
    ["en", "on it"],
    ["en", "ok thanks"],
    ["en", "see you at 5"],
    ["en", "@anna can you look at https://example.org/story?"],
    ["en", "good morning all 😀"],
    ["en", "ship it"],
    ["zh", "警方周五逮捕了一名男子"],
    ["zh", "苹果发布iPhone 15 Pro Max"],
    ["zh", "好的"],
    ["zh", "收到 👍"],
    ["zh", "國會通過新法案"],
    ["zh", "我哋去邊度食飯呀"],
    ["zh", "帮我看看 https://example.org/story"],
    ["zh", "男子索赔10万元"],
  ])("%s: %s", (tag, text) => {
    expect(language(text)).toBe(tag);
  });

  test("English words for English, whatever their case and what is put around them", () => {
    const sentence = fc.constantFrom(
      "The council has voted to close the bridge",
      "Can someone check this before we publish?",
      "Shares fell after the bank cut its forecast",
    );
    const noise = fc.constantFrom(
      "",
      " 😀",
      " https://a.example/x",
      " 12,345",
      " …",
      "\n",
      " @desk",
      " `x = 1`",
    );
    fc.assert(
      fc.property(sentence, noise, noise, fc.boolean(), (text, before, after, loud) => {
        expect(language(`${before}${loud ? text.toUpperCase() : text}${after}`)).toBe("en");
      }),
    );
  });
});

describe("how Chinese is written", () => {
  test.each([
    ["zh-Hans", "国会通过新法案"],
    ["zh-Hant", "國會通過新法案"],
    ["zh", "好的"],
    ["yue", "佢哋今日唔喺度"],
    ["ja", "東京で地震がありました"],
    ["ja", "東京駅周辺で火災発生"],
    ["ja", "駅前広場対策会議"],
    ["ko", "서울에서 지진이 발생했다"],
  ])("%s: %s", (tag, text) => {
    expect(identifyLanguage(text)).toEqual({ tag, confidence: 1 });
  });
});

describe("neighbours", () => {
  test.each([
    ["de", "Der Bundestag hat am Freitag ein neues Gesetz beschlossen."],
    ["fr", "Le président de la République a prononcé un discours devant les députés."],
    ["nb", "Regjeringen sier at den ikke vet hva som har skjedd i Oslo i natt."],
    ["da", "Regeringen siger, at den ikke ved, hvad der er sket i København i nat."],
    ["gl", "Os veciños din que non saben o que pasou onte pola noite nas rúas da cidade."],
    ["pt", "O governo português diz que não sabe o que aconteceu ontem à noite na cidade do Porto."],
    ["ru", "Президент выступил с речью перед депутатами"],
    ["uk", "Президент виступив із промовою перед депутатами"],
    ["sr", "Влада каже да не зна шта се догодило синоћ у Београду."],
    ["zu", "Umuntu wonke unelungelo lokuphila ngokukhululeka nokuphepha."],
    ["fa", "رئیس جمهور امروز در مجلس سخنرانی کرد"],
    ["ar", "ألقى الرئيس اليوم كلمة أمام البرلمان"],
  ])("%s: %s", (tag, text) => {
    expect(language(text)).toBe(tag);
  });
});

describe("what is in no language, or too short to tell, is no guess", () => {
  test.each([
    "",
    " \n\t",
    "😀",
    "12345 !!",
    "3.5% +200 (1,000)",
    "https://example.org/the/latest/news/from/london",
    "anna@example.org",
    "const x = foo(bar); return x;",
    '{"a": 1, "text": "hello"}',
    "SELECT * FROM users WHERE id = 1;",
    "git commit -m 'fix'",
    "npm run -s check",
    "```\nthe words in here are code\n```",
    "ok",
    "a",
    "lgtm",
    "MH370",
    "Berlin",
    "\ud800",
    "\u0000",
  ])("%j", (text) => {
    expect(identifyLanguage(text).tag).toBe("und");
  });
});

/** UTF-16 as it comes, halves of pairs too, between words. */
const anything = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      fc.constantFrom("the ", "的", "и ", "{", "https://", "😀"),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(""));

test("whatever the text, there is an answer, the same again, with belief between 0 and 1", () => {
  fc.assert(
    fc.property(anything, (text) => {
      const first = identifyLanguage(text);
      expect(first.tag).toMatch(/^[a-z]{2,3}(-Han[st])?$/);
      expect(first.confidence).toBeGreaterThanOrEqual(0);
      expect(first.confidence).toBeLessThanOrEqual(1);
      expect(identifyLanguage(text)).toEqual(first);
    }),
  );
});

test("a megabyte takes no longer than its beginning", () => {
  for (const text of [
    "The flood came at night. ".repeat(40_000),
    "a".repeat(1_000_000),
    "警".repeat(1_000_000),
    "<".repeat(1_000_000),
  ]) {
    const began = performance.now();
    identifyLanguage(text);
    expect(performance.now() - began).toBeLessThan(500);
  }
});

describe("the weights", () => {
  test("fastText's own file: probabilities over 176 labels that sum to one", () => {
    const { labels, logProbabilities } = readFastText(openModel(MODEL).read("lid.176.ftz"));
    expect(labels).toHaveLength(176);
    for (const text of ["Hello world", "你好世界", "Der Bundestag hat beschlossen", "the ".repeat(500)]) {
      const sum = logProbabilities(text)?.reduce((all, one) => all + Math.exp(one), 0);
      expect(sum).toBeCloseTo(1, 9);
    }
    expect(logProbabilities("  ")).toBeUndefined();
  });

  test("the tree of a hierarchical softmax is Huffman's, and even where nothing is known", () => {
    const tree = labelTree([8, 4, 2, 1, 1]);
    const scores = new Float64Array(5);
    treeLogProbabilities(tree, new Float32Array(8), new Float64Array(2), scores);
    expect([...scores].map(Math.exp)).toEqual(
      [0.5, 0.25, 0.125, 0.0625, 0.0625].map((p) => expect.closeTo(p, 9)),
    );
  });

  test("counts are the same bytes for the same texts, and prefer the language that they saw", () => {
    const texts = [
      { language: "en", text: "the bridge over the river" },
      { language: "de", text: "die Brücke über den Fluss" },
    ];
    const bytes = countNgrams(texts, 1);
    expect(countNgrams(texts, 1)).toEqual(bytes);
    const { languages, logLikelihoods } = readCounts(bytes);
    const scores = new Float64Array(2);
    expect(logLikelihoods("the river", scores)).toBeGreaterThan(10);
    expect(languages).toEqual(["de", "en"]);
    expect(scores[1]).toBeGreaterThan(scores[0] ?? 0);
    expect(() => readCounts(bytes.subarray(0, 50))).toThrow(RangeError);
    expect(() => readFastText(bytes)).toThrow("fastText");
  });

  test("cut short or swapped, they are refused by name", () => {
    const folder = join(scratch, "broken");
    cpSync(MODEL, folder, { recursive: true });
    truncateSync(join(folder, "ngrams.bin"), 1000);
    expect(() => loadIdentify(folder)).toThrow(UserError);
    copyFileSync(join(folder, "lid.176.ftz"), join(folder, "ngrams.bin"));
    expect(() => loadIdentify(folder)).toThrow(/ngrams\.bin/);
  });
});

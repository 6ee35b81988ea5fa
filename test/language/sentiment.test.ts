/** What people rely on when they ask how a text sounds: by the shipped models, linear alone and with the network. */
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createTextTools } from "../../src/language/index.ts";
import { WORDS_ZH } from "../../src/language/sentiment/lexicon-zh.ts";
import { shippedToneNetwork } from "../../src/language/sentiment/network/shipped.ts";

const { tone, sentiment, towards, keywords } = createTextTools();
const score = async (text: string): Promise<number> => (await sentiment(text)).score;
afterAll(() => shippedToneNetwork()?.stop());

describe("tone", () => {
  test.each([
    ["The victory was wonderful and the crowd celebrated.", "positive"],
    ["The attack killed dozens and destroyed the town.", "negative"],
    ["THIS IS A DISASTER AND EVERYBODY HATES IT", "negative"],
    ["The meeting takes place on Tuesday in the town hall.", "neutral"],
    ["服务很好，房间干净，非常满意。", "positive"],
    ["太难吃了，送餐又慢，再也不会点了。", "negative"],
    ["会议将于周二举行。", "neutral"],
    ["房间不干净。", "negative"],
    ["😍👍", "positive"],
    ["😡", "negative"],
    ["GOOD", "positive"],
    ["", "neutral"],
    ["12345 67.8", "neutral"],
  ])("%s is %s, for streams and for people", async (text, label) => {
    expect(tone(text).label).toBe(label);
    expect((await sentiment(text)).label).toBe(label);
  });

  test("negation turns round; adverbs and capitals strengthen; what follows “but” weighs more than what precedes it", async () => {
    expect(await score("The film is not good.")).toBeLessThan(-0.1);
    expect(await score("The film is good.")).toBeGreaterThan(0.2);
    expect(await score("This is very good.")).toBeGreaterThan(await score("This is good."));
    expect(await score("This is slightly good.")).toBeLessThan(await score("This is good."));
    expect(await score("This is GREAT news.")).toBeGreaterThan(await score("This is great news."));
    const [better, worse] = [
      "The food was bad but the place was good.",
      "The place was good but the food was bad.",
    ];
    expect(Math.abs(await score(better))).toBeLessThan(0.1);
    expect(await score(worse)).toBeLessThan((await score(better)) - 0.1);
    expect(await score("非常好")).toBeGreaterThan(await score("好"));
  });

  test("each language of a text is judged by its own model", async () => {
    const text = "The hotel was lovely, quiet and friendly.\n\n房间很脏，服务很差，非常失望。";
    const { because, models } = await sentiment(text, { domain: "reviews" });
    const [english, chinese] = [
      because.find((one) => /hotel/.test(one.text)),
      because.find((one) => /房间/.test(one.text)),
    ];
    expect(english?.score).toBeGreaterThan(0.2);
    expect(chinese?.score).toBeLessThan(-0.2);
    expect(models.join()).toMatch(/linear-zh/);
    expect(models.join()).toMatch(/linear-en.*lstm-en|lstm-en.*linear-en/);
  });

  test("other languages have the word list, which says so, and is never more than half sure", async () => {
    const found = await sentiment(
      "Ce film est un désastre, une horrible catastrophe, et le public est furieux.",
    );
    expect(found).toMatchObject({ language: "fr", basis: "list", models: [expect.stringMatching(/^afinn/)] });
    expect(found.confidence).toBeLessThanOrEqual(0.5);
    expect(tone("新闻：会议将于周二举行。").basis).toBe("mixed");
  });

  test("names the sentences that weigh most, heaviest first, with the words that weigh in them and where the network looked", async () => {
    const filler = "The meeting is on Tuesday at four in the town hall. ".repeat(8);
    const text = `${filler}The attack killed ten people and destroyed a school. Helpers brought some hope.`;
    const { because, models } = await sentiment(text);
    expect(because[0]?.text).toMatch(/^The attack/);
    const words = because[0]?.words ?? [];
    expect(words.filter(({ adds }) => adds < 0).map((word) => word.text)).toEqual(
      expect.arrayContaining(["killed", "attack", "destroyed"]),
    );
    expect(words.some(({ attention = 0 }) => attention > 0.1)).toBe(true);
    expect(models).toHaveLength(2);
    for (const word of words) expect(text.slice(word.start, word.end)).toBe(word.text);
  });

  test("of a short text each sentence is told with its own score and its own words, in its place", async () => {
    const text =
      "\n  The mayor praised the brave firefighters. Critics called the plan a disgrace and a waste.";
    const { because } = await sentiment(text);
    expect(because).toHaveLength(2);
    const praise = because.find((one) => /^The mayor/.test(one.text));
    const blame = because.find((one) => /^Critics/.test(one.text));
    expect(praise?.score).toBeGreaterThan(0.1);
    expect(blame?.score).toBeLessThan(-0.1);
    for (const one of because) {
      expect(text.slice(one.start, one.end)).toBe(one.text);
      for (const word of one.words) {
        expect(word.start).toBeGreaterThanOrEqual(one.start);
        expect(text.slice(word.start, word.end)).toBe(word.text);
      }
    }
  });

  test("a megabyte has an answer within the scale", async () => {
    const found = await sentiment("A terrible, horrible disaster killed many. ".repeat(24_000));
    expect(found.label).toBe("negative");
    expect(found.score).toBeGreaterThanOrEqual(-1);
  });

  test("whatever the text, every figure is one, and every place lies in the text", async () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.constantFrom(
        "not good ",
        "TERRIBLE! ",
        "很好。",
        "不满意",
        "😡",
        "\n\n",
        "but ",
        " ",
        "…",
        "\u0000",
        "ﷺ",
        "x".repeat(2_100),
      ),
    );
    const texts = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(""));
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.constantFrom("news" as const, "reviews" as const, "social" as const),
        async (text, domain) => {
          const found = await sentiment(text, { domain });
          for (const one of [found, tone(text, { domain })]) {
            expect(one.score).toBeGreaterThanOrEqual(-1);
            expect(one.score).toBeLessThanOrEqual(1);
            expect(one.confidence).toBeGreaterThanOrEqual(0);
            expect(one.confidence).toBeLessThanOrEqual(1);
          }
          for (const one of found.because) {
            expect(text.slice(one.start, one.end)).toBe(one.text);
            for (const word of one.words) {
              expect(text.slice(word.start, word.end)).toBe(word.text);
              expect(Number.isFinite(word.adds)).toBe(true);
              expect(word.start).toBeGreaterThanOrEqual(one.start);
              expect(word.end).toBeLessThanOrEqual(one.end);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test("the Chinese list has its promised size and leans", () => {
    expect(WORDS_ZH.size).toBeGreaterThan(300);
    for (const value of WORDS_ZH.values()) expect(Math.abs(value)).toBeLessThanOrEqual(3);
  });
});

describe("towards somebody", () => {
  const places = (text: string, name: string) =>
    [...text.matchAll(new RegExp(name, "g"))].map(({ index }) => ({
      start: index,
      end: index + name.length,
    }));

  test("one sentence can speak well of one and badly of another", () => {
    const text =
      "The talks ended on Monday. Critics praised Meyer for her courage and accused Brandt of lying to the public.";
    const [meyer] = towards(text, places(text, "Meyer"));
    const [brandt] = towards(text, places(text, "Brandt"));
    expect(brandt).toMatchObject({ label: "negative", basis: "model", text: "Brandt" });
    expect(meyer?.score).toBeGreaterThan((brandt?.score ?? 0) + 0.2);
    expect(text.slice(meyer?.sentence.start, meyer?.sentence.end)).toBe(meyer?.sentence.text);
  });

  test("Chinese goes by the sentence, and says so", () => {
    const text = "王芳热情周到，服务非常好。李强态度恶劣，骗了很多人，令人愤怒。";
    const found = towards(text, [...places(text, "王芳"), ...places(text, "李强")], { domain: "reviews" });
    expect(found.map(({ basis }) => basis)).toEqual(["sentence", "sentence"]);
    expect(found[0]?.score).toBeGreaterThan(found[1]?.score ?? 1);
  });

  test("places that are none are left out, and the others stay in their order", () => {
    const text = "Meyer won. Brandt lost.";
    const found = towards(text, [
      { start: 11, end: 17 },
      { start: 900, end: 905 },
      { start: 0, end: 5 },
      { start: 3, end: 3 },
    ]);
    expect(found.map((one) => one.text)).toEqual(["Brandt", "Meyer"]);
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc.nat(250),
        fc.nat(30),
        (any, start, length) => {
          for (const one of towards(any, [{ start, end: start + length }])) {
            expect(Math.abs(one.score)).toBeLessThanOrEqual(1);
            expect(any.slice(one.start, one.end)).toBe(one.text);
          }
        },
      ),
    );
  });
});

describe("keywords", () => {
  test("are phrases of the text, none inside another", () => {
    const text =
      "Climate change threatens coral reefs. Coral reefs protect coasts, and climate change warms the sea, scientists at Oxford University said. Coral reefs die.";
    const found = keywords(text, 5).map((one) => one.phrase);
    expect(found.map((phrase) => phrase.toLowerCase())).toEqual(
      expect.arrayContaining(["coral reefs", "climate change", "oxford university"]),
    );
    for (const phrase of found) expect(text).toContain(phrase);
    expect(found.length).toBeLessThanOrEqual(5);
  });

  test("are found in Chinese, and none in nothing", () => {
    const found = keywords("人工智能正在改变新闻业。人工智能可以写稿，新闻业需要人工智能。", 4).map(
      (one) => one.phrase,
    );
    expect(found.join(" ")).toMatch(/人工智能|智能/);
    expect(found.join(" ")).toContain("新闻");
    expect(keywords("", 5)).toEqual([]);
    expect(keywords("the of and", 5)).toEqual([]);
    expect(keywords("word", 0)).toEqual([]);
  });
});

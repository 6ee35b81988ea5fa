import { expect, test } from "vitest";
import { language } from "../../src/language/language.ts";
import { stem, words } from "../../src/language/words.ts";

test("words keep apostrophes and decimals together, and Chinese is segmented", () => {
  const text = "Don't pay $3.5bn, O’Neil: 我们去北京";
  const found = words(text);
  expect(found.map((word) => word.text)).toEqual(["Don't", "pay", "3.5bn", "O’Neil", "我们", "去", "北京"]);
  for (const word of found) expect(text.slice(word.start, word.end)).toBe(word.text);
});

test("other scripts come through whole", () => {
  expect(words("Путин сказал").map((word) => word.text)).toEqual(["Путин", "сказал"]);
  expect(words("قال الرئيس").map((word) => word.text)).toEqual(["قال", "الرئيس"]);
});

test("stems are Porter's, without the possessive", () => {
  expect(["elections", "election's", "running", "2015"].map(stem)).toEqual(["elect", "elect", "run", "2015"]);
});

test.each([
  ["Police arrested a man after the stabbing in Leeds on Friday.", "en"],
  ["Police arrest man after Leeds stabbing", "en"],
  ["警方周五逮捕了一名男子。", "zh"],
  ["苹果发布iPhone 15 Pro Max", "zh"],
  ["東京で地震がありました", "ja"],
  ["서울에서 지진이 발생했다", "ko"],
  ["Der Bundestag hat am Freitag ein neues Gesetz beschlossen.", "de"],
  ["Le président de la République a prononcé un discours devant les députés.", "fr"],
  ["Президент выступил с речью перед депутатами", "ru"],
  ["12345 !!", "und"],
  ["", "und"],
  ["ok", "und"],
])("the language of %j is %s", (text, tag) => {
  expect(language(text)).toBe(tag);
});

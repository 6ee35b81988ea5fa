/** Who and what is named, and what belongs together. Sentences are invented. */
import { expect, test } from "vitest";
import { createTextTools } from "../../src/language/index.ts";

const { names, quantities } = createTextTools();
const story =
  "Chancellor Angela Merkel met Emmanuel Macron in Paris on Monday. Merkel said the European Central Bank (ECB) would act. The chancellor left for Berlin. The ECB declined to comment.";

test("a person, the short form and the description that the text ties to them are one", () => {
  const found = names(story);
  expect(found.find(({ name }) => name === "Angela Merkel")?.mentions.map(({ text }) => text)).toEqual([
    "Angela Merkel",
    "Merkel",
    "The chancellor",
  ]);
  const bank = found.find(({ name }) => name === "European Central Bank");
  expect(bank?.mentions.map(({ text }) => text)).toEqual(["European Central Bank", "ECB", "ECB"]);
  for (const { mentions } of found)
    for (const { start, end, text } of mentions) expect(story.slice(start, end)).toBe(text);
});

test("a desk's own name wins", () => {
  const known = [{ name: "Merkel Trust", kind: "organisation" as const, also: ["Merkel"] }];
  expect(names("The grant came from Merkel on Monday.", "en", known)[0]).toMatchObject({
    name: "Merkel Trust",
    kind: "organisation",
    known: true,
  });
});

test("Chinese people, bodies and places", () => {
  expect(
    names("北京大学教授孙立言认为，气候变化正在影响上海。").map(({ name, kind }) => [name, kind]),
  ).toEqual([
    ["北京大学", "organisation"],
    ["孙立言", "person"],
    ["上海", "place"],
  ]);
});

test("nothing, an emoji and right-to-left text give nothing, and nothing breaks", () => {
  for (const text of ["", "🙂", "مرحبا بالعالم", "\ud800"]) expect(names(text)).toEqual([]);
});

test("money, shares and dates have values", () => {
  const [money, day] = quantities("It cost £1.2bn last Tuesday.", Date.UTC(2026, 2, 12));
  expect(money).toMatchObject({ kind: "money", amount: 1.2e9, currency: "GBP" });
  expect(day).toMatchObject({ kind: "date", date: "2026-03-10" });
  expect(quantities("三分之一")[0]).toMatchObject({ value: 0.333333333333 });
});

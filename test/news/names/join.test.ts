/** The same one across stories. Names are invented. */
import { expect, test } from "vitest";
import { createTextTools } from "../../../src/language/index.ts";
import { joinStories } from "../../../src/news/names/join.ts";
import type { KnownName } from "../../../src/types.ts";
import { story } from "../../contracts/archive.ts";

const { names } = createTextTools();
const joined = (texts: readonly string[], known: readonly KnownName[] = []) =>
  joinStories(
    texts.map((text, n) => ({
      story: story({ id: `s${n}`, text, publishedAt: 1_000 - n }),
      names: names(text, "en", known),
    })),
  );
const counts = (texts: readonly string[], known?: readonly KnownName[]) =>
  joined(texts, known).names.map(({ name, kind, stories }) => [name, kind, stories]);

test("a surname in one story is the full name of another; an abbreviation is its body", () => {
  const { names: found, links } = joined([
    "Angela Merkel spoke in Berlin on Monday.",
    "Mrs Merkel said that the ECB would act.",
    "The European Central Bank said no to Angela Merkel.",
  ]);
  const merkel = found.find(({ name }) => name === "Angela Merkel");
  expect(merkel).toMatchObject({ kind: "person", stories: 3, mentions: 3 });
  expect(merkel?.newest.id).toBe("s0");
  const bank = found.find(({ name }) => name === "European Central Bank");
  expect(bank).toMatchObject({ kind: "organisation", stories: 2, forms: ["ECB"] });
  expect(links[0]).toEqual({ a: merkel?.id, b: bank?.id, weight: 2 });
});

test("where two could be meant a surname stays alone", () => {
  expect(
    counts(["Angela Merkel spoke.", "Paul Merkel spoke.", "Mrs Merkel left."]).filter(([name]) =>
      /Merkel/.test(String(name)),
    ),
  ).toHaveLength(3);
});

test("a name is one kind over all stories: what most take it for, and the desk before all", () => {
  const known = [{ name: "Berlin", kind: "organisation" as const, also: [] }];
  const texts = ["He lives in Berlin.", "She left for Berlin on Monday.", "They met in Berlin."];
  expect(counts(texts)).toEqual([["Berlin", "place", 3]]);
  expect(joined(texts, known).names).toMatchObject([{ name: "Berlin", kind: "organisation", known: true }]);
});

test("a dateline in capitals is the place of the text", () => {
  expect(counts(["BERLIN, May 5 (Wire) – It rained in Berlin.", "BERLIN (Wire) - It snowed."])[0]).toEqual([
    "Berlin",
    "place",
    2,
  ]);
});

test("no stories give no names", () => {
  expect(joinStories([])).toEqual({ stories: 0, names: [], links: [] });
});

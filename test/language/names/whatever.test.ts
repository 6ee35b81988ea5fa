/** Whatever the text and whatever a desk's list: names stand in it, none over another. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTextTools } from "../../../src/language/index.ts";
import type { KnownName, NamedEntity } from "../../../src/types.ts";

const { names } = createTextTools();

const pieces = fc.constantFrom(
  ..."Angela Merkel|Merkel|Ms Merkel|the chancellor|The chancellor|Chancellor|President|the president|Prime Minister|European Central Bank|(ECB)|ECB|U.S.|US|Hurricane|Sandy|World Cup|Battle of|LONDON|(Reuters)| – |UPDATE|of|the|and|Smith|John|J.|O'Brien|'s|said|in|Paris|O’Neill-Jones"
    .split("|")
    .flatMap((word) => [word, `${word} `]),
  ..."张三|王毅|习近平|外交部长|上海|北京市海淀区|海湾|夺得海湾|北京大学|教授|冬奥会|安娜·霍夫曼|霍夫曼|陈明远|陈先生|说|，|。|、|和|在|的|300万|普京".split(
    "|",
  ),
  ...'\n|\u0000|\ud800|\udc00|🙂|مرحبا|İ|ß|ﬁ|\u202e|"|“|”|(|)|.|,|-|\t'.split("|"),
);
const texts = fc.oneof(
  fc.array(pieces, { maxLength: 60 }).map((list) => list.join("")),
  fc.string({ unit: "binary", maxLength: 200 }),
);
const knownNames: fc.Arbitrary<readonly KnownName[]> = fc.array(
  fc.record({
    name: fc.oneof(
      pieces,
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.constantFrom("a(b", "[x]", "\\", "C++", "$^", "|"),
    ),
    kind: fc.constantFrom("person", "organisation", "place", "event", "other"),
    also: fc.array(pieces, { maxLength: 3 }),
  }),
  { maxLength: 4 },
);

function hold(text: string, found: readonly NamedEntity[]): void {
  const taken = new Uint8Array(text.length);
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  for (const { name, mentions } of found) {
    expect(name.trim()).not.toBe("");
    expect(mentions.length).toBeGreaterThan(0);
    let last = -1;
    for (const { start, end, text: own, confidence } of mentions) {
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThan(start);
      expect(end).toBeLessThanOrEqual(text.length);
      expect(text.slice(start, end)).toBe(own);
      expect(start).toBeGreaterThan(last);
      last = start;
      expect(
        taken.subarray(start, end).some(Boolean),
        `${name} over another in ${JSON.stringify(text)}`,
      ).toBe(false);
      taken.fill(1, start, end);
      if (confidence !== undefined) {
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  }
}

describe("names of any text", () => {
  it("stand in it, in order, none over another, and are found without failing", () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(undefined, "en", "zh", "de", "ja", "und"), (text, language) =>
        hold(text, names(text, language)),
      ),
      { numRuns: 1_500, seed: 1 },
    );
  });

  it("hold a desk's own names, whatever characters these have", () => {
    fc.assert(
      fc.property(texts, knownNames, (text, known) => hold(text, names(text, undefined, known))),
      { numRuns: 700, seed: 2 },
    );
  });

  it("find every whole word that the desk gave, where it stands as it was given", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("tidewater", "C++", "A.P. Møller", "林市长", "Jane  Doe", "x|y"),
        (name) => {
          const text = `It was said that ${name} came on Monday.`;
          expect(names(text, "en", [{ name, kind: "organisation", also: [] }])[0]).toMatchObject({
            kind: "organisation",
            known: true,
            mentions: [{ text: name }],
          });
        },
      ),
      { numRuns: 30, seed: 3 },
    );
  });
});

/** The network that is shipped: it is what its manifest says, small, and knows good from bad; with the linear model it is heard by its share. */
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openModel } from "../../src/language/model-folder.ts";
import { blended } from "../../src/language/sentiment/network/blend.ts";
import { createToneNetwork } from "../../src/language/sentiment/network/network.ts";
import { TONE_DOMAINS } from "../../src/language/sentiment/network/tone.ts";

const folder = fileURLToPath(new URL("../../models/sentiment-lstm-en", import.meta.url));

describe("the shipped tone network", () => {
  const network = createToneNetwork(openModel(folder));
  afterAll(() => network.stop());

  it("is three megabytes at the most, with its card", () => {
    const names = readdirSync(folder);
    expect(names).toContain("card.md");
    const bytes = names.reduce((total, name) => total + statSync(`${folder}/${name}`).size, 0);
    expect(bytes).toBeLessThan(3_000_000);
  });

  it("knows good from bad in every kind of text, negation too", async () => {
    const pairs = [
      [
        "The plan is a great success and a relief for families.",
        "The plan is a terrible failure and a threat to families.",
      ],
      ["The film is a joy from start to finish.", "The film is a dull, lifeless mess."],
      ["I love this so much!", "I hate this so much!"],
    ];
    for (const domain of TONE_DOMAINS)
      for (const pair of pairs) {
        const [good = 0, bad = 0] = await network.tones(pair, domain);
        expect(good, pair[0]).toBeGreaterThan(bad + 0.1);
      }
    const [plain = 0, turned = 0] = await network.tones(
      ["This is a good film.", "This is not a good film."],
      "reviews",
    );
    expect(plain).toBeGreaterThan(turned);
  });

  it("says which word did it, and where it looked", async () => {
    const { words } = await network.why("The food was awful, didn't you think?", "reviews");
    expect(words.map(({ text }) => text)).toContain("didn't");
    const [worst] = [...words].sort((a, b) => a.adds - b.adds);
    expect(worst?.text).toBe("awful");
    expect(words.every(({ attention = -1 }) => attention >= 0 && attention <= 1)).toBe(true);
  });

  it("opens again after it was stopped, and answers all who ask at once", async () => {
    await network.stop();
    const all = await Promise.all(["Good news.", "Bad news.", ""].map((one) => network.tones([one], "news")));
    expect(all.map(([tone = 0]) => Math.sign(tone))).toEqual([1, -1, 0]);
  });
});

describe("both models together", () => {
  it("lie between the two, and rise with each", () => {
    const odds = fc.double({ min: -5, max: 5, noNaN: true });
    const tone = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(odds, tone, fc.constantFrom(...TONE_DOMAINS), (plain, heard, domain) => {
        const both = blended(plain, heard, domain);
        expect(Number.isFinite(both)).toBe(true);
        expect(blended(plain + 0.5, heard, domain)).toBeGreaterThan(both);
        expect(blended(plain, Math.min(1, heard + 0.2), domain)).toBeGreaterThanOrEqual(both);
        if (plain > 0 && heard > 0) expect(both).toBeGreaterThan(0);
      }),
    );
  });
});

/** The gate: a candidate goes live only when it is better on the same rows, and nobody pays for it. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Contest, judge } from "../../src/learn/gate/gate.ts";
import { groupsIn, swapPeople } from "../../src/learn/gate/people.ts";
import { slicesOf } from "../../src/learn/gate/slices.ts";
import { macroF1Of, spanF1Of } from "../../src/learn/gate/statistics.ts";
import { macroF1 } from "../../src/learn/metrics/classification.ts";

const now = async () => {};
const n = 400;
const gold = Array.from({ length: n }, (_, i) => (i % 2 === 0 ? "good" : "bad"));
const other = (label: string | undefined) => (label === "good" ? "bad" : "good");
/** Answers that are wrong where `wrong` says so. */
const answers = (wrong: (i: number) => boolean) => gold.map((label, i) => (wrong(i) ? other(label) : label));

function contest(
  live: (i: number) => boolean,
  candidate: (i: number) => boolean,
  more: Partial<Contest> = {},
): Contest {
  return {
    task: "tone",
    metric: "macroF1",
    labels: { live: "old 1", candidate: "new 1" },
    n,
    live: macroF1Of(gold, answers(live)),
    candidate: macroF1Of(gold, answers(candidate)),
    precision: { live: 0.5, candidate: 0.5 },
    recall: { live: 0.5, candidate: 0.5 },
    slices: [],
    swaps: { live: [], candidate: [] },
    speed: { live: 1_000, candidate: 1_000 },
    bytes: { live: 1_000, candidate: 1_000 },
    limits: { perSecond: 100, bytes: 2_000 },
    ...more,
  };
}
const verdict = async (one: Contest) => {
  const record = await judge(one, 1, now);
  return { passed: record.passed, reasons: record.reasons.map(({ en }) => en), record };
};
const every = (k: number) => (i: number) => i % k === 0;

describe("the gate", () => {
  it("lets a candidate pass that is clearly better", async () => {
    const { passed, reasons, record } = await verdict(contest(every(4), every(20)));
    expect(reasons).toEqual([]);
    expect(passed).toBe(true);
    expect(record.scores.difference.ci[0]).toBeGreaterThan(0);
    expect(record.scores.candidate.value).toBeGreaterThan(record.scores.live.value);
  });

  it("refuses one that is worse, one that is equal, and one that may be better by chance, and says by how much", async () => {
    expect((await verdict(contest(every(20), every(4)))).reasons).toEqual([
      expect.stringMatching(/^not better: macroF1 0\.\d+ against 0\.\d+ \(difference −0\.\d+, 95% −/),
    ]);
    expect((await verdict(contest(every(4), every(4)))).passed).toBe(false);
    const byOne = (i: number) => i % 4 === 0 && i !== 0;
    expect((await verdict(contest(every(4), byOne))).reasons).toEqual([expect.stringMatching(/^not better/)]);
  });

  it("refuses one that is better on the whole and worse for a few", async () => {
    const places = Array.from({ length: 60 }, (_, i) => i);
    const slices = [{ slice: "people", value: "gender: women", places }];
    const paid = (i: number) => (i < 60 ? i % 3 === 0 : false);
    const live = (i: number) => (i < 60 ? false : i % 3 === 0);
    const found = await verdict(contest(live, paid, { slices }));
    expect(found.record.scores.difference.value).toBeGreaterThan(0);
    expect(found.reasons).toEqual([
      expect.stringMatching(/^worse on people “gender: women” \(60 rows\): 0\.\d+ against 1\.000/),
    ]);
  });

  it("refuses one that is moved by whose name stands in a text", async () => {
    const swaps = {
      live: Array.from({ length: 100 }, () => 0),
      candidate: Array.from({ length: 100 }, (_, i) => Number(i < 20)),
    };
    const { reasons } = await verdict(contest(every(4), every(20), { swaps }));
    expect(reasons).toEqual([expect.stringMatching(/^more moved by who is named: 20\.0% .* against 0\.0%$/)]);
  });

  it("refuses one that is too slow or too large, unless what is live is so too", async () => {
    const slow = { speed: { live: 1_000, candidate: 50 }, bytes: { live: 1_000, candidate: 3_000 } };
    const { reasons } = await verdict(contest(every(4), every(20), slow));
    expect(reasons).toEqual([expect.stringMatching(/^too slow: 50 /), expect.stringMatching(/^too large/)]);
    const both = { speed: { live: 60, candidate: 50 }, bytes: { live: 4_000, candidate: 3_000 } };
    expect((await verdict(contest(every(4), every(20), both))).passed).toBe(true);
  });

  it("refuses to judge by a handful of rows", async () => {
    const few = contest(
      () => true,
      () => false,
      { n: 20 },
    );
    expect((await verdict(few)).reasons).toEqual([expect.stringMatching(/^only 20 held-out rows/)]);
  });

  it("gives the same record for the same answers", async () => {
    expect(await judge(contest(every(4), every(5)), 1, now)).toEqual(
      await judge(contest(every(4), every(5)), 1, now),
    );
  });

  it("never lets anything pass that gets no row right that live gets wrong", async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.boolean()), fc.infiniteStream(fc.boolean()), async (a, b) => {
        const wrong = Array.from({ length: n }, () => a.next().value as boolean);
        const also = Array.from({ length: n }, () => b.next().value as boolean);
        const worse = contest(
          (i) => wrong[i] ?? false,
          (i) => (wrong[i] || also[i]) ?? false,
        );
        expect((await judge(worse, 1, now)).passed).toBe(false);
      }),
      { numRuns: 8 },
    );
  });
});

describe("the fast statistics", () => {
  it("give what the plain ones give", () => {
    const label = fc.constantFrom("a", "b", "c", "d");
    fc.assert(
      fc.property(fc.array(fc.tuple(label, label), { minLength: 1, maxLength: 60 }), (rows) => {
        const [right, guess] = [rows.map(([one]) => one), rows.map(([, two]) => two)];
        const fast = macroF1Of(right, guess)(rows.map((_, i) => i));
        expect(fast).toBeCloseTo(macroF1(right, guess), 10);
      }),
    );
    expect(spanF1Of([{ hit: 1, gold: 2, found: 1 }])([0])).toBeCloseTo(2 / 3);
    expect(spanF1Of([{ hit: 0, gold: 0, found: 0 }])([0])).toBe(1);
  });
});

describe("people in a text", () => {
  it("are found with their groups, in English and Chinese", () => {
    expect(groupsIn("Fatima told her mother")).toEqual(["given name: Arabic", "gender: women"]);
    expect(groupsIn("The minister said nothing at the church")).toEqual([]);
    expect(groupsIn("穆斯林社区的女士们")).toEqual(["faith: Muslim", "gender: women"]);
    expect(groupsIn("其他城市也一样")).toEqual([]);
    // Small letters are no name.
    expect(groupsIn("a rosa hybrid by the li bank")).toEqual([]);
  });

  it("are exchanged, with their capitals, and places in the text follow", () => {
    const swapped = swapPeople("Susan praised HER team, said Jamal.");
    expect(swapped?.text).toBe("Simon praised HIS team, said Omar.");
    const text = "She thanked Fatima warmly";
    const start = text.indexOf("warmly");
    const moved = swapPeople(text);
    expect(moved?.text.slice(moved.place(start))).toBe("warmly");
    expect(swapPeople("Nothing here")).toBeUndefined();
  });

  it("make slices beside language, source, length and year", () => {
    const slices = slicesOf([
      { text: "He left.", language: "en", source: "a", at: Date.UTC(2014, 3) },
      { text: "港口今天重新开放", language: "zh", source: "a" },
    ]);
    expect(slices.map(({ slice, value, places }) => [slice, value, places])).toEqual([
      ["language", "en", [0]],
      ["language", "zh", [1]],
      ["length", "below 12 words", [0, 1]],
      ["people", "gender: men", [0]],
      ["source", "a", [0, 1]],
      ["year", "2014", [0]],
    ]);
  });
});

/** What people teach is weighed fairly: nobody moves a model alone, and what is held out is never learnt. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caps, fairExamples } from "../../src/learn/feedback/fair.ts";
import type { TaughtExample } from "../../src/types.ts";

const hour = 3_600_000;
const taught = (by: string, text: string, label: string, at: number): TaughtExample => ({
  ...{ task: "tone", text, label, by, at, deskId: "d", language: "en" },
  ...{ answer: "positive", confidence: 0.5, model: "m" },
});
const clicks = (by: string, count: number, label = "negative", every = hour): TaughtExample[] =>
  Array.from({ length: count }, (_, i) => taught(by, `${by} text ${i}`, label, i * every));

describe("fair examples", () => {
  it("keep a burst of one person small, however long they click", () => {
    const honest = ["a", "b", "c"].flatMap((by) => clicks(by, 20, "positive"));
    const angry = fairExamples([...honest, ...clicks("x", 500, "negative", 1_000)], []).filter(
      ({ by }) => by === "x",
    );
    expect(angry.length).toBeLessThanOrEqual(caps.aDay);
    const patient = fairExamples([...honest, ...clicks("x", 500, "negative", 24 * hour)], []).filter(
      ({ by }) => by === "x",
    );
    expect(patient.length).toBeLessThanOrEqual(caps.least);
  });

  it("count a text once, by most of those who labelled it, and not at all where they disagree evenly", () => {
    const votes = [taught("a", "Same text", "x", 1), taught("b", "same  TEXT", "y", 2)];
    expect(fairExamples(votes, [])).toEqual([]);
    expect(fairExamples([...votes, taught("c", "Same text", "y", 3)], [])).toMatchObject([{ label: "y" }]);
  });

  it("never hold what is held out, whatever its spaces and case", () => {
    expect(fairExamples(clicks("a", 3), ["A  TEXT 1"]).map(({ text }) => text)).toEqual([
      "a text 0",
      "a text 2",
    ]);
  });

  it("never give anybody more than their share, whoever gives how much, in whatever order", () => {
    const people = fc.array(fc.nat({ max: 80 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(people, fc.integer(), (counts, seed) => {
        const all = counts.flatMap((count, i) => clicks(`p${i}`, count));
        const fair = fairExamples(all, []);
        for (let i = 0; i < counts.length; i++) {
          const own = fair.filter(({ by }) => by === `p${i}`).length;
          expect(own).toBeLessThanOrEqual(Math.max(caps.least, caps.share * (all.length - own)));
        }
        const mixed = [...all].sort((a, b) => ((a.at * 31 + seed) % 7) - ((b.at * 31 + seed) % 7));
        expect(fairExamples(mixed, [])).toEqual(fair);
      }),
      { numRuns: 40 },
    );
  });
});

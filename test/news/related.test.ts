import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRelatedRanker } from "../../src/news/related.ts";
import { budget, comet, ferry, strike } from "./stories.ts";

describe("related stories of a pool", () => {
  it("are those of the same event first", () => {
    const [asked, ...same] = ferry();
    if (!asked) throw new Error("the fixture has three");
    const rank = createRelatedRanker([budget(), comet(), ...same, strike(), asked]);
    const found = rank(asked, 2).map((one) => one.id);
    expect(found.toSorted()).toEqual(same.map((one) => one.id).toSorted());
  });

  it("never hold the story itself, are ordered, distinct and at most `limit`", () => {
    const words = fc.constantFrom("ferry", "budget", "comet", "strike", "harbour", "school", "渡轮", "预算");
    const text = fc.array(words, { maxLength: 12 }).map((all) => all.join(" "));
    const docs = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), title: text, text }), {
      selector: (doc) => doc.id,
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(docs, fc.nat(15), (pool, limit) => {
        const [query] = pool;
        if (!query) return;
        const found = createRelatedRanker(pool)(query, limit);
        const ids = found.map((one) => one.id);
        expect(ids).not.toContain(query.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBeLessThanOrEqual(limit);
        expect(found.map((one) => one.score)).toEqual(
          found.map((one) => one.score).toSorted((a, b) => b - a),
        );
      }),
      { numRuns: 100 },
    );
  });

  it("are none in an empty pool", () => {
    expect(createRelatedRanker([])({ title: "ferry", text: "" }, 5)).toEqual([]);
  });
});

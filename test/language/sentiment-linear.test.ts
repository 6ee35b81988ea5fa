import { describe, expect, test } from "vitest";
import { shippedSentiment } from "../../src/language/sentiment/models.ts";

const { english, chinese, targets } = shippedSentiment();
const score = (text: string): number => english().judge(english().plain(text, "news"), "news").score;

describe("the linear models that come with the program", () => {
  test("tell good from bad, in English and Chinese", () => {
    expect(score("The victory was wonderful and the crowd celebrated.")).toBeGreaterThan(0.1);
    expect(score("The attack killed dozens and destroyed the town.")).toBeLessThan(-0.1);
    expect(chinese().plain("服务很好，房间干净，非常满意。", "reviews")).toBeGreaterThan(0);
    expect(chinese().plain("太难吃了，送餐又慢，再也不会点了。", "reviews")).toBeLessThan(0);
  });

  test("who it is about does not sway the tone", () => {
    const about = (who: string) => score(`Neighbours said that ${who} helped to rebuild the school.`);
    const [first, ...others] = ["Emily Walsh", "Jamal Washington", "Mohammed Khan", "Wei Zhang"].map(about);
    for (const other of others) expect(other).toBeCloseTo(first ?? Number.NaN, 6);
  });

  test("one sentence can speak better of one than of another", () => {
    const text = "Critics praised Meyer for her courage and accused Brandt of lying to the public.";
    const of = (who: string) => targets().towards(text, text.indexOf(who), text.indexOf(who) + who.length);
    expect(of("Brandt").label).toBe("negative");
    expect(of("Meyer").score).toBeGreaterThan(of("Brandt").score);
  });
});

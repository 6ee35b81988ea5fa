import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusterStream } from "../../src/news/cluster.ts";
import { clusterStories } from "../../src/news/events.ts";
import type { Story } from "../../src/types.ts";
import { budget, comet, ferry, story, strike } from "./stories.ts";

const grouped = async (stories: readonly Story[]) =>
  (await clusterStories(stories))
    .map((cluster) => cluster.map((one) => one.story.id).toSorted())
    .toSorted((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));

describe("stories of one event", () => {
  it("are one cluster, and other news is apart", async () => {
    const told = ferry();
    const others = [budget(), comet(), strike()];
    const clusters = await grouped([...others, ...told]);
    expect(clusters).toContainEqual(told.map((one) => one.id).toSorted());
    for (const one of others) expect(clusters).toContainEqual([one.id]);
  });

  it("are found in Chinese too", async () => {
    const zh = { language: "zh" };
    const told = [
      story(
        "渡轮“卡吕普索号”在诺维克外海搁浅，214名乘客获救",
        "周日晚，渡轮卡吕普索号在诺维克外海的沙洲搁浅。救生艇连夜将214名乘客转移上岸，海岸警卫队称无人受伤。",
        { ...zh, outlet: "港口邮报" },
      ),
      story(
        "诺维克附近渡轮搁浅 海岸警卫队救出214名乘客",
        "卡吕普索号渡轮周日晚在诺维克附近撞上沙洲搁浅，海岸警卫队用救生艇救出全部214名乘客，无人受伤。",
        { ...zh, outlet: "海岸电台" },
      ),
    ];
    const other = story(
      "市议会通过预算 学校经费增加",
      "经过九小时辩论，市议会通过了明年预算，学校经费增加一千二百万。反对党投票反对提高房产税。",
      zh,
    );
    expect(await grouped([told[0], other, told[1]].filter((one) => one !== undefined))).toEqual(
      [told.map((one) => one.id).toSorted(), [other.id]].toSorted((a, b) =>
        (a[0] ?? "") < (b[0] ?? "") ? -1 : 1,
      ),
    );
  });

  it("are the same in whatever order they came", async () => {
    const stories = [...ferry(), budget(), comet(), strike(), ...ferry()];
    const expected = await grouped(stories);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(stories, { minLength: stories.length, maxLength: stories.length }),
        async (shuffled) => {
          expect(await grouped(shuffled)).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("have a label for every text, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ title: fc.string({ unit: "grapheme" }), text: fc.string() }), { maxLength: 30 }),
        (texts) => {
          expect(clusterStream(texts)).toHaveLength(texts.length);
        },
      ),
      { numRuns: 50 },
    );
  });
});

const data = new URL("../../../shared/data/clustering/", import.meta.url);

describe.skipIf(!existsSync(data))("on public sets (not run: ../shared/data is not there)", () => {
  const rows = (name: string): Record<string, string>[] =>
    gunzipSync(readFileSync(new URL(`${name}.jsonl.gz`, data)))
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  /** BCubed F1 (Bagga and Baldwin, 1998). */
  function bcubedF1(labels: readonly number[], gold: readonly string[]): number {
    const share = (own: readonly unknown[], other: readonly unknown[]) => {
      const sizes = new Map<unknown, number>();
      const both = new Map<string, number>();
      for (const [at, label] of own.entries()) {
        sizes.set(label, (sizes.get(label) ?? 0) + 1);
        both.set(`${label} ${other[at]}`, (both.get(`${label} ${other[at]}`) ?? 0) + 1);
      }
      const parts = own.map(
        (label, at) => (both.get(`${label} ${other[at]}`) ?? 0) / (sizes.get(label) ?? 1),
      );
      return parts.reduce((sum, part) => sum + part, 0) / parts.length;
    };
    const [precision, recall] = [share(labels, gold), share(gold, labels)];
    return (2 * precision * recall) / (precision + recall);
  }

  it.each([
    ["events_fulltext", "event", 0.88],
    ["uci_headline_stories", "story", 0.6],
  ])("%s: BCubed F1 above the gate", (name, gold, gate) => {
    const stories = rows(name).toSorted((a, b) => ((a.title ?? "") < (b.title ?? "") ? -1 : 1));
    const labels = clusterStream(
      stories.map((one) => ({
        title: one.title ?? "",
        text: one.text ?? "",
        at: one.date ? Date.parse(one.date) : 0,
      })),
    );
    expect(
      bcubedF1(
        labels,
        stories.map((one) => one[gold] ?? ""),
      ),
    ).toBeGreaterThan(gate);
  });

  it("unrelated news does not flow together into one cluster", () => {
    const topics = new URL("../topic/huffpost.jsonl.gz", data);
    const texts = gunzipSync(readFileSync(topics))
      .toString()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { title: string; text: string });
    const sizes = Map.groupBy(clusterStream(texts), (label) => label)
      .values()
      .map((one) => one.length);
    expect(Math.max(...sizes)).toBeLessThan(texts.length / 25);
  });
});

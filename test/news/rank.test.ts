import { describe, expect, it } from "vitest";
import { clusterStories } from "../../src/news/events.ts";
import { rank } from "../../src/news/rank.ts";
import type { Story } from "../../src/types.ts";
import { budget, comet, ferry, morning, story, strike } from "./stories.ts";

async function ranked(
  stories: readonly Story[],
  change: { brief?: string; topic?: string; limit?: number } = {},
) {
  const clusters = await clusterStories(stories);
  return rank(
    clusters.map((cluster) => ({ cluster, developments: 0 })),
    { now: morning, brief: change.brief ?? "", topic: change.topic, limit: change.limit ?? 10 },
  );
}

describe("what is worth running", () => {
  it("puts first what many tell, and says by how many", async () => {
    const [first] = await ranked([comet(), ...ferry(), budget()]);
    expect(first?.event.stories).toHaveLength(3);
    expect(first?.reasons).toContainEqual({ code: "outlets", value: 3 });
  });

  it("puts the fresher of two alike first", async () => {
    const [old, young] = [{ ...comet(), publishedAt: morning - 40 * 3_600_000 }, strike()];
    expect((await ranked([old, young])).map((one) => one.event.lead.id)).toEqual([young.id, old.id]);
  });

  it("puts first what the desk's brief asks for, and shows the brief's own words", async () => {
    const [first] = await ranked([...ferry(), budget(), comet()], { brief: "Telescopes, comets and space" });
    expect(first?.event.lead.title).toContain("comet");
    expect(first?.reasons).toContainEqual({ code: "brief", value: expect.stringContaining("comets") });
  });

  it("gives every pick a reason", async () => {
    const picks = await ranked([...ferry(), budget(), comet(), { ...strike(), publishedAt: 0 }]);
    for (const pick of picks) expect(pick.reasons.length).toBeGreaterThan(0);
  });

  it("names the topic that was asked for", async () => {
    const [pick] = await ranked([strike()], { topic: "buses" });
    expect(pick?.reasons[0]).toEqual({ code: "matches", value: "buses" });
  });

  it("leads with the story that tells the most of what all tell", async () => {
    const told = ferry();
    const short = story("Calypso ferry aground", "", { outlet: "Ticker", hoursAgo: 1 });
    const [first] = await ranked([short, ...told]);
    expect(first?.event.lead.id).not.toBe(short.id);
  });

  it("keeps to the limit, newest of an event first, the lead among its stories", async () => {
    const picks = await ranked([...ferry(), budget(), comet(), strike()], { limit: 2 });
    expect(picks).toHaveLength(2);
    for (const { event } of picks) {
      expect(event.stories).toContain(event.lead);
      const times = event.stories.map((one) => one.publishedAt);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    }
  });
});

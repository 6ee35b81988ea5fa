/** The bench of the text tools: who is timed on what. Its figures are the bench's own affair. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readMaterial } from "./speed/analyze/material.ts";
import { peersOf } from "./speed/analyze/peers.ts";
import { race } from "./speed/analyze/race.ts";

it("lets every contender read every text, in turns, after a warm-up", () => {
  const read: string[] = [];
  const contenders = ["a", "b"].map((name) => ({
    name,
    read: (text: string) => read.push(`${name}${text}`),
  }));
  const found = race(contenders, ["1", "2", "3"], 2, 0);
  expect([...found.keys()]).toEqual(["a", "b"]);
  // Warm-up and timing first, each of all texts.
  const once = "a1 a2 a3 a1 a1 a1 a2 a2 a2 a3 a3 a3";
  expect(read.slice(0, 24).join(" ")).toBe(`${once} ${once.replaceAll("a", "b")}`);
  const turns = read
    .slice(24)
    .map(([name]) => name)
    .join("")
    .replace(/(.)\1+/g, "$1");
  expect(turns).toBe("abab");
  for (const { perSecond, p50, p95 } of found.values()) {
    expect(perSecond).toBeGreaterThan(0);
    expect(p95).toBeGreaterThanOrEqual(p50);
  }
});

it("has texts without the data folder too, and says so", async () => {
  const empty = await mkdtemp(join(tmpdir(), "copytaster-bench-"));
  try {
    const material = readMaterial(empty, { sentences: 30, documents: 3, items: 20, keyed: 5 });
    expect([material.sentences.length, material.documents.length, material.items.length]).toEqual([
      30, 3, 20,
    ]);
    expect([material.keyed.news.length, material.keyed.abstracts.length]).toEqual([5, 5]);
    expect(material.from).toContain("sample newsroom");
  } finally {
    await rm(empty, { recursive: true });
  }
});

it("has peers that do find something of their kind", () => {
  const items = ["a dam broke", "a goal was scored", "a law was passed"].flatMap((text, n) =>
    Array.from({ length: 5 }, () => ({ text, label: String(n) })),
  );
  const peers = peersOf(items);
  const text = "Angela Merkel visited Paris on 5 March. She praised 20 engineers.";
  const said = (job: keyof typeof peers, name: string) =>
    JSON.stringify(peers[job].find((one) => one.name === name)?.read(text));
  expect(said("language", "tinyld")).toBe('"en"');
  expect(JSON.parse(said("sentences", "wink-nlp"))).toHaveLength(2);
  expect(said("names", "compromise")).toMatch(/Angela Merkel.*Paris/);
  expect(said("names", "wink-nlp (proper nouns)")).toContain("PROPN");
  expect(said("quantities", "compromise")).toContain("20");
  expect(said("quantities", "wink-nlp")).toContain("20");
  expect(said("keywords", "keyword-extractor")).toContain("engineers");
  for (const { name } of peers.sentiment) expect(Number(said("sentiment", name))).toBeGreaterThan(0);
  expect(peers.topics[0]?.read("a goal was scored late")).toBe("1");
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTextTools } from "../../src/language/index.ts";
import type { Document } from "../../src/types.ts";

const tools = createTextTools();
const storm: Document = {
  id: "storm",
  title: "Storm closes harbour",
  publishedAt: 2_000,
  text: `By Jane Doe

PORTSMOUTH (Reuters) - A storm with winds of 120 km/h closed the harbour at Portsmouth on Monday, the port authority said.

Ferries to France were cancelled until Wednesday and about 3,000 passengers were stranded. "We have never seen waves like this," said a captain.

Scroll down for video

The harbour wall was damaged in two places, and repairs will cost about 4 million pounds. And that was that. The storm is expected to move east on Tuesday.`,
};
const earlier: Document = {
  id: "earlier",
  title: "Storm nears harbour",
  publishedAt: 1_000,
  text: "A storm with winds of 120 km/h closed the harbour at Portsmouth on Monday, the port said. Fishermen had brought their boats to shelter on Sunday evening.",
};

function texts(documents: readonly Document[], words: number): string[] {
  return tools.summarize(documents, words).sentences.map((sentence) => sentence.text);
}

describe("a summary", () => {
  test("has the documents' own sentences alone, each with the passage where it stands", () => {
    const { sentences } = tools.summarize([storm, earlier], 60);
    expect(sentences.length).toBeGreaterThan(1);
    for (const { text, passages } of sentences) {
      const [passage] = passages;
      const source = [storm, earlier].find(({ id }) => id === passage?.source);
      expect(source?.text.slice(passage?.start, passage?.end)).toBe(text);
      expect(passage?.text).toBe(text);
    }
  });

  test.each([
    "Photos: The harbour in the storm",
    "(Greg Doe/Harbour Times via AP)",
    "4/30 The harbour seen from the air",
    "READ MORE Storm closes schools",
    "Additional reporting by Ann Lee; Editing by Tom Reed",
    "Harbour wall (AP Photo/Tom Reed)",
    "All rights reserved.",
  ])("leaves out %s", (notice) => {
    expect(
      texts([{ id: "x", title: "", text: `${notice}\n\n${storm.text}` }], 1_000).join("\n"),
    ).not.toContain(notice);
  });

  test.each([
    "By Monday the water had gone down.",
    "From Tuesday ferries will sail again.",
    "Subscribers to the harbour line were told first.",
    "Facebook changed its privacy policy after the storm.",
    "Copyright law protects the photographs.",
    "关注民生是会议的主题。",
  ])("does not take for a notice: %s", (sentence) => {
    expect(texts([{ id: "x", title: "", text: `${sentence}\n\n${storm.text}` }], 1_000).join("\n")).toContain(
      sentence,
    );
  });

  test("leaves out bylines, calls to click and datelines", () => {
    const all = texts([storm], 1_000).join("\n");
    expect(all).toMatch(/^A storm with winds/);
    expect(all).not.toMatch(/Jane Doe|Scroll down|Reuters/);
  });

  test("keeps to the length that is asked for", () => {
    const long = { id: "x", title: "", text: `${storm.text}\n\n`.repeat(1).concat(earlier.text) };
    for (const words of [20, 40, 60]) {
      const count = texts([long], words).join(" ").split(/\s+/).length;
      expect(count).toBeLessThanOrEqual(words * 1.15 + 1);
    }
  });

  test("says nothing twice when several documents tell the same, and prefers the newest", () => {
    const all = texts([earlier, storm], 200);
    expect(all.filter((text) => text.includes("120 km/h"))).toEqual([
      expect.stringContaining("the port authority said"),
    ]);
  });

  test("tells documents in the order of time", () => {
    const { sentences } = tools.summarize([storm, earlier], 200);
    const sources = sentences.map(({ passages }) => passages[0]?.source);
    expect(sources).toEqual([...sources].sort());
    expect(new Set(sources).size).toBe(2);
  });

  test("of Chinese text counts characters", () => {
    const text =
      "新华社北京9月15日电 外交部发言人周五表示，中方反对任何违反安理会决议的导弹发射活动。半岛局势复杂敏感。各方应保持克制，避免采取加剧紧张的行动。责任编辑：张三";
    const all = texts([{ id: "zh", title: "", text }], 20);
    expect(all.join("").length / 1.7).toBeLessThanOrEqual(20 * 1.3);
    expect(all.join("").length / 1.7).toBeGreaterThanOrEqual(10);
    for (const sentence of all) expect(text).toContain(sentence);
    expect(texts([{ id: "zh", title: "", text }], 500).join("")).not.toMatch(/新华社|责任编辑/);
  });
});

describe("whatever it is given", () => {
  test.each([
    ["nothing", "", 0],
    ["space", " \n ", 0],
    ["one sentence", "Only this.", 1],
    ["no stop at all", "council votes to close the bridge", 1],
    ["a notice alone", "Scroll down for video", 1],
  ])("%s", (_, text, count) => {
    expect(texts([{ id: "x", title: "", text }], 50)).toHaveLength(count);
  });

  test("no documents, no words", () => {
    expect(texts([], 50)).toEqual([]);
    expect(texts([storm], 0).length).toBeLessThanOrEqual(1);
  });

  test("any text gives sentences that stand in it, in its order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.lorem({ mode: "sentences", maxCount: 4 }), { maxLength: 6 }),
        fc.nat(80),
        (parts, words) => {
          const text = parts.join("\n\n");
          const { sentences } = tools.summarize([{ id: "x", title: "", text }], words);
          let at = 0;
          for (const sentence of sentences) {
            const [passage] = sentence.passages;
            expect(passage?.start).toBeGreaterThanOrEqual(at);
            at = passage?.end ?? 0;
            expect(text.slice(passage?.start, at)).toBe(sentence.text);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  test("names without end are read at once", () => {
    const began = performance.now();
    texts(
      [{ id: "x", title: "", text: `By ${"A".repeat(100)}1\n\nBy ${"A ".repeat(50)}1 one\n\n${storm.text}` }],
      50,
    );
    expect(performance.now() - began).toBeLessThan(500);
  });

  test("a megabyte takes well under two seconds", () => {
    const began = performance.now();
    texts([{ id: "big", title: "", text: `${storm.text}\n\n`.repeat(1_600) }], 100);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

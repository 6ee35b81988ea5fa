import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitMarkdown } from "../../src/chat/split.ts";

const words = fc.array(
  fc.constantFrom(
    "dam",
    "flood",
    "the mayor",
    "said.",
    "水位上涨。",
    "🚨",
    "a_b",
    "\n\n",
    "- item\n",
    "> quote\n",
  ),
  { maxLength: 200 },
);

describe("splitting Markdown", () => {
  it("leaves a short text as it is", () => {
    expect(splitMarkdown("One.\n\nTwo.", 2000)).toEqual(["One.\n\nTwo."]);
    expect(splitMarkdown("   ", 2000)).toEqual([]);
  });

  it("cuts between blocks before it cuts between sentences", () => {
    const text = `${"A sentence here. ".repeat(4)}\n\n${"Another one now. ".repeat(4)}`;
    const parts = splitMarkdown(text, 80);
    expect(parts).toHaveLength(2);
    expect(parts[1]).toMatch(/^Another/);
  });

  it("never cuts a link", () => {
    const link = "[the report. With a stop](https://example.org/a_very/long/path?with=query.and.stops)";
    const parts = splitMarkdown(`${"Words and words. ".repeat(9)}${link} ${"more words. ".repeat(9)}`, 120);
    expect(parts.filter((part) => part.includes(link))).toHaveLength(1);
    for (const part of parts) expect(part.replace(link, "")).not.toMatch(/https:|\]\(/);
  });

  it("closes and opens a code fence that it must cut", () => {
    const parts = splitMarkdown(`\`\`\`json\n${'{"a": 1}\n'.repeat(60)}\`\`\``, 120);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(part).toMatch(/^```json\n[\s\S]*\n```$/);
    expect(parts.join("").match(/\{"a": 1\}/g)).toHaveLength(60);
  });

  it("holds the limit and loses no word, whatever the text", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 50, max: 400 }), (pieces, limit) => {
        const text = pieces.join(" ");
        const parts = splitMarkdown(text, limit);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
        expect(parts.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
      }),
      // White space that is kept between two parts counts too.
      {
        examples: [
          [[..."dam|> quote\n|the mayor|flood|水位上涨。|dam|- item\n|水位上涨。|🚨|dam".split("|")], 58],
        ],
      },
    );
  });

  it("cuts a word without an end between whole characters", () => {
    const parts = splitMarkdown("👩‍👩‍👧‍👦".repeat(40), 60);
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(60);
    expect(parts.join("")).toBe("👩‍👩‍👧‍👦".repeat(40));
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bearsMark, marked, type Rendered, render, renderPartial } from "../../../adapters/discord/render.ts";
import type { Reply } from "../../../src/types.ts";
import { problemsOf } from "../../fakes/discord/check.ts";
import { reply } from "../../fakes/host.ts";

const plainReply = (markdown: string, more: Partial<Reply> = {}) => reply(markdown, { madeBy: [], ...more });
const contents = (rendered: readonly Rendered[]) => rendered.map((one) => one.body.content);
const problems = (rendered: readonly Rendered[]) =>
  rendered.flatMap((one) => problemsOf("POST", "/channels/1/messages", one.body));
const buttons = (one: Rendered | undefined) => one?.body.components.map((row) => row.components.length);

describe("a reply on Discord", () => {
  it("is one message where it fits, that pings nobody and shows no previews", () => {
    const [one, ...more] = render(plainReply("The **wall** is [up](https://example.org/wall)."), "en");
    expect(more).toEqual([]);
    expect(one.body).toEqual({
      content: "The **wall** is [up](<https://example.org/wall>).",
      allowed_mentions: { parse: [], replied_user: false },
      flags: 4,
      components: [],
      attachments: [],
    });
  });

  it("is cut between sentences, never in a link or a code fence", () => {
    const link = "[the council's decision of last night](https://example.org/a/very/long/address/indeed)";
    const fence = `\`\`\`js\n${"const wall = 1;\n".repeat(200)}\`\`\``;
    const rendered = render(plainReply(`${`Read ${link} today. `.repeat(60)}\n\n${fence}`), "en");
    expect(rendered.length).toBeGreaterThan(3);
    expect(problems(rendered)).toEqual([]);
    expect(
      contents(rendered)
        .join("\n")
        .match(/\(<https:\/\/example.org\/a\/very\/long\/address\/indeed>\)/g),
    ).toHaveLength(60);
  });

  it("marks what the sources do not bear out, and links what they do", () => {
    const sources = [
      { id: "s1", title: "Wall [live]", url: "https://example.org/wall", outlet: "Harbour Post" },
    ];
    const passages = [{ source: "s1", start: 0, end: 5, text: "A wall" }];
    const [one] = render(
      plainReply("It will be raised. It cost nothing.", {
        sources,
        sentences: [
          { text: "It will be raised.", passages, verdict: "supported" },
          { text: "It cost nothing.", passages: [], verdict: "unsupported" },
        ],
      }),
      "en",
    );
    expect(one.body.content).toBe(
      "It will be raised. \\[[1](<https://example.org/wall>)\\] It cost nothing. ⚠️ *(not borne out by the source)*\n\n" +
        "-# 1. [Wall \\[live\\]](<https://example.org/wall>) · Harbour Post",
    );
  });

  it("says neither twice where the command has said it", () => {
    const sources = [{ id: "s1", title: "Wall", url: "https://example.org/wall", sample: true }];
    const [one] = render(
      plainReply("Raised. \\[1\\] Cheap. ⚠️ _(来源未能证实)_", {
        sources,
        sentences: [
          {
            text: "Raised.",
            passages: [{ source: "s1", start: 0, end: 1, text: "R" }],
            verdict: "supported",
          },
          { text: "Cheap.", passages: [], verdict: "unsupported" },
        ],
      }),
      "zh",
    );
    expect(one.body.content).toBe(
      "Raised. \\[[1](<https://example.org/wall>)\\] Cheap. ⚠️ *(来源未能证实)*\n\n-# 1. [Wall](<https://example.org/wall>) · 样稿，非新闻",
    );
  });

  it("names who wrote it, where that was not the bot itself", () => {
    expect(
      contents(render(plainReply("x", { madeBy: ["openai gpt-x (prompt draft 1a2b3c)"] }), "en")),
    ).toEqual(["x\n-# ✎ openai gpt-x (prompt draft 1a2b3c)"]);
    expect(contents(render(plainReply("x", { madeBy: ["copytaster"] }), "en"))).toEqual(["x"]);
  });

  it("has rows of five buttons, and more messages for more than twenty-five", () => {
    const actions = Array.from({ length: 32 }, (_, n) => ({
      id: `action-${n}`,
      label: `${n} ${"x".repeat(100)}`,
    }));
    const rendered = render(
      plainReply("Choose.", { actions: [...actions, { id: "action-0", label: "again" }] }),
      "en",
    );
    expect(rendered.map(buttons)).toEqual([
      [5, 5, 5, 5, 5],
      [5, 2],
    ]);
    expect(problems(rendered)).toEqual([]);
  });

  it("carries pictures with their words, and files; says which are too large", () => {
    const data = Buffer.from("tiny").toString("base64");
    const huge = Buffer.alloc(10 * 1024 * 1024).toString("base64");
    const [one] = render(
      plainReply("A chart.", {
        images: [{ name: "chart.png", type: "image/png", data, alt: "Stories a day, rising" }],
        files: [
          { name: "sources.opml", type: "text/x-opml", data },
          { name: "all.csv", type: "text/csv", data: huge },
        ],
      }),
      "en",
    );
    expect(one.body.attachments).toEqual([
      { id: "0", filename: "chart.png", description: "Stories a day, rising" },
      { id: "1", filename: "sources.opml" },
    ]);
    expect(one.files.map((file) => String(file.data))).toEqual(["tiny", "tiny"]);
    expect(one.body.content).toContain("all.csv is larger than the 10 MB that Discord takes");
  });

  it("bears the mark of its delivery: in its buttons, else in small print", () => {
    const [text] = render(plainReply("Nothing new."), "en");
    const [pressed] = render(plainReply("News.", { actions: [{ id: "a", label: "More" }] }), "en");
    for (const one of [text, pressed]) {
      expect(bearsMark(marked(one, "digest:1:1000", 0).body, "digest:1:1000", 0)).toBe(true);
      expect(bearsMark(marked(one, "digest:1:1000", 0).body, "digest:1:2000", 0)).toBe(false);
      expect(bearsMark(marked(one, "digest:1:1000", 0).body, "digest:1:1000", 1)).toBe(false);
    }
    expect(marked(pressed, "d", 0).body.content).toBe("News.");
    expect(marked(text, "d", 0).body.content).toMatch(/^Nothing new\.\n-# ⌁ [0-9a-f]{12}$/);
  });

  it("is taken by Discord whatever the text, with its mark too", () => {
    const piece = fc.constantFrom(
      "@everyone ",
      "<@123> ",
      "[a](https://example.org/x) ",
      "[b](javascript:x) ",
      "`code` ",
      "```\ncode\n```\n\n",
      "- item\n",
      "> quote\n\n",
      "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
      "**bold** ",
      "港口墙将加高。",
      "The wall will be raised. ",
      "\n\n",
      "# Heading\n",
      "||x|| ",
      "🌊".repeat(40),
      "x".repeat(700),
    );
    const any = fc.oneof(
      fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join("")),
      fc.string({ unit: "grapheme", maxLength: 6000 }),
    );
    fc.assert(
      fc.property(any, fc.nat(30), (markdown, count) => {
        const actions = Array.from({ length: count }, (_, n) => ({ id: `a${n}`, label: `Button ${n}` }));
        const rendered = render(plainReply(markdown, { actions }), "en");
        expect(problems(rendered.map((one, part) => marked(one, "delivery", part)))).toEqual([]);
        // In code Discord reads no mention.
        const code = /```[\s\S]*?```|``[^\n]*?``|`[^`\n]*`/g;
        for (const one of contents(rendered))
          expect(one.replace(code, "")).not.toMatch(/@(everyone|here)|<@/);
        expect(renderPartial(markdown).body.content.length).toBeLessThanOrEqual(2000);
      }),
      { numRuns: 150 },
    );
  });
});

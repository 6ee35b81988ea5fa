import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toMrkdwn } from "../../../adapters/slack/mrkdwn.ts";
import { type Part, renderPartial, renderReply, renderStatus } from "../../../adapters/slack/render.ts";
import type { Reply } from "../../../src/types.ts";
import { reply } from "../../fakes/host.ts";
import { checkSlackBody } from "../../fakes/slack/check.ts";

const problems = (parts: readonly Part[]) =>
  parts.flatMap((part) =>
    checkSlackBody("chat.postMessage", { channel: "C", ...part, unfurl_links: false, unfurl_media: false }),
  );

const texts = (parts: readonly Part[]) =>
  parts.flatMap((part) =>
    part.blocks.map((block) => (block.text as { text: string } | undefined)?.text ?? ""),
  );

describe("Markdown for Slack", () => {
  it.each([
    ["**bold** and *soft* and ~~gone~~", "*bold* and _soft_ and ~gone~"],
    ["这是**粗体**字", "这是\u200b*粗体*\u200b字"],
    ["# A heading", "*A heading*"],
    ["- one\n- two\n  - inner", "• one\n• two\n    ◦ inner"],
    ["3. three\n4. four", "3. three\n4. four"],
    ["- [x] done\n- [ ] open", "• ☑ done\n• ☐ open"],
    ["[the story](https://example.org/a?b=1&c=2)", "<https://example.org/a?b=1&amp;c=2|the story>"],
    ["https://example.org/a", "<https://example.org/a>"],
    ["[a|b](https://example.org/x|y)", "<https://example.org/x%7Cy|a b>"],
    ["[press me](javascript:alert(1))", "press me (javascript:alert(1))"],
    ["![a chart](https://example.org/c.png)", "<https://example.org/c.png|a chart>"],
    ["`a < b`", "`a &lt; b`"],
    ["```js\nif (a < b) <!here>\n```", "```\nif (a &lt; b) &lt;!here&gt;\n```"],
    ["> quoted\n> more", "> quoted\n> more"],
    ["a &amp; b &lt;i&gt;", "a &amp; b &lt;i&gt;"],
    ["<b>html</b> & <!channel>", "&lt;b&gt;html&lt;/b&gt; &amp; &lt;!channel&gt;"],
    [
      "hello @here and @Everyone, a@here.example",
      "hello @\u2060here and @\u2060Everyone, <mailto:a@here.example|a@\u2060here.example>",
    ],
    ["| a | b |\n|---|---|\n| 报 | <@U1> |", "```\na   b\n报  &lt;@U1&gt;\n```"],
    ["one\n\n---\n\ntwo", "one\n\n———\n\ntwo"],
  ])("%s", (markdown, mrkdwn) => {
    expect(toMrkdwn(markdown)).toBe(mrkdwn);
  });
});

describe("a reply", () => {
  it("is one message where it fits, complete for screen readers too", () => {
    const [part, ...more] = renderReply(reply("**Harbour** wall put off."), "en");
    expect(more).toEqual([]);
    expect(part?.text).toBe("*Harbour* wall put off.");
    expect(part?.blocks).toHaveLength(1);
  });

  it("is split into messages that Slack takes, losing no sentence", () => {
    const sentence = (n: number) =>
      `Sentence ${n} of the report on the harbour wall, with a [link](https://example.org/${n}).`;
    const markdown = Array.from({ length: 600 }, (_, n) => sentence(n)).join(" ");
    const parts = renderReply(reply(markdown), "en");
    expect(parts.length).toBeGreaterThan(2);
    expect(problems(parts)).toEqual([]);
    const all = texts(parts).join("\n");
    for (let n = 0; n < 600; n++) expect(all).toContain(`<https://example.org/${n}|link>`);
  });

  it("keeps every limit and wakes nobody, whatever it says", () => {
    const nasty = fc.constantFrom(
      "<!channel>",
      "<!here|x>",
      "<@U123>",
      "@everyone",
      "@channel",
      "&",
      "<",
      ">",
      "|",
      "`",
      "```",
      "**",
      "[a](https://e.org/<x>)",
      "<https://e.org|<!here>>",
      "\n",
      "\n\n",
      "# ",
      "- ",
      "> ",
      "报道。",
      "A sentence. ",
      "&lt;!channel&gt;",
      "<mailto:a@b.c>",
      "[<@U1>](https://e.org)",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(nasty, fc.string({ unit: "grapheme" })), { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (pieces, times) => {
          const markdown = pieces.join("").repeat(times);
          expect(problems(renderReply(reply(markdown), "zh"))).toEqual([]);
          expect(problems([renderPartial(markdown)])).toEqual([]);
          expect(problems([renderStatus(markdown)])).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("carries its buttons under the last message, within Slack's limits", () => {
    const actions = Array.from({ length: 30 }, (_, n) => ({
      id: `id-${n}`,
      label: `Button ${n} ${"很长".repeat(60)}`,
      style: "primary" as const,
    }));
    const parts = renderReply(reply("word ".repeat(6000), { actions }), "en");
    expect(problems(parts)).toEqual([]);
    expect(parts[0]?.blocks.some((block) => block.type === "actions")).toBe(false);
    const elements = parts
      .at(-1)
      ?.blocks.flatMap((block) => (block.type === "actions" ? (block.elements as { value: string }[]) : []));
    expect(elements?.map((one) => one.value)).toEqual(actions.map((one) => one.id));
  });

  const cited: Partial<Reply> = {
    sentences: [
      { text: "The wall is put off.", passages: [], verdict: "supported" },
      { text: "It costs a billion.", passages: [], verdict: "unsupported" },
    ],
    sources: [
      { id: "1", title: "Wall <put> off", url: "https://example.org/wall?a=1&b=2", outlet: "Harbour Post" },
      { id: "2", title: "Only a title", sample: true },
    ],
  };

  it("marks what its sources do not bear out, and lists them as numbered links", () => {
    const parts = renderReply(reply("The wall is put off. It costs a billion.", cited), "en");
    expect(problems(parts)).toEqual([]);
    const all = texts(parts).join("\n");
    expect(all).toContain("It costs a billion. ⚠");
    expect(all).not.toContain("put off. ⚠");
    expect(all).toContain("1. <https://example.org/wall?a=1&amp;b=2|Wall &lt;put&gt; off> — Harbour Post");
    expect(all).toContain("2. Only a title (sample, not news)");
  });

  it("neither marks nor lists again what its own words hold already", () => {
    const markdown =
      "It costs a billion. ⚠ (so they say)\n\n1. [Wall](https://example.org/wall?a=1&b=2)\n2. Only a title";
    const all = texts(renderReply(reply(markdown, cited), "en")).join("\n");
    expect(all.match(/⚠/g)).toHaveLength(1);
    expect(all.match(/Only a title/g)).toHaveLength(1);
    const escaped =
      "As \\[1\\] says.\n\n1. [Wall  \\<put\\> off](https://example.org/wall%28)\n2. Only a title";
    expect(
      texts(renderReply(reply(escaped, cited), "en"))
        .join("\n")
        .match(/put/g),
    ).toHaveLength(1);
  });
});

describe("the check itself", () => {
  const body = (text: string) => ({ text, unfurl_links: false, unfurl_media: false });

  it.each([["<!channel>"], ["<@U123>"], ["a & b"], ["hey @here"]])("refuses %s", (text) => {
    expect(checkSlackBody("chat.postMessage", body(text))).not.toEqual([]);
  });

  it("refuses long sections, many blocks, previews and repeated ids", () => {
    const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text, verbatim: true } });
    const button = { type: "button", action_id: "a", text: { type: "plain_text", text: "x" }, value: "1" };
    const bad = [
      { ...body("x"), blocks: [section("x".repeat(3001))] },
      { ...body("x"), blocks: Array.from({ length: 51 }, () => section("x")) },
      { text: "x" },
      { ...body("x"), blocks: [{ type: "actions", elements: [button, button] }] },
      {
        ...body("x"),
        blocks: [
          { type: "actions", elements: [{ ...button, text: { type: "plain_text", text: "x".repeat(76) } }] },
        ],
      },
      { ...body("x"), blocks: [{ type: "markdown", text: "x" }] },
    ];
    for (const one of bad) expect(checkSlackBody("chat.postMessage", one)).not.toEqual([]);
    expect(
      checkSlackBody("chat.postMessage", { ...body("x"), blocks: [section("fine <https://e.org|link>")] }),
    ).toEqual([]);
  });
});

/** A model can be told to nest quotes and lists by the thousand: the answer must be shown all the same. */
import { expect, it } from "vitest";
import { discordMarkdown } from "../../adapters/discord/markdown.ts";
import { toMrkdwn } from "../../adapters/slack/mrkdwn.ts";
import { renderMarkdown } from "../../adapters/terminal/render.ts";
import { markdownToHtml } from "../../adapters/web/markdown.ts";
import { splitMarkdown } from "../../src/chat/split.ts";

it.each(["> ", "1. ", "- "])("%s by the thousand is shown as it can be", (mark) => {
  const markdown = `${mark.repeat(5_000)}words at the end`;
  expect(discordMarkdown(markdown)).toContain("words at the end");
  expect(toMrkdwn(markdown)).toContain("words at the end");
  expect(renderMarkdown(markdown, { colour: false, width: 80, language: "en" })).toContain("at the end");
  expect(String(markdownToHtml(markdown, () => undefined))).toContain("words at the end");
  expect(splitMarkdown(markdown, 2_000).join("")).toContain("at the end");
});

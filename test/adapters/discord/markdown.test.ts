import { describe, expect, it } from "vitest";
import { discordMarkdown, literal, masked } from "../../../adapters/discord/markdown.ts";

describe("Markdown on Discord", () => {
  it.each([
    [
      "keeps what Discord knows",
      "# One\n**b** *i* ~~s~~ `code`\n\n> quote",
      "# One\n**b** *i* ~~s~~ `code`\n\n> quote",
    ],
    ["makes small headings bold", "##### Small", "**Small**"],
    ["writes bold that would be underlined there", "__bold__", "**bold**"],
    ["shows links without a preview", "[a](https://example.org/x)", "[a](<https://example.org/x>)"],
    ["hides no bare address's preview mark", "https://example.org/x", "<https://example.org/x>"],
    ["keeps brackets in an address", "[a](<https://example.org/x_(1)>)", "[a](<https://example.org/x_(1)>)"],
    ["takes the words of a link that is none of the web's", "[a](javascript:alert(1))", "a"],
    [
      "shows where a link leads that claims another place",
      "[https://bank.example](https://evil.example/)",
      "<https://evil.example/>",
    ],
    ["… also without the scheme", "[bank.example/login](https://evil.example/)", "<https://evil.example/>"],
    [
      "makes pictures links",
      "![a chart](https://example.org/c.png)",
      "[a chart](<https://example.org/c.png>)",
    ],
    ["makes tables lists", "| a | b |\n|---|---|\n| 1 | 2 |", "- **1** · b: 2"],
    ["keeps nested lists", "- a\n  - b\n- c", "- a\n  - b\n- c"],
    ["keeps a list's numbers", "3. a\n4. b", "3. a\n4. b"],
    ["shows HTML as it stands", "<b>x</b>", "<b>x<\u200b/b>"],
    ["hides nothing", "||secret||", "\\|\\|secret\\|\\|"],
    ["makes nothing small", "-# small", "\\-# small"],
    ["takes Discord's own addresses for words", "<id:home>", "id:home"],
    ["keeps escapes", "\\*not bold\\*", "\\*not bold\\*"],
    ["leaves code alone", "```js\nx = <@1>\n```", "```js\nx = <@1>\n```"],
  ])("%s", (_, given, expected) => {
    expect(discordMarkdown(given)).toBe(expected);
  });

  it.each([
    "@everyone",
    "@here",
    "<@123>",
    "<@!123>",
    "<@&1>",
    "<#9>",
    "</help:1>",
    "<t:1>",
    "<a:x:1>",
    "<:x:1>",
  ])("does not let %s stand in a text", (sign) => {
    const shown = discordMarkdown(`Now ${sign} **${sign}** [${sign}](https://example.org)`);
    expect(shown).not.toContain(sign);
    expect(shown.replaceAll("\u200b", "")).toContain(sign);
  });

  it("does not let a title become more than its words", () => {
    expect(literal("**Bold** [x](https://evil.example) @everyone\n# new `line`")).toBe(
      "\\*\\*Bold\\*\\* \\[x\\](https://evil.example) @\u200beveryone # new \\`line\\`",
    );
    expect(masked("Wall [live]", "https://example.org/a b")).toBe(
      "[Wall \\[live\\]](<https://example.org/a%20b>)",
    );
  });
});

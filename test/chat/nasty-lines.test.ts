import { describe, expect, it } from "vitest";
import { withoutControls } from "../../src/chat/controls.ts";
import { parseLine, wordsOf } from "../../src/chat/options.ts";
import { longestText, route } from "../../src/chat/router.ts";
import * as registry from "../../src/commands/index.ts";
import type { Message } from "../../src/types.ts";

const commands = Object.values(registry);
/** ms; a line that is looked through once takes some 50, one that is looked through again from each of its places a minute. */
const limit = 3_000;

const message = (text: string): Message => ({
  id: "1",
  kind: "said",
  place: { platform: "terminal", workspace: "w", channel: "c" },
  author: { platform: "terminal", workspace: "w", id: "p", name: "P" },
  at: 0,
  text,
  files: [],
  private: false,
});

const filled = (head: string, body: string, tail = "x") =>
  head + body.repeat(Math.floor((longestText - head.length - tail.length) / body.length)) + tail;

const tried = (work: () => unknown) => {
  const begun = performance.now();
  try {
    work();
  } catch {
    // A refusal is as good an answer, when it comes at once.
  }
  return performance.now() - begun;
};

describe("a line that was made to keep the bot busy", () => {
  it.each([
    ["open quotes", filled("", "“ ")],
    ["open corner brackets", filled("", "「 ")],
    ["straight quotes", filled("", '"a ')],
    ["open escape sequences", filled("", "\u001b];")],
    ["names of options", filled("", "--a ")],
    ["white space", filled("draft", " ")],
    ["questions", filled("什么", "？")],
    ["addresses", filled("", "http://")],
    ["dots behind an address", filled("http://", ".")],
  ])("is read or refused at once: %s", (_, text) => {
    expect(tried(() => withoutControls(text))).toBeLessThan(limit);
    expect(tried(() => parseLine(registry.sources, text))).toBeLessThan(limit);
    expect(tried(() => route(message(text), commands, registry.search))).toBeLessThan(limit);
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    "does not keep the natural words of %s busy",
    (_, command) => {
      const heads = ["", "write", "give me", "make", "what", "why", "please", "我们以前", "为什么"];
      const bodies = [" ", "\n", "\t ", "a ", "的", "？", "me ", " about "];
      for (const head of heads)
        for (const body of bodies) {
          const text = filled(head, body);
          expect(
            tried(() => command.understands(text, message(text))),
            JSON.stringify([head, body]),
          ).toBeLessThan(limit);
        }
    },
    60_000,
  );
});

describe("words of a line", () => {
  it("are held together by quotes at a word's start, and by nothing else", () => {
    const texts = (line: string) => wordsOf(line).map((word) => word.text);
    expect(texts('a "b c" d')).toEqual(["a", "b c", "d"]);
    expect(texts("“b c” 「d e」 'f g'")).toEqual(["b c", "d e", "f g"]);
    expect(texts('"b c"d e"')).toEqual(['"b', 'c"d', 'e"']);
    expect(texts("it's 'so")).toEqual(["it's", "'so"]);
    expect(texts('“a “b c” ""')).toEqual(["a “b c", ""]);
  });
});

describe("escape sequences", () => {
  it("are gone as a whole, with their links and titles", () => {
    expect(
      withoutControls("\u001b[31mred\u001b[0m \u001b]8;;http://evil.example\u001b\\link\u001b]8;;\u0007"),
    ).toBe("red link");
    expect(withoutControls("\u009b2Jgone \u001bcreset \u001b(Bset")).toBe("gone reset set");
    expect(withoutControls("a\u001b]0;open end")).toBe("a]0;open end");
  });
});

/** A page's author writes titles, outlets and texts that try to be more than text. */
import { lexer, type Token } from "marked";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { markdownToHtml } from "../../adapters/web/markdown.ts";
import { inert } from "../../src/commands/show.ts";
import type { Reply, Story } from "../../src/types.ts";
import { openHouse, people, type TestHouse } from "../app/house.ts";

const signs =
  "[click](http://evil.example) ![x](http://evil.example/p.png) <img src=x onerror=alert(1)> <@U123> <!channel> `code` | a | **b** [1]";
const story = (n: number): Story => ({
  id: `hostile-${n}`,
  sourceId: "source-1",
  url: `https://news.example/${n}?a=(b)&c=](javascript:alert(1))`,
  title: `Zanzibar lighthouse ${n} ${signs}`,
  text: `Zanzibar lighthouse number ${n} fell into the sea on Monday, the coast guard said. ${signs}\n\nThe keeper of the lighthouse in Zanzibar was not hurt and said so to everybody who asked him. ${signs}`,
  language: "en",
  outlet: `Outlet ${signs}`,
  author: signs,
  publishedAt: Date.now() - 3_600_000 * n,
  collectedAt: Date.now() - 3_600_000 * n,
  sample: false,
});

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ start: false });
  const desk = await house.app.store.desks.of(
    people.editor && { platform: "test", workspace: "w", channel: "news" },
  );
  await house.app.store.sources.add({
    id: "source-1",
    deskId: desk.id,
    url: "https://news.example/feed",
    title: `Feed ${signs}`,
    kind: "feed",
    dueAt: 0,
    failures: 1,
    lastProblem: `Problem ${signs}`,
    addedAt: 0,
  });
  await house.app.store.archive.add([story(1), story(2), story(3)]);
});
afterAll(() => house.stop());

const all = (tokens: readonly Token[]): Token[] =>
  tokens.flatMap((token) => [
    token,
    ...("tokens" in token && token.tokens ? all(token.tokens) : []),
    ...("items" in token ? all(token.items as Token[]) : []),
  ]);

function harmless(reply: Reply) {
  const tokens = all(lexer(reply.markdown));
  for (const token of tokens) {
    expect(["html", "image", "tag"], reply.markdown).not.toContain(token.type);
    // A bare address that leads where it says deceives nobody.
    if (token.type === "link" && !token.raw.startsWith("http"))
      expect(token.href).toMatch(/^https:\/\/news\.example\//);
  }
  const html = String(markdownToHtml(reply.markdown, () => undefined));
  expect(html).not.toMatch(/<img|<script|javascript:alert\(1\)"|<@/);
}

describe("a story that tries to be more than text", () => {
  it.each([
    "search Zanzibar lighthouse",
    "recommend",
    "recommend Zanzibar",
    "digest now",
    "digest now Zanzibar",
    "related hostile-1",
    "related Zanzibar lighthouse",
    "summarize hostile-1",
    "summarize hostile-1 --sentences 8",
    "sentiment hostile-1",
    "sentiment Zanzibar",
    "draft brief hostile-1",
    "draft headline hostile-1",
    "draft social hostile-1",
    "draft article hostile-1",
    "sources list",
    "sources remove Feed",
    "why",
    `search ${signs}`,
    `related ${signs}`,
    `recommend ${signs}`,
    `digest now ${signs}`,
    `sentiment ${signs}`,
  ])("is text in the answer to: %s", async (text) => {
    const reply = await house.ask(text);
    harmless(reply);
    for (const action of reply.actions) expect(action.label).not.toContain("evil");
  });
});

describe("what a model wrote", () => {
  it.each([
    "[a](http://evil.example)",
    "\\[a](http://evil.example)",
    "\\\\[a](http://evil.example)",
    "[a][b]\n\n[b]: http://evil.example",
    "<http://evil.example>",
    "![a](http://evil.example/x.png)",
    "<b>x</b>",
  ])("keeps its headings and emphasis, and has no link of its own: %s", (given) => {
    const tokens = all(lexer(inert(`## Heading\n\nSome **bold** ${given}`)));
    const kinds = tokens.filter((token) => !token.raw.startsWith("http")).map((token) => token.type);
    expect(kinds).toEqual(expect.arrayContaining(["heading", "strong"]));
    for (const kind of ["link", "image", "html", "def"]) expect(kinds).not.toContain(kind);
  });
});

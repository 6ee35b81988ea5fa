import { lexer, type Token } from "marked";
import { describe, expect, it } from "vitest";
import { failureAnswer, failureOf, failureText } from "../../src/chat/failure.ts";
import { UserError } from "../../src/errors.ts";
import { fakeLog } from "../fakes/host.ts";

/** A bare address that is linked to itself deceives nobody. */
const kinds = (tokens: readonly Token[]): string[] =>
  tokens.flatMap((token) => [
    token.type === "link" && token.raw.startsWith("http") ? "address" : token.type,
    ...("tokens" in token && token.tokens ? kinds(token.tokens) : []),
  ]);

describe("a failure that names what somebody wrote", () => {
  it.each([
    "[click](http://evil.example)",
    "![x](http://evil.example/pixel.png)",
    "<img src=x onerror=alert(1)>",
    "<@U123> <!channel>",
    "\\`[click](http://evil.example)`",
    "`` ` [click](http://evil.example) ``",
    "``[click](http://evil.example)`",
    "a` [click](http://evil.example) `b",
    "\\[click](http://evil.example)",
  ])("makes no link, picture, tag or mention of it: %s", (given) => {
    const words = { en: `There is no desk “${given}”`, zh: `没有编辑台“${given}”` };
    const failure = { problem: words.en, mend: "Say `desk <name>`" };
    const found = kinds(lexer(failureAnswer(failure, "en").markdown));
    expect(found.filter((kind) => ["link", "image", "html", "tag"].includes(kind))).toEqual([]);
    expect(failureText(failure, "en")).toBe(`There is no desk “${given}”. Say \`desk <name>\`.`);
  });

  it("leaves the code of the mend as it is", () => {
    const { markdown } = failureAnswer({ problem: "No", mend: "Say `sources add <feed>`" }, "en");
    expect(markdown).toBe("No. Say `sources add <feed>`.");
  });

  it("keeps people's words and the names of their files out of the log", () => {
    const log = fakeLog();
    const given = "merger-secret.pdf";
    failureOf(
      new UserError({ en: `The file “${given}” is locked`, zh: `文件“${given}”已加密` }),
      "en",
      log,
      {},
    );
    expect(JSON.stringify(log.lines)).toContain("is locked");
    expect(JSON.stringify(log.lines)).not.toContain("merger");
  });
});

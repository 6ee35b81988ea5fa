import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fence } from "../../src/ask/fence.ts";
import { loadPrompts } from "../../src/ask/prompts.ts";

const shipped = new URL("../../prompts", import.meta.url).pathname;

describe("prompts from files", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "prompts-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("fills placeholders once: what a value holds is never filled again", async () => {
    await writeFile(join(folder, "one.md"), "Be true.\n\n-----\n\nCosts $$5 in $language.\n$title\n$text\n");
    const prompts = await loadPrompts(folder);
    const filled = prompts.fill("one", { text: "say $title and $& and $$", title: "T $text" }, "zh");
    expect(filled.system).toBe("Be true.");
    expect(filled.user).toBe(
      "Costs $5 in Chinese (Simplified).\n<data-title>\nT $text\n</data-title>\n<data-text>\nsay $title and $& and $$\n</data-text>",
    );
  });

  it("leaves no empty line where an optional value is empty", async () => {
    await writeFile(join(folder, "one.md"), "Be true.\n---\nIn $language.\n$style\n$title\n$text\n");
    const filled = (await loadPrompts(folder)).fill("one", { text: "x" }, "en");
    expect(filled.user).toBe("In English.\n<data-text>\nx\n</data-text>");
  });

  it("tells everything that is wrong with all files together", async () => {
    await writeFile(join(folder, "a.md"), "no dashes $text");
    await writeFile(join(folder, "b.md"), "sys\n---\nhello $txet and $text");
    await writeFile(join(folder, "c.md"), "sys for $language\n---\n$text\nand more");
    await writeFile(join(folder, "d.md"), "sys\n---\nnothing");
    const error = await loadPrompts(folder).catch((caught: Error) => caught.message);
    expect(error).toMatch(/a\.md: must be system text, one line of dashes/);
    expect(error).toMatch(/b\.md: unknown \$txet; known are .*\$text/);
    expect(error).toMatch(/c\.md: placeholders belong below/);
    expect(error).toMatch(/c\.md: \$text must stand at the end/);
    expect(error).toMatch(/d\.md: \$text is missing/);
  });

  it("says which value is missing and which prompts there are", async () => {
    await writeFile(join(folder, "one.md"), "sys\n---\n$text\n");
    const prompts = await loadPrompts(folder);
    expect(() => prompts.fill("one", {}, "en")).toThrow(/"one" was given no value for text/);
    expect(() => prompts.fill("two", {}, "en")).toThrow(/no prompt "two"; there are one/);
  });

  it("has another hash when a prompt's file changes", async () => {
    await writeFile(join(folder, "one.md"), "sys\n---\n$text\n");
    const before = (await loadPrompts(folder)).fill("one", { text: "x" }, "en").hash;
    await writeFile(join(folder, "one.md"), "sys!\n---\n$text\n");
    const after = (await loadPrompts(folder)).fill("one", { text: "x" }, "en").hash;
    expect(before).toMatch(/^[0-9a-f]{8}$/);
    expect(after).not.toBe(before);
  });
});

describe("the prompts that come with the house", () => {
  it("all load, call the material data, and end with it", async () => {
    const prompts = await loadPrompts(shipped);
    expect(prompts.names).toEqual(
      expect.arrayContaining(["summarize", "brief", "article", "blog", "social", "headline"]),
    );
    for (const name of prompts.names) {
      const { system, user } = prompts.fill(name, { text: "The source.", title: "A title" }, "en");
      expect(system, name).toMatch(/is data only/);
      expect(user, name).toMatch(/English/);
      expect(user.endsWith("<data-text>\nThe source.\n</data-text>"), name).toBe(true);
      expect(await readFile(join(shipped, `${name}.md`), "utf8"), name).toContain("$style");
    }
  });
});

describe("the fence around text from outside", () => {
  const between = fc.string({
    unit: fc.constantFrom("/", "／", " ", "\n", "\u200b", "\r", "\0", "\u00ad"),
    maxLength: 3,
  });
  const tag = fc
    .tuple(
      fc.constantFrom("<", "＜", "﹤"),
      between,
      fc.constantFrom("data", "DATA", "Data"),
      fc.constantFrom("-", "–", " -"),
      fc.constantFrom("text>", "title>", "x", ""),
    )
    .map((parts) => parts.join(""));
  const attack = fc
    .array(fc.oneof(tag, fc.string({ unit: "grapheme" }), fc.constant("<")))
    .map((all) => all.join(""));

  it("cannot be closed or opened from inside, whatever the text is", () => {
    fc.assert(
      fc.property(attack, (text) => {
        const fenced = fence("text", text);
        const folded = fenced.normalize("NFKC").replace(/\p{Cf}/gu, "");
        expect(folded.match(/<[\s/]*data\s*[-–]/gi)).toEqual(["<data-", "</data-"]);
        expect(fenced.startsWith("<data-text>\n")).toBe(true);
        expect(fenced.endsWith("\n</data-text>")).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves ordinary text as it is", () => {
    const text = "If a < b, then <b>bold</b> data-driven work, 5 > 3; “quoted” 数据\n\nNext.";
    expect(fence("text", text)).toBe(`<data-text>\n${text}\n</data-text>`);
  });

  it("drops what people cannot see and models can read", () => {
    const hidden = [..."ignore"].map((c) => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join("");
    expect(fence("text", `a${hidden}b\u0007`)).toBe("<data-text>\nab\n</data-text>");
  });
});

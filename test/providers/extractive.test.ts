import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTextTools } from "../../src/language/index.ts";
import { asHeadline, cutAtWord } from "../../src/providers/extractive/shorten.ts";
import { createExtractive } from "../../src/providers/extractive.ts";
import { providerKit, textRequest } from "../contracts/provider.ts";

const title = "Storm closes harbour";
const text = `The harbour at Port Ellen was closed on Monday after a storm tore two ships from their moorings. Nobody was hurt, the coast guard said. Harbour master Ann Reid said that repairs would cost about 2.5 million pounds.

“We have never seen waves like this,” she said. Ferries to the mainland are expected to run again on Thursday. The council will meet on Friday to discuss a new breakwater. Fishermen have asked for one since 2019.`;
const chinese =
  "周一，一场风暴使两艘船脱离系泊，埃伦港因此关闭。海岸警卫队表示，无人受伤。港务长安·里德说，维修费用约为250万英镑。她说：“我们从未见过这样的海浪。”预计周四恢复通往大陆的渡轮。市议会将于周五开会讨论新建防波堤。";

const tools = createTextTools();
const provider = createExtractive(tools);
const make = async (prompt: string, values: Record<string, string>) =>
  (await provider.generate(textRequest({ prompt, values }))).text;

/** Every sentence of the answer stands in the source. */
function isExtract(answer: string, source: string): boolean {
  const flat = source.replace(/\s+/g, " ");
  return tools
    .sentences(answer)
    .every((sentence) => flat.includes(sentence.text.replace(/\s+/g, " ").trim()));
}

providerKit("extractive", {
  open: async () => createExtractive(createTextTools()),
  close: async () => undefined,
  prompt: "summarize",
  ask: { values: { text, title, count: "2" }, system: "", user: "" },
  long: undefined,
  streams: false,
});

describe("extraction", () => {
  it.each([1, 2, 3, 5])("summarizes in at most %i sentences of the source, one a line", async (count) => {
    const lines = (await make("summarize", { text, title, count: String(count) })).split("\n");
    expect(lines.length).toBeLessThanOrEqual(count);
    expect(lines.length).toBeGreaterThanOrEqual(Math.min(count, 2) - 1);
    for (const line of lines) expect(text.replace(/\s+/g, " ")).toContain(line);
  });

  it("makes a brief of one paragraph, at most three sentences", async () => {
    const brief = await make("brief", { text, title });
    expect(brief).not.toContain("\n");
    expect(tools.sentences(brief).length).toBeLessThanOrEqual(3);
    expect(brief).toMatch(/^The harbour at Port Ellen was closed/);
    expect(isExtract(brief, text)).toBe(true);
  });

  it.each(["article", "blog"])("makes a %s with a headline and the lead first", async (form) => {
    const [head, lead, ...rest] = (await make(form, { text, title, words: "80" })).split("\n\n");
    expect(head).toBe("# Storm closes harbour");
    expect(lead).toMatch(/^The harbour/);
    expect(rest.length).toBeGreaterThan(0);
    expect(isExtract([lead, ...rest].join(" "), text)).toBe(true);
  });

  it("makes as many headlines as asked, the title first, none too long", async () => {
    const lines = (await make("headline", { text, title, count: "3" })).split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe(title);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(70);
  });

  it("makes a post of whole sentences within the limit", async () => {
    const post = await make("social", { text, title });
    expect(post.length).toBeLessThanOrEqual(280);
    expect(isExtract(post, text)).toBe(true);
    expect(
      (await make("social", { text: `A ${"very ".repeat(100)}long one.`, title: "" })).length,
    ).toBeLessThanOrEqual(280);
  });

  it("does the same in Chinese", async () => {
    for (const form of ["summarize", "brief", "article", "blog", "social", "headline"]) {
      const answer = await make(form, { text: chinese, title: "风暴致埃伦港关闭", count: "2" });
      expect(answer, form).toMatch(/埃伦港/);
    }
    expect((await make("social", { text: chinese.repeat(3), title: "" })).length).toBeLessThanOrEqual(140);
    expect(await make("brief", { text: chinese, title: "" })).not.toMatch(/。 /);
  });

  it("never runs away, whatever the text", async () => {
    const forms = fc.constantFrom("summarize", "brief", "article", "blog", "social", "headline");
    await fc.assert(
      fc.asyncProperty(
        forms,
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }),
        async (form, any) => {
          const answer = await make(form, { text: any, title: "" }).catch((error: unknown) => error);
          if (typeof answer !== "string") expect(answer).toMatchObject({ name: "UserError" });
          else expect(answer.length).toBeLessThanOrEqual(2 * any.length + 10);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("does not claim what it cannot do", () => {
    expect(provider.can("translate")).toBe(false);
    expect(provider.can("constructor")).toBe(false);
    expect(provider.generates).toBe(false);
  });
});

describe("shortening", () => {
  it.each([
    ["Nobody was hurt, the coast guard said.", 70, "Nobody was hurt, the coast guard said"],
    [
      "The harbour stays closed until Thursday, the council said on Monday evening.",
      60,
      "The harbour stays closed until Thursday",
    ],
    ["A sentence without any clause that goes on and on for ever", 30, "A sentence without any clause…"],
    [
      "She said: “We have never, ever seen waves like this before,” and left",
      40,
      "She said: “We have never, ever seen…",
    ],
    ["埃伦港关闭，两艘船脱离系泊，预计周四恢复渡轮服务并召开会议讨论。", 20, "埃伦港关闭，两艘船脱离系泊"],
  ])("%s", (sentence, limit, expected) => {
    expect(asHeadline(sentence, limit)).toBe(expected);
  });

  it("never exceeds the limit and never cuts a letter in two", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 200 }),
        fc.integer({ min: 5, max: 80 }),
        (any, limit) => {
          const whole = any.toWellFormed();
          for (const short of [asHeadline(whole, limit), cutAtWord(whole, limit)]) {
            expect(short.length).toBeLessThanOrEqual(limit);
            expect(short.isWellFormed()).toBe(true);
          }
        },
      ),
    );
  });
});

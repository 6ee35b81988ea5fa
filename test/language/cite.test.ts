import { describe, expect, test } from "vitest";
import { numbersOf } from "../../src/language/facts.ts";
import { createTextTools } from "../../src/language/index.ts";

const tools = createTextTools();
const source = {
  id: "a",
  title: "",
  text: 'The council voted 7 to 2 on Tuesday to close Harbour Bridge for six months. Repairs will cost $3.5 billion, mayor Ann Lee said. "Nobody asked us about it," said Tom Reed, who owns a shop. 会议决定投资3.5亿元修建新桥。',
};

function check(sentence: string) {
  const [found] = tools.cite([sentence], [source]);
  return { verdict: found?.verdict, cited: found?.passages.map((passage) => passage.text) };
}

describe("what the source says is supported, with its passage", () => {
  test.each([
    [
      "The council voted to close Harbour Bridge for 6 months.",
      "The council voted 7 to 2 on Tuesday to close Harbour Bridge for six months.",
    ],
    ["Mayor Ann Lee said repairs will cost $3.5bn.", "Repairs will cost $3.5 billion, mayor Ann Lee said."],
    [
      'Tom Reed, a shop owner, said "nobody asked us about it".',
      '"Nobody asked us about it," said Tom Reed, who owns a shop.',
    ],
    ["会议决定投资3.5亿元建新桥。", "会议决定投资3.5亿元修建新桥。"],
  ])("%s", (sentence, passage) => {
    const { verdict, cited } = check(sentence);
    expect(cited?.[0]).toBe(passage);
    expect(verdict).toBe("supported");
  });

  test("a sentence that stands there word for word, be it ever so plain", () => {
    const plain = { id: "b", title: "", text: "He asked her. What are you doing? She left." };
    const [found] = tools.cite(["What are you doing?"], [plain]);
    expect(found?.verdict).toBe("supported");
    expect(found?.passages).toEqual([{ source: "b", start: 14, end: 33, text: "What are you doing?" }]);
  });

  test("two facts of two sentences are borne out by both", () => {
    const { verdict, cited } = check(
      "The council voted to close Harbour Bridge, and repairs will cost $3.5 billion.",
    );
    expect(verdict).toBe("supported");
    expect(cited).toHaveLength(2);
  });
});

describe("what it does not say is not", () => {
  test.each([
    ["a wrong number", "The council voted to close Harbour Bridge for 8 months."],
    ["a wrong scale", "Mayor Ann Lee said repairs will cost $3.5 million."],
    ["a wrong name", "Mayor Ann Cole said repairs will cost $3.5 billion."],
    ["a quotation that nobody said", 'Tom Reed, who owns a shop, said "nobody ever asked me about it".'],
    ["something else", "Cats sleep for most of the day."],
    ["a wrong Chinese number", "会议决定投资4.5亿元修建新桥。"],
    ["nothing", ""],
  ])("%s", (_, sentence) => {
    expect(check(sentence).verdict).toBe("unsupported");
  });

  test("without any source nothing is supported, and nothing is cited", () => {
    expect(tools.cite(["The council voted."], [])).toEqual([
      { text: "The council voted.", passages: [], verdict: "unsupported" },
    ]);
  });
});

test("numbers are read with their scale, in digits and in words", () => {
  expect(numbersOf("1,200 people, $3.5bn, 4 million, 2.5万, six months, two dozen, 30%")).toEqual([
    1200, 3.5e9, 4e6, 25_000, 30, 6, 24,
  ]);
});

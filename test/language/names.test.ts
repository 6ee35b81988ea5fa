/** Who and what is named, and what belongs together. Sentences are invented. */
import { expect, test } from "vitest";
import { createTextTools } from "../../src/language/index.ts";

const { names, quantities } = createTextTools();
const story =
  "Chancellor Angela Merkel met Emmanuel Macron in Paris on Monday. Merkel said the European Central Bank (ECB) would act. The chancellor left for Berlin. The ECB declined to comment.";

test("a person, the short form and the description that the text ties to them are one", () => {
  const found = names(story);
  expect(found.find(({ name }) => name === "Angela Merkel")?.mentions.map(({ text }) => text)).toEqual([
    "Angela Merkel",
    "Merkel",
    "The chancellor",
  ]);
  const bank = found.find(({ name }) => name === "European Central Bank");
  expect(bank?.mentions.map(({ text }) => text)).toEqual(["European Central Bank", "ECB", "ECB"]);
  for (const { mentions } of found)
    for (const { start, end, text } of mentions) expect(story.slice(start, end)).toBe(text);
});

test("a desk's own name wins", () => {
  const known = [{ name: "Merkel Trust", kind: "organisation" as const, also: ["Merkel"] }];
  expect(names("The grant came from Merkel on Monday.", "en", known)[0]).toMatchObject({
    name: "Merkel Trust",
    kind: "organisation",
    known: true,
  });
});

test("Chinese people, bodies and places", () => {
  expect(
    names("北京大学教授孙立言认为，气候变化正在影响上海。").map(({ name, kind }) => [name, kind]),
  ).toEqual([
    ["北京大学", "organisation"],
    ["孙立言", "person"],
    ["上海", "place"],
  ]);
});

const kinds = (text: string) => names(text).map(({ name, kind }) => [name, kind]);

test("a title is no part of the name, and the whole is a person", () => {
  expect(kinds("Prime Minister Keir Starmer said so.")).toEqual([["Keir Starmer", "person"]]);
});

test("events are told from other names", () => {
  expect(kinds("They met before the World Cup. Hurricane Sandy came.")).toEqual([
    ["World Cup", "event"],
    ["Hurricane Sandy", "event"],
  ]);
  expect(kinds("台风“山竹”登陆时，第24届冬奥会已经闭幕。")).toEqual([
    ["台风“山竹”", "event"],
    ["第24届冬奥会", "event"],
  ]);
});

test("a dateline is a place, a label in capitals is none", () => {
  expect(kinds("LONDON (Reuters) - It rained.")[0]).toEqual(["LONDON", "place"]);
  expect(kinds("EXCLUSIVE - It rained.").filter(([, kind]) => kind === "place")).toEqual([]);
});

test("how sure the tagger was is told, and lists are not sure but certain", () => {
  const [merkel] = names("Angela Merkel spoke.");
  expect(merkel?.mentions[0]?.confidence).toBeGreaterThan(0.5);
  expect(
    names("Tidewater paid.", "en", [{ name: "Tidewater", kind: "person", also: [] }])[0]?.mentions[0],
  ).not.toHaveProperty("confidence");
});

test("Chinese: well-known people without a title, no sums, no verbs before a place that the text has by itself", () => {
  expect(kinds("外交部长王毅周一在莫斯科会见普京。").map(([name]) => name)).toEqual([
    "外交部",
    "王毅",
    "莫斯科",
    "普京",
  ]);
  expect(kinds("他卖出300万克朗的货物。")).toEqual([]);
  expect(kinds("他们夺得海湾。在海湾，市民很高兴。")).toEqual([["海湾", "place"]]);
});

test("Chinese: the same one by surname and office, by a part of a name, by an abbreviation, and by the office alone", () => {
  const forms = (text: string) =>
    names(text).map(({ name, mentions }) => [
      name,
      ...mentions.map((one) => one.text).filter((form) => form !== name),
    ]);
  expect(forms("海港市市长陈明远周一表示，大桥将通车。陈市长说，他很高兴。陈先生随后离开。")).toEqual([
    ["陈明远", "陈市长", "陈先生"],
  ]);
  expect(forms("安娜·霍夫曼会见王毅。霍夫曼说，会谈顺利。王部长同意。")).toEqual([
    ["安娜·霍夫曼", "霍夫曼"],
    ["王毅", "王部长"],
  ]);
  expect(forms("北京大学今天宣布，北大将扩招。中国人民银行（央行）降息。")).toEqual([
    ["北京大学", "北大"],
    ["中国人民银行", "央行"],
  ]);
  expect(forms("法国总统马克龙抵达北京。总统说，会谈顺利。").slice(1)).toEqual([
    ["马克龙", "总统"],
    ["北京"],
  ]);
  // Two could be meant, or somebody's wife, or the office of another: nobody is.
  expect(forms("陈明远和陈思源都来了。陈先生说好。")).toContainEqual(["陈先生"]);
  expect(forms("陈明远先生到了。陈女士说好。")).toContainEqual(["陈女士"]);
  expect(forms("法国总统马克龙会见美国总统特朗普。总统说，会谈顺利。").flat()).not.toContain("总统");
});

test("Chinese: what people and bodies do is no part of a name, and who does it is none", () => {
  const found = (text: string) => names(text).map(({ name, kind }) => `${name} ${kind}`);
  for (const text of [
    "市长赞扬了消防员的勇敢，但批评者指责市议会浪费纳税人的钱。",
    "居民投诉物业公司乱收费，董事长承认公司亏损严重。",
    "校方否认大学存在歧视，网友质问学校为何隐瞒。",
    "教育部门严查学校违规收费，医院向家属道歉。",
    "学校要求学生佩戴口罩，内地客赴港购物。",
    "政府主动壮大民间组织，农民却找不到组织。",
  ])
    expect(found(text), text).toEqual([]);
  expect(found("张伟起诉了阳光保险公司，王芳控告蓝海旅行社欺诈。")).toEqual([
    "张伟 person",
    "阳光保险公司 organisation",
    "王芳 person",
    "蓝海旅行社 organisation",
  ]);
  expect(found("目前仍在等待国务院批准。")).toEqual(["国务院 organisation"]);
});

test("a desk's list of thousands is found as quickly as a short one, the longest form at each place", () => {
  const many = Array.from({ length: 3_000 }, (_, n) => ({
    name: `Jane Doe-${n}`,
    kind: "person" as const,
    also: [`jd${n}`],
  }));
  const found = names(
    "jane  DOE-29 and Jane Doe-299 met jd7; JD8 and xjd9 stayed, jane doe-5 too.",
    "en",
    many,
  );
  expect(found.filter(({ known }) => known).map(({ name }) => name)).toEqual([
    "Jane Doe-29",
    "Jane Doe-299",
    "Jane Doe-7",
    "Jane Doe-8",
  ]);
});

test("nothing, an emoji and right-to-left text give nothing, and nothing breaks", () => {
  for (const text of ["", "🙂", "مرحبا بالعالم", "\ud800"]) expect(names(text)).toEqual([]);
});

test("money, shares and dates have values", () => {
  const [money, day] = quantities("It cost £1.2bn last Tuesday.", Date.UTC(2026, 2, 12));
  expect(money).toMatchObject({ kind: "money", amount: 1.2e9, currency: "GBP" });
  expect(day).toMatchObject({ kind: "date", date: "2026-03-10" });
  expect(quantities("三分之一")[0]).toMatchObject({ value: 0.333333333333 });
});

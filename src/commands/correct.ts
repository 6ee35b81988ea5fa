/** “This is neutral”, “not a person”, “wrong topic: sport”: a correction of what a model said. */
import type { Answer, Context, Finding } from "../types.ts";
import { command } from "./define.ts";
import { labelButtons, labelOf, readFindings, taskOf, unknown, wordOf } from "./learn/finding.ts";
import { keep } from "./learn/keep.ts";
import { say } from "./learn/words.ts";
import { plain } from "./show.ts";

/** Words that correct, when they are said about an answer of ours. */
const corrections: readonly [
  RegExp,
  (found: RegExpExecArray) => { label?: string; part?: string | undefined },
][] = [
  [
    /^(?:no,? )?(?:this|that|it)(?:['’]s| is) (?:really |rather |actually )?(positive|negative|neutral)[.!]*$/i,
    ([, label = ""]) => ({ label }),
  ],
  [
    /^(?:这|那|它)?(?:条|篇|句)?(?:应该|其实)?是?(正面|负面|中性)的?[。！]*$/,
    ([, label = ""]) => ({ label }),
  ],
  [/^(?:(.{1,60}) is )?not a (?:key ?word|key ?phrase|tag)[.!]*$/i, ([, part]) => ({ label: "none", part })],
  [/^(.{1,30}?)?不是(?:关键词|标签)[。！]*$/, ([, part]) => ({ label: "none", part })],
  [
    /^(.{2,60}?) is (?:also )?(?:a|one more) (?:key ?word|key ?phrase|tag)(?: too)?[.!]*$/i,
    ([, part]) => ({ label: "keyword", part }),
  ],
  [/^(.{2,30}?)(?:也|还)?是(?:关键词|标签)[。！]*$/, ([, part]) => ({ label: "keyword", part })],
  [/^(?:(.{1,60}) is )?not a name[.!]*$/i, ([, part]) => ({ label: "none", part })],
  [/^(.{1,30}?)?不是(?:名字|名称)[。！]*$/, ([, part]) => ({ label: "none", part })],
  // What is no person may be a place: it is asked.
  [
    /^(?:(.{1,60}) is )?not an? (?:person|place|organi[sz]ation|company|event)[.!]*$/i,
    ([, part]) => ({ part }),
  ],
  [/^(.{1,30}?)?不是(?:人名|人|地名|地点|机构名?|事件)[。！]*$/, ([, part]) => ({ part })],
  [/^wrong topic[:,] ?(.{2,40}?)[.!]*$/i, ([, label = ""]) => ({ label })],
  [/^(?:题材|分类)(?:错了|错误|不对)[：:，,] ?(.{2,40}?)[。！]*$/, ([, label = ""]) => ({ label })],
];

export const correct = command({
  name: "correct",
  aliases: ["更正"],
  about: {
    en: "Say what is right where a model was wrong: it learns from it",
    zh: "模型判断有误时给出正确答案，供其学习",
  },
  options: [
    {
      name: "label",
      kind: "text",
      required: false,
      maxLength: 100,
      rest: true,
      about: { en: "what is right: neutral, sport, not a person …", zh: "正确答案：中性、体育、不是人名……" },
    },
    {
      name: "part",
      kind: "text",
      required: false,
      named: true,
      maxLength: 200,
      about: { en: "the name that it is about", zh: "所指的名字" },
    },
    {
      name: "finding",
      kind: "text",
      required: false,
      named: true,
      maxLength: 12_000,
      about: { en: "put there by a button", zh: "由按钮填入" },
    },
  ],
  examples: ["correct neutral"],
  audience: () => "author",
  understands(text, message) {
    if (message.about === undefined) return undefined;
    for (const [pattern, meant] of corrections) {
      const found = pattern.exec(text.trim());
      if (found) return meant(found);
    }
    return undefined;
  },
  async run({ label, part, finding }, context) {
    const findings = finding === undefined ? await findingsAbout(context) : readFindings(finding);
    const meant = part === undefined ? findings : about(part, findings);
    const [one, ...others] = meant.length > 0 ? meant : missed(part, label, findings);
    if (!one) throw unknown();
    if (others.length > 0) return which(findings, label, context);
    const state = await taskOf(one.task, context);
    if (label === undefined) return ask(one, context);
    return keep(one, labelOf(label, state), state, context);
  },
});

const partOf = ({ text, start, end }: Finding) => (start === undefined ? text : text.slice(start, end));

/** Those of that very name; else those whose name it is a part of: "Merkel" for "Angela Merkel". */
function about(part: string, findings: readonly Finding[]): readonly Finding[] {
  const wanted = part.trim();
  const same = findings.filter((each) => partOf(each) === wanted);
  return same.length > 0 ? same : findings.filter((each) => partOf(each).split(/\s+/).includes(wanted));
}

/** A key phrase that was not found: it stands in the text, though. */
function missed(
  part: string | undefined,
  label: string | undefined,
  [first]: readonly Finding[],
): readonly Finding[] {
  if (part === undefined || label !== "keyword" || first?.task !== "keywords") return [];
  const start = first.text.toLowerCase().indexOf(part.trim().toLowerCase());
  if (start < 0) return [];
  return [{ ...first, answer: "none", confidence: 0, start, end: start + part.trim().length }];
}

async function findingsAbout({ services, message }: Context): Promise<readonly Finding[]> {
  if (message.about === undefined) return [];
  const found = await services.inbox.replyAbout(message.place, message.about, message.author);
  return found?.reply.findings ?? [];
}

async function ask(finding: Finding, context: Context): Promise<Answer> {
  const { language } = context;
  const state = await taskOf(finding.task, context);
  return {
    markdown: `${say(language, "what", {
      answer: plain(wordOf(finding.answer, state, language)),
      confidence: Math.round(100 * finding.confidence),
    })}\n\n> ${plain(partOf(finding)).slice(0, 400)}`,
    actions: labelButtons(finding, state, language),
    data: { finding },
    madeBy: [finding.model],
  };
}

function which(findings: readonly Finding[], label: string | undefined, { language }: Context): Answer {
  return {
    markdown: say(language, "part"),
    actions: findings.slice(0, 20).map((finding) => ({
      label: partOf(finding).slice(0, 60),
      command: "correct",
      options: { finding: JSON.stringify(finding), ...(label !== undefined && { label }) },
    })),
    data: { findings: findings.length },
    madeBy: ["copytaster"],
  };
}

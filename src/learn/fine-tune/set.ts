/** Approved answers and corrections as a set for fine-tuning a large model: JSON lines of chat messages, checked, redacted. */
import { UserError } from "../../errors.ts";
import { textKey } from "../held-out.ts";
import type { LabelledExample } from "../recipe.ts";
import type { Approved } from "./approved.ts";
import { redact } from "./redact.ts";

export interface FineTuneSet {
  /** One line a conversation, as OpenAI's fine-tuning takes it. */
  jsonl: string;
  count: number;
  /** Left out, by why. */
  left: Readonly<Record<"short" | "long" | "twice", number>>;
}

/** OpenAI refuses a file with fewer. */
export const leastRows = 10;
/** Characters; far below what models take, and enough for any draft. */
const longest = 24_000;
const shortest = 2;

/** @throws UserError where too little is left to learn from. */
export function fineTuneSet(
  approved: readonly Pick<Approved, "system" | "user" | "answered">[],
  corrections: readonly { task: string; examples: readonly LabelledExample[] }[],
): FineTuneSet {
  const left = { short: 0, long: 0, twice: 0 };
  const seen = new Set<string>();
  const lines: string[] = [];
  const add = (system: string, user: string, assistant: string) => {
    const [asked, answered] = [redact(user).trim(), redact(assistant).trim()];
    const key = textKey(`${system}\n${asked}`);
    if (asked.length < shortest || answered.length < shortest) left.short++;
    else if (asked.length + answered.length > longest) left.long++;
    else if (seen.has(key)) left.twice++;
    else {
      seen.add(key);
      const messages = [
        { role: "system", content: system },
        { role: "user", content: asked },
        { role: "assistant", content: answered },
      ];
      lines.push(JSON.stringify({ messages }));
    }
  };
  for (const { system, user, answered } of approved) add(system, user, answered);
  for (const { task, examples } of corrections)
    for (const { text, label, start, end } of examples) {
      const part = start === undefined || end === undefined ? "" : `\n\nAbout: ${text.slice(start, end)}`;
      add(`Answer with the label alone. The task: ${task}.`, text + part, label);
    }
  if (lines.length < leastRows)
    throw new UserError(
      {
        en: `Only ${lines.length} examples may be used: fewer than ${leastRows} cannot be learnt from`,
        zh: `可用的样本仅 ${lines.length} 条，少于 ${leastRows} 条无法训练`,
      },
      {
        en: "👍 drafts and summaries of stories in the archive, and correct what models say; only of people who said `learn yes`, and nothing said in private, is used",
        zh: "请为存档稿件的草稿和摘要点赞，并更正模型的结果；只使用已执行 `learn yes` 的人的内容，私下所说不会使用",
      },
    );
  return { jsonl: `${lines.join("\n")}\n`, count: lines.length, left };
}

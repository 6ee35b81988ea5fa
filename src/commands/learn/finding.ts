/** Findings as buttons carry them, and the labels that people's words mean. */
import { UserError } from "../../errors.ts";
import type { ActionDraft, Context, Finding, Language, TaskState } from "../../types.ts";
import { all, say } from "./words.ts";

export const longestText = 2_000;

/** What a button of ours put there; anything else that was typed in its place is refused. */
export function readFinding(json: string): Finding {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw unknown();
  }
  if (!isFinding(value)) throw unknown();
  return value;
}

/** One, or the several of an answer. */
export function readFindings(json: string): readonly Finding[] {
  if (!json.trimStart().startsWith("[")) return [readFinding(json)];
  let values: unknown;
  try {
    values = JSON.parse(json);
  } catch {
    throw unknown();
  }
  if (!Array.isArray(values)) throw unknown();
  let last = {};
  const whole = values.map((value: unknown) => {
    const own = typeof value === "object" && value !== null ? value : {};
    last = "task" in own ? own : { ...last, ...own };
    return last;
  });
  if (!whole.every(isFinding)) throw unknown();
  return whole;
}

/** Several of one text: what each has in common with the one before is left out, and `readFindings` puts it back. */
function written(findings: readonly Finding[]): string {
  const parts = findings.map((one, at) => {
    const before = findings[at - 1];
    // One that names its task stands for itself.
    if (before?.task !== one.task || before.start === undefined || one.start === undefined) return one;
    return Object.fromEntries(
      Object.entries(one).filter(([key, value]) => before[key as keyof Finding] !== value),
    );
  });
  return JSON.stringify(parts);
}

/** What a button may carry. */
const longestFindings = 11_000;

/** As many as a button may carry. */
export function carried(findings: readonly Finding[], most = 20): readonly Finding[] {
  const all = findings.slice(0, most);
  while (written(all).length > longestFindings) all.pop();
  return all;
}

function isFinding(value: unknown): value is Finding {
  if (typeof value !== "object" || value === null) return false;
  const one = value as Record<string, unknown>;
  const texts = [one.task, one.text, one.language, one.answer, one.model];
  const places = [one.start, one.end];
  return (
    texts.every((text) => typeof text === "string" && text.length <= longestText) &&
    typeof one.confidence === "number" &&
    places.every((place) => place === undefined || (Number.isInteger(place) && Number(place) >= 0))
  );
}

export const unknown = () => new UserError(all("which"), all("which.mend"));

/** The state of a finding's task. @throws UserError where nothing answers it. */
export async function taskOf(name: string, { services }: Context): Promise<TaskState> {
  const state = (await services.models.tasks()).find((one) => one.task === name);
  if (!state) throw unknown();
  return state;
}

/** The label that a person's word means. @throws UserError naming those that there are. */
export function labelOf(word: string, state: TaskState): string {
  const wanted = plainWord(word);
  for (const [label, words] of Object.entries(state.labels))
    if ([label, words.en, words.zh].some((one) => plainWord(one) === wanted)) return label;
  // "politics" for "politics and government", 「体育」 for 「体育运动」, where only one answer has it.
  const near = Object.entries(state.labels).filter(([, words]) =>
    [words.en.split(/[\s,]+/), [...words.zh.split(/[、与和\s]+/)]].some((parts) =>
      parts.some((one) => plainWord(one) === wanted),
    ),
  );
  if (near[0] && near.length === 1) return near[0][0];
  const labels = (language: Language) =>
    Object.values(state.labels)
      .map((words) => words[language])
      .join(language === "zh" ? "、" : ", ");
  throw new UserError(all("label", { label: word.slice(0, 60), task: state.task }), {
    en: say("en", "label.mend", { labels: labels("en") }),
    zh: say("zh", "label.mend", { labels: labels("zh") }),
  });
}

const plainWord = (word: string) =>
  word
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s.!。！]+/g, " ")
    .trim();

export const wordOf = (label: string, state: TaskState, language: Language) =>
  state.labels[label]?.[language] ?? label;

/** Platforms carry this many in a row or two. */
const mostButtons = 20;

/** Of more answers than these, a word is looked for by the alphabet. */
const fewAnswers = 6;

/** One button for each answer there is; of many, the model's own first and "none of them" last. */
export function labelButtons(finding: Finding, state: TaskState, language: Language): ActionDraft[] {
  const labels = Object.entries(state.labels).slice(0, mostButtons);
  const place = (label: string) => (label === finding.answer ? 0 : /^(none|other)$/.test(label) ? 2 : 1);
  const { compare } = new Intl.Collator(language);
  if (labels.length > fewAnswers)
    labels.sort(([a, one], [b, other]) => place(a) - place(b) || compare(one[language], other[language]));
  return labels.map(([label, words]) => ({
    label: words[language],
    command: "correct",
    options: { label, finding: JSON.stringify(finding) },
  }));
}

/** The button under an analysis. */
export function correctButton(finding: Finding | readonly Finding[], language: Language): ActionDraft {
  return {
    label: say(language, "correct"),
    command: "correct",
    options: { finding: "task" in finding ? JSON.stringify(finding) : written(finding) },
  };
}

/** What a model said, as a finding; undefined where no trained model did (a word list cannot be taught). */
export function findingOf(
  said: Pick<Finding, "text" | "language" | "answer" | "confidence" | "model">,
  { services }: Context,
): Finding | undefined {
  const task = Object.entries(services.models.live()).find(([, label]) => said.model.includes(label));
  return task && { task: task[0], ...said, text: said.text.slice(0, longestText) };
}

/** What a model is least sure of, for whoever has a minute: the examples that teach it most (uncertainty sampling, Lewis & Gale 1994). */
import { UserError } from "../errors.ts";
import type { Context, Finding, TaskState } from "../types.ts";
import { numberOption } from "./declare.ts";
import { command } from "./define.ts";
import { labelButtons, longestText, wordOf } from "./learn/finding.ts";
import { all, say } from "./learn/words.ts";
import { plain } from "./show.ts";

const stories = 200;
const days = 14;

export const label = command({
  name: "label",
  aliases: ["标注"],
  about: {
    en: "Label the recent text that a model is least sure of: that teaches it most",
    zh: "标注模型最没把握的近期文本，对其帮助最大",
  },
  options: [
    {
      name: "task",
      kind: "text",
      required: false,
      completes: true,
      maxLength: 60,
      about: { en: "which model: sentiment-en, topics …", zh: "哪个模型：sentiment-en、topics……" },
    },
    numberOption("after", { en: "skips so many", zh: "跳过的条数" }, 0, stories),
  ],
  examples: ["label", "label topics"],
  role: "editor",
  audience: () => "author",
  complete: async (_option, typed, { services }) =>
    (await services.models.tasks()).map((one) => one.task).filter((name) => name.startsWith(typed)),
  async run({ task, after = 0 }, context) {
    const { services, language } = context;
    const tasks = (await services.models.tasks()).filter((one) => Object.keys(one.labels).length > 0);
    for (const state of task === undefined ? tasks : tasks.filter((one) => one.task === task)) {
      const finding = await leastSure(state, after, context);
      if (finding === undefined) continue;
      if (finding === "nothing")
        return {
          markdown: say(language, "none", { count: stories }),
          data: { task: state.task },
          madeBy: ["copytaster"],
        };
      return {
        markdown: `${say(language, "unsure", {
          model: plain(finding.model),
          answer: plain(wordOf(finding.answer, state, language)),
          confidence: Math.round(100 * finding.confidence),
        })}\n\n> ${plain(finding.text)}`,
        actions: [
          ...labelButtons(finding, state, language),
          { label: say(language, "skip"), command: "label", options: { task: state.task, after: after + 1 } },
        ],
        findings: [finding],
        data: finding,
        madeBy: [finding.model],
      };
    }
    throw new UserError(all("noTask"), all("noTask.mend"));
  },
});

/** Undefined: nothing answers this task one text at a time. */
async function leastSure(
  state: TaskState,
  after: number,
  { services, message, desk, now }: Context,
): Promise<Finding | "nothing" | undefined> {
  const sourceIds = (await services.sources.list(desk.id)).map((source) => source.id);
  const found = await services.archive.search({
    ...{ match: "any", since: now() - days * 86_400_000, limit: stories },
    ...(sourceIds.length > 0 && { sourceIds }),
  });
  const done = await services.learning.taught(state.learnsAs, message.author);
  const spoken = state.models.find((model) => model.live)?.languages;
  const texts = found
    .map(({ story }) => ({ text: story.title.slice(0, longestText), language: story.language }))
    // What the model does not speak would teach it nothing.
    .filter((one) => one.text !== "" && !done.has(one.text) && (spoken?.includes(one.language) ?? true));
  const guesses = await services.models.guess(state.task, texts);
  if (!guesses) return undefined;
  const ranked = texts
    .map((one, i) => ({ ...one, guess: guesses.answers[i] }))
    .sort((a, b) => (a.guess?.confidence ?? 1) - (b.guess?.confidence ?? 1));
  const first = ranked[after];
  if (!first?.guess) return "nothing";
  const { text, language, guess } = first;
  return {
    task: state.learnsAs,
    text,
    language,
    answer: guess.label,
    confidence: guess.confidence,
    model: guesses.model,
  };
}

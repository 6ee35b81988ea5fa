/** The provider's model as a task of the registry: a fine-tuned one is compared, deployed and rolled back like any other. */
import type { Settings } from "../config.ts";
import { UserError } from "../errors.ts";
import { language } from "../language/language.ts";
import { type Approved, approvedAnswers, isHeldBack } from "../learn/fine-tune/approved.ts";
import { readTuned, WRITING } from "../learn/fine-tune/tuned-model.ts";
import type { HeldOutRow } from "../learn/held-out.ts";
import type { LiveMap } from "../learn/live-models.ts";
import { type OpenAISettings, openaiSettings } from "../providers/openai/settings.ts";
import { createOpenAI, openai } from "../providers/openai.ts";
import type { Log, Provider, Store } from "../types.ts";
import { type HouseTask, houseTask } from "./model-tasks.ts";
import { housePrompts } from "./providers.ts";

/** Each is a call that is paid for, for both models; an interval over so many is narrow enough. */
const mostRows = 120;
/** Of one answer while it is judged, ms. */
const patienceMs = 120_000;
const maxTokens = 2_000;

type ApprovedStore = Pick<Store, "feedback" | "learning" | "archive">;

/** Everything approved that may be used, with the prompts of today. */
export async function approvedHere(store: ApprovedStore): Promise<readonly Approved[]> {
  const { fill } = await housePrompts();
  return approvedAnswers({ ...store, fill, language });
}

/** None where no provider is on that fine-tunes. */
export async function writingTasks(parts: {
  settings: Settings;
  store: ApprovedStore;
  log: Log;
}): Promise<readonly HouseTask[]> {
  const settings = parts.settings.of(openaiSettings);
  if (openai.off(settings)) return [];
  const { fill } = await housePrompts();
  const systemOf = (prompt: string) => fill(prompt, { text: "" }, "en").system;
  return [writingTask({ settings, systemOf, approved: () => approvedHere(parts.store), log: parts.log })];
}

function writingTask(parts: {
  settings: OpenAISettings;
  /** System texts of the prompts, by name. */
  systemOf(prompt: string): string;
  approved(): Promise<readonly Approved[]>;
  log: Log;
}): HouseTask {
  const { settings, systemOf, log } = parts;
  return houseTask<Provider>({
    task: WRITING,
    learnsAs: WRITING,
    about: {
      en: "drafts and summaries, by the provider’s model",
      zh: "由服务商模型撰写的草稿与摘要",
    },
    labels: {},
    shipped: "",
    load(folder) {
      const tuned = readTuned(folder);
      const at = settings.OPENAI_BASE_URL ?? "";
      if (tuned.at !== at)
        throw new UserError(
          {
            en: `${tuned.model} was made at ${tuned.at || "OpenAI"}, and ${at || "OpenAI"} is asked here`,
            zh: `${tuned.model} 由 ${tuned.at || "OpenAI"} 训练，而此处使用 ${at || "OpenAI"}`,
          },
          { en: "Set OPENAI_BASE_URL as it was", zh: "请将 OPENAI_BASE_URL 设回原值" },
        );
      return createOpenAI({ ...settings, OPENAI_MODEL: tuned.model }, log);
    },
    judge: {
      by: "text",
      rows: async () => (await parts.approved()).filter(isHeldBack).slice(0, mostRows).map(rowOf),
      async answer(provider, { text, source = "", language }) {
        const { text: written } = await provider.generate({
          ...{ prompt: source, values: {}, system: systemOf(source), user: text },
          ...{ language: language === "zh" ? "zh" : "en", maxTokens, partial() {} },
          signal: AbortSignal.timeout(patienceMs),
        });
        return written;
      },
    },
    builtIn: createOpenAI(settings, log),
    limits: { perSecond: 0.05, bytes: 10_000 },
    installs: () => ({}),
  });
}

const rowOf = ({ user, answered, prompt, language }: Approved): HeldOutRow => ({
  text: user,
  label: answered,
  source: prompt,
  language,
});

/** Who is asked now: the deployed model in the place of the one that the settings name. A call that has begun keeps whom it began with. */
export function withTuned(providers: readonly Provider[], live: LiveMap): readonly Provider[] {
  const tuned = live.get(WRITING)?.tool as Provider | undefined;
  return tuned ? providers.map((one) => (one.name === tuned.name ? tuned : one)) : providers;
}

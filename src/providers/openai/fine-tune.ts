/** A fine-tune at the provider: the set is sent as a file, a job is started, and looked after until it ends. */
import { setTimeout as pause } from "node:timers/promises";
import type OpenAI from "openai";
import { UserError } from "../../errors.ts";
import { openClient } from "./client.ts";
import type { OpenAISettings } from "./settings.ts";

/** What is used of the SDK. */
export type FineTuneClient = Pick<OpenAI, "files" | "fineTuning">;

export interface FineTuned {
  job: string;
  /** The id that the provider gave the model. */
  model: string;
  trainedTokens: number | undefined;
}

const pollMs = 10_000;

export async function openFineTune(settings: OpenAISettings): Promise<FineTuneClient> {
  if (!settings.OPENAI_API_KEY && !settings.OPENAI_BASE_URL)
    throw new UserError(
      { en: "No provider is set that fine-tunes", zh: "未设置可微调的服务商" },
      { en: "Set OPENAI_API_KEY", zh: "请设置 OPENAI_API_KEY" },
    );
  return openClient(settings);
}

/**
 * Starts it and waits; with `job`, waits for one that was started before (a process that was killed knows nothing of it any more, and it is
 * paid for). Cancels it at the provider when the signal is aborted.
 * @throws UserError when the provider refuses it or it fails, in the provider's words.
 */
export async function fineTune(
  client: FineTuneClient,
  asked: { jsonl: string; base: string; seed: number; job?: string },
  told: (state: string) => void,
  signal: AbortSignal,
  everyMs = pollMs,
): Promise<FineTuned> {
  let job =
    asked.job === undefined
      ? await begin(client, asked, signal)
      : await client.fineTuning.jobs.retrieve(asked.job, { signal });
  told(job.id);
  try {
    for (;;) {
      told(job.status);
      if (job.status === "succeeded" || job.status === "failed" || job.status === "cancelled") break;
      await pause(everyMs, undefined, { signal });
      job = await client.fineTuning.jobs.retrieve(job.id, { signal });
    }
  } catch (error) {
    // What nobody waits for any more would be paid for all the same.
    if (signal.aborted) await client.fineTuning.jobs.cancel(job.id).catch(() => undefined);
    throw error;
  }
  if (job.status !== "succeeded" || !job.fine_tuned_model) {
    const why = job.error?.message ?? job.status;
    throw new UserError(
      { en: `The fine-tune ${job.id} made no model: ${why}`, zh: `微调 ${job.id} 未产生模型：${why}` },
      { en: "What answers now goes on answering", zh: "现用模型不受影响" },
    );
  }
  return { job: job.id, model: job.fine_tuned_model, trainedTokens: job.trained_tokens ?? undefined };
}

async function begin(
  client: FineTuneClient,
  { jsonl, base, seed }: { jsonl: string; base: string; seed: number },
  signal: AbortSignal,
) {
  const file = await client.files.create(
    { file: new File([jsonl], "newsroom.jsonl", { type: "application/jsonl" }), purpose: "fine-tune" },
    { signal },
  );
  return client.fineTuning.jobs.create({ training_file: file.id, model: base, seed }, { signal });
}

/** Loads a model by Transformers.js inside the worker thread. */
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import type {
  PreTrainedModel,
  PreTrainedTokenizer,
  ProgressInfo,
  SummarizationPipeline,
  Text2TextGenerationPipeline,
  TextGenerationPipeline,
} from "@xenova/transformers";
import { messageOf } from "../../errors.ts";
import type { FromWorker, ModelChoice, Task } from "./protocol.ts";

export interface Loaded {
  task: Task;
  run: TextGenerationPipeline | Text2TextGenerationPipeline | SummarizationPipeline;
  tokenizer: PreTrainedTokenizer;
  model: PreTrainedModel;
  /** Most tokens of prompt and answer together; Infinity where the model does not say. */
  window: number;
}

/** Models that summarize and follow no instructions. */
const SUMMARIZERS = /^(bart|mbart|pegasus|led)/;

/**
 * Takes the first device that works; each that does not is told. Transformers.js reads no environment by itself (but the token), so that
 * everything comes in by `choice`.
 *
 * @throws Error when a file is missing, or no device works.
 */
export async function load(choice: ModelChoice, tell: (message: FromWorker<never>) => void): Promise<Loaded> {
  if (choice.token) process.env.HF_TOKEN = choice.token;
  const { AutoConfig, env, LogLevel, pipeline } = await import("@xenova/transformers");
  const folder = /^[./~\\]|^[A-Za-z]:/.test(choice.model) || existsSync(choice.model);
  const path = resolve(choice.model);
  const model = folder ? basename(path) : choice.model;
  env.localModelPath = folder ? dirname(path) : join(choice.cacheDir, "local");
  env.cacheDir = choice.cacheDir;
  env.allowRemoteModels = !folder && !choice.offline;
  env.logLevel = LogLevel.ERROR;
  if (choice.host) env.remoteHost = choice.host.endsWith("/") ? choice.host : `${choice.host}/`;

  const config = await AutoConfig.from_pretrained(model);
  const task = choice.task === "auto" ? taskOf(config) : choice.task;
  const progress_callback = (info: ProgressInfo) => {
    if (info.status === "progress")
      tell({ kind: "loading", file: info.file, loaded: info.loaded, total: info.total });
  };
  for (const [index, device] of choice.devices.entries()) {
    try {
      if (device === "cuda") checkCuda();
      // The library's types of all tasks together are too large for the checker: one name stands for the three.
      const options = { device, dtype: choice.dtype as "q8", progress_callback };
      const run = await pipeline(task as "text-generation", model, options);
      tell({ kind: "loaded", device, task });
      return {
        task,
        run,
        tokenizer: run.tokenizer,
        model: run.model,
        window: windowOf(run.tokenizer, config),
      };
    } catch (error) {
      if (index === choice.devices.length - 1) throw error;
      tell({ kind: "device", device, why: messageOf(error) });
    }
  }
  throw new Error("No device was given to run the model on");
}

function taskOf(config: object): Task {
  if (!("is_encoder_decoder" in config) || config.is_encoder_decoder !== true) return "text-generation";
  const type = "model_type" in config ? String(config.model_type) : "";
  return SUMMARIZERS.test(type) ? "summarization" : "text2text-generation";
}

function windowOf(tokenizer: PreTrainedTokenizer, config: object): number {
  const given = [
    tokenizer.model_max_length as unknown,
    "max_position_embeddings" in config ? config.max_position_embeddings : undefined,
    "n_positions" in config ? config.n_positions : undefined,
  ];
  return Math.min(
    ...given.map((one) => (typeof one === "number" && one > 0 ? one : Number.POSITIVE_INFINITY)),
  );
}

/** onnxruntime comes without its CUDA files; loading them anyway prints an alarm that says nothing of the mend. */
function checkCuda(): void {
  const root = dirname(createRequire(import.meta.url).resolve("onnxruntime-node/package.json"));
  const found = readdirSync(join(root, "bin"))
    .map((version) => join(root, "bin", version, process.platform, process.arch))
    .some((one) => existsSync(join(one, "libonnxruntime_providers_cuda.so")));
  if (!found)
    throw new Error(
      "onnxruntime's CUDA files are not there; fetch them with `ONNXRUNTIME_NODE_INSTALL=true node node_modules/onnxruntime-node/script/install`",
    );
}

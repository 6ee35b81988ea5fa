/** Which local models are set, and how they are loaded. */
import { join, resolve } from "node:path";
import { messageOf, UserError } from "../../errors.ts";
import { choice, decimal, flag, text, url } from "../../settings.ts";
import type { SettingsOf } from "../../types.ts";
import type { Device, ModelChoice } from "./protocol.ts";

export const transformersSettings = {
  TRANSFORMERS_MODEL: text({
    about: "A model in ONNX form: its id at the hub, or a folder on this machine.",
    example: "onnx-community/Qwen3-0.6B-ONNX",
  }),
  TRANSFORMERS_TASK: choice({
    about:
      "What the model does; auto reads it from the model. A summarizer answers summarize and brief alone.",
    of: ["auto", "text-generation", "summarization", "text2text-generation"],
    fallback: "auto",
  }),
  TRANSFORMERS_DEVICE: choice({
    about: "Where it runs; auto is cuda where that is to be had, else cpu. Any other falls back to cpu.",
    of: ["auto", "cpu", "cuda", "webgpu", "dml", "coreml"],
    fallback: "auto",
  }),
  TRANSFORMERS_DTYPE: choice({
    about: "Precision of the weights: which of the model's files is taken.",
    of: ["q8", "q4", "q4f16", "fp16", "fp32", "int8", "uint8", "bnb4"],
    fallback: "q8",
  }),
  TRANSFORMERS_EMBEDDING_MODEL: text({
    about:
      "A model that makes vectors, for search by meaning: its id at the hub, or a folder. It goes before OPENAI_EMBEDDING_MODEL.",
    example: "Snowflake/snowflake-arctic-embed-xs",
  }),
  TRANSFORMERS_EMBEDDING_POOLING: choice({
    about: "How that model's words become one vector; its card says which.",
    of: ["mean", "cls"],
    fallback: "mean",
  }),
  TRANSFORMERS_EMBEDDING_NEAR: decimal({
    about: "Cosine from which that model takes a story to be about what was asked; models differ.",
    min: 0,
    max: 1,
    fallback: 0.45,
  }),
  TRANSFORMERS_CACHE: text({
    about: "Where downloaded models are kept; else under HF_HOME, else in the data folder.",
  }),
  HF_HOME: text({ about: "Hugging Face's folder; models go to transformers.js in it." }),
  HF_HUB_OFFLINE: flag({
    about: "Download nothing: a model that is not on this machine is an error.",
    fallback: false,
  }),
  HF_ENDPOINT: url({ about: "A mirror of huggingface.co.", protocols: ["http", "https"] }),
  HF_TOKEN: {
    ...text({ about: "Token for models that are not open to everybody.", example: "hf_…" }),
    secret: true,
  },
};

export type TransformersSettings = SettingsOf<typeof transformersSettings>;

/** Tried in this order. */
export function devicesOf(setting: TransformersSettings["TRANSFORMERS_DEVICE"]): readonly Device[] {
  if (setting === "cpu") return ["cpu"];
  if (setting !== "auto") return [setting, "cpu"];
  // The only platform for which ONNX Runtime is built with CUDA.
  return process.platform === "linux" && process.arch === "x64" ? ["cuda", "cpu"] : ["cpu"];
}

/** `model`: an id or a folder. */
export function choiceOf(
  settings: TransformersSettings,
  { model, task, devices }: Pick<ModelChoice, "model" | "task" | "devices">,
  dataDir: string,
): ModelChoice {
  const { TRANSFORMERS_CACHE, HF_HOME } = settings;
  return {
    ...{ model, task, devices },
    dtype: settings.TRANSFORMERS_DTYPE,
    offline: settings.HF_HUB_OFFLINE,
    cacheDir: resolve(
      TRANSFORMERS_CACHE ?? (HF_HOME ? join(HF_HOME, "transformers.js") : join(dataDir, "models")),
    ),
    host: settings.HF_ENDPOINT,
    token: settings.HF_TOKEN,
  };
}

type Named = "TRANSFORMERS_MODEL" | "TRANSFORMERS_EMBEDDING_MODEL";

/** `setting`: the one that names the model. */
export function missing(setting: Named, model: string, dtype: string, cause: unknown): UserError {
  return new UserError(
    {
      en: `The model "${model}" cannot be read: a file of it is missing`,
      zh: `无法读取模型“${model}”：缺少文件`,
    },
    {
      en: `Set ${setting} to a folder with config.json, tokenizer.json and onnx/ in it (with the file for TRANSFORMERS_DTYPE=${dtype}), or to a model's id with HF_HUB_OFFLINE=no`,
      zh: `请把 ${setting} 设为含有 config.json、tokenizer.json 和 onnx/（其中有 TRANSFORMERS_DTYPE=${dtype} 对应的文件）的文件夹，或设为模型名称并令 HF_HUB_OFFLINE=no`,
    },
    { cause },
  );
}

/** Did the library say that a file of the model is not there? */
export function saysMissing(error: unknown): boolean {
  return /not found locally|Could not locate file|Unauthorized access/i.test(messageOf(error));
}

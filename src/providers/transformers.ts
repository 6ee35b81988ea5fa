/** A model on the newsroom's own processor or graphics card, by Transformers.js. How it is set: README.md beside this file. */
import { access } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { messageOf, UserError } from "../errors.ts";
import { choice, flag, text, url } from "../settings.ts";
import type { Log, Provider, ProviderParts, ProviderPlugin, SettingsOf, TextRequest } from "../types.ts";
import { createHost, type Host } from "./transformers/host.ts";
import type { Device, Done, ModelChoice, Task } from "./transformers/protocol.ts";

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

export const transformers: ProviderPlugin<typeof transformersSettings> = {
  name: "transformers",
  about: "A model on this machine, by Transformers.js and ONNX Runtime.",
  settings: transformersSettings,
  off: ({ TRANSFORMERS_MODEL }) =>
    TRANSFORMERS_MODEL
      ? undefined
      : {
          why: "TRANSFORMERS_MODEL is not set",
          mend: "Set TRANSFORMERS_MODEL to a model's id or folder, for example onnx-community/Qwen3-0.6B-ONNX",
        },
  create: async (settings, parts) => createTransformers(settings, parts),
};

/** What a pure summarizer can be asked for. */
const SUMMARIZERS_CAN: ReadonlySet<string> = new Set(["summarize", "brief"]);

/** Does no I/O; the thread and the model are loaded at the first request and kept. */
export function createTransformers(settings: TransformersSettings, parts: ProviderParts): Provider {
  const chosen = settings.TRANSFORMERS_MODEL ?? "";
  let task: Task | "auto" = settings.TRANSFORMERS_TASK;
  let devices = devicesOf(settings.TRANSFORMERS_DEVICE);
  const open = () => choiceOf(settings, devices, parts.dataDir);
  const host: Host = createHost({
    choice: open,
    script: new URL("./transformers/worker.ts", import.meta.url),
    graceMs: 5_000,
    events: {
      loading: (file, loaded, total) => parts.status(`${basename(chosen)}: ${file}`, loaded, total),
      device(device, why) {
        // A thread begun anew goes straight to the device that worked: so this is said once.
        devices = devices.filter((one) => one !== device);
        parts.log.warn(
          { device, why, next: devices[0] },
          "The model cannot run on this device; taking the next. Set TRANSFORMERS_DEVICE=cpu to hear no more of it.",
        );
      },
      loaded(device, found) {
        task = found;
        parts.log.info({ model: chosen, device, task }, "The local model is loaded.");
      },
    },
  });
  return {
    name: "transformers",
    model: basename(chosen),
    parameters: { model: chosen, task: settings.TRANSFORMERS_TASK, dtype: settings.TRANSFORMERS_DTYPE },
    generates: true,
    can: (prompt) => task !== "summarization" || SUMMARIZERS_CAN.has(prompt),
    async generate(request) {
      request.signal.throwIfAborted();
      if (!request.user.trim()) throw new Error("There is nothing to ask: the prompt is empty");
      const job = {
        system: request.system,
        user: request.user,
        source: request.values.text ?? "",
        maxTokens: request.maxTokens,
      };
      const done = await run(host, job, request, settings);
      if (task === "summarization") return summaryOf(done, request, parts.log, basename(chosen));
      return { text: done.text, model: basename(chosen), usage: done.usage, finish: done.finish };
    },
    async check() {
      return onDisk(open());
    },
    stop: () => host.stop(),
  };
}

async function run(
  host: Host,
  job: Parameters<Host["run"]>[0],
  request: TextRequest,
  settings: TransformersSettings,
): Promise<Done> {
  try {
    return await host.run(job, request.signal, request.partial);
  } catch (error) {
    request.signal.throwIfAborted();
    if (!/not found locally|Could not locate file|Unauthorized access/i.test(messageOf(error))) throw error;
    throw missing(settings.TRANSFORMERS_MODEL ?? "", settings.TRANSFORMERS_DTYPE, error);
  }
}

/** A summarizer writes one paragraph; where sentences are wanted, they go one on a line. */
async function summaryOf(done: Done, request: TextRequest, log: Log, model: string) {
  if (!SUMMARIZERS_CAN.has(request.prompt))
    throw new Error(`${model} is a summarizer: it cannot make "${request.prompt}"`);
  if (done.unread > 0)
    log.warn(
      { model, tokens: done.unread },
      "The end of the text did not fit into the summarizer and was not read.",
    );
  const { createTextTools } = await import("../language/index.ts");
  const sentences = createTextTools().sentences(done.text);
  const text =
    request.prompt === "summarize" ? sentences.map((sentence) => sentence.text.trim()).join("\n") : done.text;
  return { text, model, usage: done.usage, finish: done.finish };
}

function devicesOf(setting: TransformersSettings["TRANSFORMERS_DEVICE"]): readonly Device[] {
  if (setting === "cpu") return ["cpu"];
  if (setting !== "auto") return [setting, "cpu"];
  // The only platform for which ONNX Runtime is built with CUDA.
  return process.platform === "linux" && process.arch === "x64" ? ["cuda", "cpu"] : ["cpu"];
}

function choiceOf(settings: TransformersSettings, devices: readonly Device[], dataDir: string): ModelChoice {
  const { TRANSFORMERS_CACHE, HF_HOME } = settings;
  return {
    model: settings.TRANSFORMERS_MODEL ?? "",
    task: settings.TRANSFORMERS_TASK,
    devices,
    dtype: settings.TRANSFORMERS_DTYPE,
    offline: settings.HF_HUB_OFFLINE,
    cacheDir: resolve(
      TRANSFORMERS_CACHE ?? (HF_HOME ? join(HF_HOME, "transformers.js") : join(dataDir, "models")),
    ),
    host: settings.HF_ENDPOINT,
    token: settings.HF_TOKEN,
  };
}

/** For `doctor`: a look at the disk alone, for loading may mean a download of gigabytes. */
async function onDisk({ model, cacheDir, offline, dtype }: ModelChoice): Promise<string> {
  const there = (path: string) =>
    access(join(path, "config.json")).then(
      () => true,
      () => false,
    );
  if (await there(resolve(model))) return `${model} is on this machine (${dtype})`;
  if (await there(join(cacheDir, model))) return `${model} was downloaded to ${cacheDir} (${dtype})`;
  if (offline || /^[./~\\]|^[A-Za-z]:/.test(model)) throw missing(model, dtype, undefined);
  return `${model} will be downloaded to ${cacheDir} at its first use (${dtype})`;
}

function missing(model: string, dtype: string, cause: unknown): UserError {
  return new UserError(
    {
      en: `The model "${model}" cannot be read: a file of it is missing`,
      zh: `无法读取模型“${model}”：缺少文件`,
    },
    {
      en: `Set TRANSFORMERS_MODEL to a folder with config.json, tokenizer.json and onnx/ in it (with the file for TRANSFORMERS_DTYPE=${dtype}), or to a model's id with HF_HUB_OFFLINE=no`,
      zh: `请把 TRANSFORMERS_MODEL 设为含有 config.json、tokenizer.json 和 onnx/（其中有 TRANSFORMERS_DTYPE=${dtype} 对应的文件）的文件夹，或设为模型名称并令 HF_HUB_OFFLINE=no`,
    },
    { cause },
  );
}

/** A model on the newsroom's own processor or graphics card, by Transformers.js. How it is set: README.md beside this file. */
import { access } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { Log, Provider, ProviderParts, ProviderPlugin, TextRequest } from "../types.ts";
import {
  choiceOf,
  devicesOf,
  missing,
  saysMissing,
  type TransformersSettings,
  transformersSettings,
} from "./transformers/choice.ts";
import { createHost, type Host } from "./transformers/host.ts";
import type { Done, Job, ModelChoice, Task } from "./transformers/protocol.ts";

export { type TransformersSettings, transformersSettings };

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
  const open = () =>
    choiceOf(settings, { model: chosen, task: settings.TRANSFORMERS_TASK, devices }, parts.dataDir);
  const host: Host<Job, Done> = createHost({
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
  host: Host<Job, Done>,
  job: Job,
  request: TextRequest,
  settings: TransformersSettings,
): Promise<Done> {
  try {
    return await host.run(job, request.signal, request.partial);
  } catch (error) {
    request.signal.throwIfAborted();
    if (!saysMissing(error)) throw error;
    throw missing(
      "TRANSFORMERS_MODEL",
      settings.TRANSFORMERS_MODEL ?? "",
      settings.TRANSFORMERS_DTYPE,
      error,
    );
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

/** For `doctor`: a look at the disk alone, for loading may mean a download of gigabytes. */
async function onDisk({ model, cacheDir, offline, dtype }: ModelChoice): Promise<string> {
  const there = (path: string) =>
    access(join(path, "config.json")).then(
      () => true,
      () => false,
    );
  if (await there(resolve(model))) return `${model} is on this machine (${dtype})`;
  if (await there(join(cacheDir, model))) return `${model} was downloaded to ${cacheDir} (${dtype})`;
  if (offline || /^[./~\\]|^[A-Za-z]:/.test(model))
    throw missing("TRANSFORMERS_MODEL", model, dtype, undefined);
  return `${model} will be downloaded to ${cacheDir} at its first use (${dtype})`;
}

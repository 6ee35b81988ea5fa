/** `fine-tune`: a set for a large model from what people approved and corrected, and its training at the provider. */
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { approvedHere } from "../app/writing.ts";
import { UserError } from "../errors.ts";
import { fairExamples } from "../learn/feedback/fair.ts";
import { isHeldBack } from "../learn/fine-tune/approved.ts";
import { fineTuneSet } from "../learn/fine-tune/set.ts";
import { recordTuned } from "../learn/fine-tune/tuned-model.ts";
import { fineTune, openFineTune } from "../providers/openai/fine-tune.ts";
import { openaiSettings } from "../providers/openai/settings.ts";
import { dataDirHere, settingsHere, withApp } from "./open.ts";

/** @returns the exit code. */
export function fineTuneVerb(
  what: string,
  file: string,
  options: { base?: string; seed?: string; job?: string },
): Promise<number> {
  if (what === "export") return exportSet(resolve(file));
  if (what === "start") return start(resolve(file), options.base, Number(options.seed ?? 1), options.job);
  throw new UserError(
    { en: `“${what}” is nothing that fine-tune does`, zh: `fine-tune 没有“${what}”` },
    { en: "export FILE, or start FILE --base MODEL", zh: "export 文件，或 start 文件 --base 模型" },
  );
}

function exportSet(path: string): Promise<number> {
  return withApp(async ({ services, store }) => {
    const approved = await approvedHere(store);
    const learnt = approved.filter((one) => !isHeldBack(one));
    const corrections = [];
    for (const { task } of await services.models.tasks())
      corrections.push({ task, examples: fairExamples(await store.learning.examples(task), []) });
    const set = fineTuneSet(learnt, corrections);
    await writeFile(path, set.jsonl, { mode: 0o600 });
    const left = Object.values(set.left).reduce((sum, count) => sum + count, 0);
    process.stdout.write(
      `${set.count} conversations are in ${path}; ${left} were left out (too short, too long, or there twice), and ${approved.length - learnt.length} approved answers are held back to judge what comes of it. E-mails, numbers and handles are taken out; read it before it leaves the house.\n`,
    );
    return 0;
  });
}

async function start(
  path: string,
  base: string | undefined,
  seed: number,
  before: string | undefined,
): Promise<number> {
  if (!base)
    throw new UserError(
      { en: "A fine-tune begins from a model of the provider's", zh: "微调须以服务商的某个模型为基础" },
      { en: "Name it: --base MODEL", zh: "请指明：--base 模型" },
    );
  const settings = settingsHere().of(openaiSettings);
  const client = await openFineTune(settings);
  const jsonl = await readFile(path, "utf8");
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort(new Error("interrupted")));
  let last = "";
  const told = (state: string) => {
    if (state !== last) process.stderr.write(`${state}\n`);
    last = state;
  };
  const done = await fineTune(
    client,
    { jsonl, base, seed, ...(before !== undefined && { job: before }) },
    told,
    stop.signal,
  );
  const at = settings.OPENAI_BASE_URL ?? "";
  const { model, job } = done;
  const folder = recordTuned(
    join(dataDirHere(), "models"),
    { provider: "openai", at, model, base, job, seed },
    jsonl,
  );
  process.stdout.write(
    `${model}\nIt is among the models as ${folder.label} and answers once it is deployed: models deploy writing-tuned@${folder.hash.slice(0, 8)}\n`,
  );
  return 0;
}

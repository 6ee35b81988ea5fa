/** `fine-tune`: a set for a large model from what people approved and corrected, and its training at the provider. */
import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "../errors.ts";
import { fairExamples } from "../learn/feedback/fair.ts";
import { type Approved, fineTuneSet } from "../learn/fine-tune/set.ts";
import { fineTune, openFineTune } from "../providers/openai/fine-tune.ts";
import { openaiSettings } from "../providers/openai/settings.ts";
import { settingsHere, withApp } from "./open.ts";

/** More would be years of a newsroom. */
const mostApproved = 20_000;

/** @returns the exit code. */
export function fineTuneVerb(
  what: string,
  file: string,
  options: { base?: string; seed?: string },
): Promise<number> {
  if (what === "export") return exportSet(resolve(file));
  if (what === "start") return start(resolve(file), options.base, Number(options.seed ?? 1));
  throw new UserError(
    { en: `“${what}” is nothing that fine-tune does`, zh: `fine-tune 没有“${what}”` },
    { en: "export FILE, or start FILE --base MODEL", zh: "export 文件，或 start 文件 --base 模型" },
  );
}

function exportSet(path: string): Promise<number> {
  return withApp(async ({ services, store }) => {
    const approved: Approved[] = [];
    for (const { message, reply, deskId } of await services.feedback.liked(mostApproved)) {
      // Whoever asked decides; what was said in private stays there, whatever anybody agreed to.
      if (message.private || reply.audience === "author" || reply.failure) continue;
      if ((await services.learning.consent(message.author, deskId)) !== "yes") continue;
      const asked = [message.text, message.quoted].filter(Boolean).join("\n\n");
      approved.push({ asked, answered: reply.markdown, command: reply.command });
    }
    const corrections = [];
    for (const { task } of await services.models.tasks())
      corrections.push({ task, examples: fairExamples(await store.learning.examples(task), []) });
    const set = fineTuneSet(approved, corrections);
    await writeFile(path, set.jsonl, { mode: 0o600 });
    const left = Object.values(set.left).reduce((sum, count) => sum + count, 0);
    process.stdout.write(
      `${set.count} conversations are in ${path}; ${left} were left out (too short, too long, or there twice). E-mails, numbers and handles are taken out; read it before it leaves the house.\n`,
    );
    return 0;
  });
}

async function start(path: string, base: string | undefined, seed: number): Promise<number> {
  if (!base)
    throw new UserError(
      { en: "A fine-tune begins from a model of the provider's", zh: "微调须以服务商的某个模型为基础" },
      { en: "Name it: --base MODEL", zh: "请指明：--base 模型" },
    );
  const client = await openFineTune(settingsHere().of(openaiSettings));
  const jsonl = await readFile(path, "utf8");
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort(new Error("interrupted")));
  let last = "";
  const told = (state: string) => {
    if (state !== last) process.stderr.write(`${state}\n`);
    last = state;
  };
  const done = await fineTune(client, { jsonl, base, seed }, told, stop.signal);
  process.stdout.write(`${done.model}\nIt answers once OPENAI_MODEL=${done.model} is set.\n`);
  return 0;
}

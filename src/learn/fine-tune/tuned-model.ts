/** A model that was fine-tuned at a provider, as a folder of the registry: it names the weights, which stay where they were made. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../../errors.ts";
import { type ModelFolder, openModel } from "../../language/model-folder.ts";
import { writeModel } from "../write-model.ts";

/** Tuned models of one task stand in for each other, and for the model that the settings name. */
export const WRITING = "writing";
const FILE = "tuned.json";

const tunedModel = z.object({
  provider: z.literal("openai"),
  /** Where it answers: OPENAI_BASE_URL, "" at OpenAI's own. */
  at: z.string(),
  /** The id that the provider gave it. */
  model: z.string().min(1),
  base: z.string(),
  job: z.string(),
  seed: z.number().int(),
  /** SHA-256, hex, of the set that it was trained on. */
  set: z.string(),
  conversations: z.number().int(),
});

export type TunedModel = z.infer<typeof tunedModel>;

/** Writes it among the candidates; the same job gives the same folder. */
export function recordTuned(
  candidates: string,
  made: Omit<TunedModel, "set" | "conversations">,
  jsonl: string,
): ModelFolder {
  const set = createHash("sha256").update(jsonl).digest("hex");
  const tuned: TunedModel = { ...made, set, conversations: jsonl.trim().split("\n").length };
  const version = createHash("sha256").update(made.job).digest("hex").slice(0, 8);
  const path = join(candidates, `writing-tuned-${version}`);
  const manifest = {
    ...{ name: "writing-tuned", version, task: WRITING, kind: "fine-tune", languages: ["en", "zh"] },
    trainedOn: ["approved answers and corrections of this newsroom"],
    command: `npm run -s copytaster -- fine-tune start SET.jsonl --base ${made.base} --seed ${made.seed}`,
  };
  const files = { [FILE]: `${JSON.stringify(tuned, null, 2)}\n` };
  writeModel(path, manifest, files, { "card.md": cardOf(manifest.name, version, tuned) });
  return openModel(path);
}

/** @throws UserError for a folder that says something else. */
export function readTuned(folder: ModelFolder): TunedModel {
  try {
    return tunedModel.parse(JSON.parse(folder.read(FILE).toString()));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(
      { en: `${folder.label} names no tuned model`, zh: `${folder.label} 未指明微调模型` },
      { en: "Record it anew: `fine-tune start`", zh: "请重新登记：`fine-tune start`" },
      { cause },
    );
  }
}

const cardOf = (name: string, version: string, tuned: TunedModel) => `# ${name}, version ${version}

Writes drafts and summaries in this newsroom's way, in place of ${tuned.base}. The weights are the provider's and stay there; what this folder's hash
holds fast is which model that is, and the set that it was trained on.

| | |
| --- | --- |
| model | \`${tuned.model}\` at ${tuned.at || "OpenAI"} |
| base | \`${tuned.base}\` |
| job | \`${tuned.job}\`, seed ${tuned.seed} |
| data | ${tuned.conversations.toLocaleString("en")} conversations: answers that people approved, and corrections, of those who agreed; e-mails, numbers and handles taken out; SHA-256 of the file \`${tuned.set}\` |

## Figures

What \`models deploy\` measures is kept with the deployment: ROUGE-L against approved answers about stories that were held back from the set, beside
what answered before, in the same run.

## Limits

- The approved answers were written by the models that answered at that time, which favours these over a newcomer.
- ROUGE-L counts words in common. It does not see whether a sentence is true; each reply is held against its source as before.
- Providers change and retire models: the same id need not answer the same for ever.
- Who is behind which word was not looked at: there is no bias report for a provider's model.
`;

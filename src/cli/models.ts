/** `models`: the same as in chat, by whoever owns the machine; here also from folders and files. */
import { writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { learntLines } from "../commands/models/learnt.ts";
import type { DeployOutcome } from "../types.ts";
import { withApp } from "./open.ts";
import { askHouse, print } from "./say.ts";

export interface ModelsOptions {
  force?: boolean;
  reason?: string;
  json?: boolean;
}

/** @returns the exit code: 1 when it could not be done, or a deployment was refused. */
export async function models(
  what: string,
  name: string | undefined,
  other: string | undefined,
  { force, reason, json = false }: ModelsOptions,
): Promise<number> {
  // Paths are for whoever sits at the machine: in chat they would name files of the machine that the bot runs on.
  if (what === "fetch" && name !== undefined && !/^https?:/i.test(name)) return fetchHere(name, json);
  if (what === "export" && name !== undefined) return exportHere(name, other, json);
  if (what === "retrain") return retrain(json);
  const options = Object.entries({ do: what, name, other, force, reason });
  const reply = await askHouse({
    kind: "command",
    text: "",
    files: [],
    command: {
      name: "models",
      options: Object.fromEntries(options.filter((entry): entry is [string, string | true] => !!entry[1])),
    },
  });
  const code = await print(reply, json);
  const refused = what === "deploy" && (reply.data as DeployOutcome | undefined)?.deployed === false;
  return refused ? 1 : code;
}

/** What the weekly job does, now. */
function retrain(json: boolean): Promise<number> {
  return withApp(async (app) => {
    const reports = await app.retrain(new AbortController().signal);
    process.stdout.write(json ? `${JSON.stringify(reports, null, 2)}\n` : `${learntLines(reports, "en")}\n`);
    return reports.some(({ state }) => state === "unable") ? 1 : 0;
  });
}

/** Into a file of this machine: the model's name with .tar, unless another is given. */
function exportHere(name: string, file: string | undefined, json: boolean): Promise<number> {
  return withApp(async (app) => {
    const model = await app.services.models.find(name);
    const path = resolve(file ?? `${model.name}.tar`);
    await writeFile(path, await app.services.models.pack(model));
    process.stdout.write(
      json
        ? `${JSON.stringify({ path, ...model })}\n`
        : `${path}\nElsewhere: copytaster models fetch ${basename(path)}#${model.hash}\n`,
    );
    return 0;
  });
}

function fetchHere(path: string, json: boolean): Promise<number> {
  return withApp(async (app) => {
    const model = await app.services.models.fetch(path, new AbortController().signal);
    process.stdout.write(
      json
        ? `${JSON.stringify(model, null, 2)}\n`
        : `${model.label} is here; it does not answer yet: models deploy ${model.ref}\n`,
    );
    return 0;
  });
}

/** Which models there are: those that come with the program, and those in the data folder. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, UserError } from "../errors.ts";
import { type ModelFolder, openModel } from "../language/model-folder.ts";
import type { KnownModel, Log } from "../types.ts";

export interface FoundModel extends KnownModel {
  folder: ModelFolder;
}

export interface ModelPlaces {
  /** `models/` of the checkout. */
  shipped: string;
  /** `<data folder>/models/` */
  candidates: string;
}

/** Every folder with a readable model.json; one hash once, the shipped one first. Files are not read here. By name, then version. */
export async function findModels(places: ModelPlaces, log: Log): Promise<readonly FoundModel[]> {
  const found = new Map<string, FoundModel>();
  for (const shipped of [true, false])
    for (const path of await foldersIn(shipped ? places.shipped : places.candidates)) {
      const model = await read(path, shipped, log);
      if (model && !found.has(model.hash)) found.set(model.hash, model);
    }
  const all = [...found.values()].sort(
    (a, b) =>
      order(a.task, b.task) ||
      order(a.name, b.name) ||
      Number(b.shipped) - Number(a.shipped) ||
      a.version.localeCompare(b.version, "en", { numeric: true }),
  );
  const names = Map.groupBy(all, (model) => model.name);
  return all.map((model) => ({
    ...model,
    ref: (names.get(model.name)?.length ?? 0) > 1 ? `${model.name}@${model.hash.slice(0, 8)}` : model.name,
  }));
}

async function foldersIn(path: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    // What begins with a dot is being written, or was left by a process that died while it wrote.
    return entries
      .filter((one) => one.isDirectory() && !one.name.startsWith("."))
      .map((one) => join(path, one.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

async function read(path: string, shipped: boolean, log: Log): Promise<FoundModel | undefined> {
  try {
    await stat(join(path, "model.json"));
  } catch {
    return undefined;
  }
  try {
    const folder = openModel(path);
    const { name, version, task, kind, languages, files, trainedOn, command } = folder.manifest;
    const sizes = await Promise.all(
      Object.keys(files).map((file) =>
        stat(join(path, file)).then(
          (one) => one.size,
          () => 0,
        ),
      ),
    );
    return {
      ...{ ref: name, name, version, task, kind, languages, label: folder.label, hash: folder.hash },
      ...{ shipped, live: false, bytes: sizes.reduce((sum, size) => sum + size, 0) },
      ...{ trainedOn, command, folder },
    };
  } catch (error) {
    log.warn({ path, error: messageOf(error) }, "a model folder cannot be read and is left out");
    return undefined;
  }
}

/** By its name, `name@hash` or the beginning of its hash (four digits or more). @throws UserError when none, or several, fit. */
export function pickModel<M extends KnownModel>(models: readonly M[], asked: string): M {
  const wanted = asked.trim().toLowerCase();
  const [name = "", hash = ""] = wanted.split("@");
  const fits = models.filter(
    (one) =>
      one.ref === wanted ||
      one.label.toLowerCase() === wanted ||
      (one.name === name && (hash === "" || one.hash.startsWith(hash))) ||
      (/^[0-9a-f]{4,64}$/.test(wanted) && one.hash.startsWith(wanted)),
  );
  const [only] = fits;
  if (only && fits.length === 1) return only;
  const names = (fits.length > 0 ? fits : models).map((one) => one.ref).join(", ");
  if (only)
    throw new UserError(
      {
        en: `${fits.length} models are called “${asked.slice(0, 80)}”`,
        zh: `有 ${fits.length} 个模型名为“${asked.slice(0, 80)}”`,
      },
      { en: `Name one of: ${names}`, zh: `请指明其一：${names}` },
    );
  throw new UserError(
    { en: `There is no model “${asked.slice(0, 80)}”`, zh: `没有模型“${asked.slice(0, 80)}”` },
    names === ""
      ? { en: "Train one, or `models fetch` it", zh: "请先训练，或用 `models fetch` 获取" }
      : { en: `There are: ${names}`, zh: `现有：${names}` },
  );
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

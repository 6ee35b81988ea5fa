/**
 * Brings a model from elsewhere: a folder, a .tar, the address of either a .tar or a model.json with its files beside it (a web server, an
 * object store, another Copytaster). What comes is counted by its hashes before it stands where models are looked for.
 */

import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { UserError } from "../errors.ts";
import { modelManifest, openModel } from "../language/model-folder.ts";
import type { Fetch } from "../net/fetch.ts";
import { readTar } from "./tar.ts";

export interface BringParts {
  /** `<data folder>/models` */
  candidates: string;
  /** Public addresses only. */
  fetch: Fetch;
  /** For hosts that a setting names: private addresses too. */
  fetchNamed: Fetch;
  hosts: readonly string[];
  /** For these hosts alone. */
  token: string | undefined;
}

/** Weights that we make are far smaller. */
const mostBytes = 64 * 1024 * 1024;
const timeoutMs = 60_000;
const mostFiles = 32;

type Files = ReadonlyMap<string, Uint8Array>;

/**
 * `ADDRESS#hash` takes only the model with this hash (eight digits or more): then whoever holds the server cannot give another one.
 * @returns the folder where it stands now. @throws UserError for what cannot be read, is no model, or differs from its hashes.
 */
export function createBring({ candidates, fetch, fetchNamed, hosts, token }: BringParts) {
  const get = async (url: URL, signal: AbortSignal): Promise<Uint8Array> => {
    const named = hosts.includes(url.host) || hosts.includes(url.hostname);
    const got = await (named ? fetchNamed : fetch)(url.href, {
      signal,
      maxBytes: mostBytes,
      timeoutMs,
      accept: "*/*",
      ...(named && token && { authorization: `Bearer ${token}` }),
    });
    if (named && new URL(got.url).host !== url.host)
      throw refused(url.href, "it leads to another host", "它跳转到了其他主机");
    return got.bytes;
  };

  async function fromAddress(address: string, signal: AbortSignal): Promise<Files> {
    const url = new URL(address);
    if (/\.tar$/.test(url.pathname)) return readTar(await get(url, signal), mostFiles);
    const base = new URL(url);
    if (!base.pathname.endsWith("/model.json"))
      base.pathname = `${base.pathname.replace(/\/$/, "")}/model.json`;
    const manifest = await get(base, signal);
    const files = new Map([["model.json", manifest]]);
    for (const name of namesIn(manifest, address)) {
      const file = new URL(base);
      file.pathname = file.pathname.replace(/model\.json$/, name);
      // Object stores sign each address: the query goes with every file.
      files.set(name, await get(file, signal));
    }
    const card = new URL(base);
    card.pathname = card.pathname.replace(/model\.json$/, "card.md");
    await get(card, signal).then((bytes) => files.set("card.md", bytes), ignoreMissing);
    return files;
  }

  async function fromDisk(path: string): Promise<Files> {
    const found = await stat(path).catch(() => undefined);
    if (!found) throw refused(path, "there is no such folder or file", "没有这个文件夹或文件");
    if (found.isFile()) return readTar(await readFile(path), mostFiles);
    const manifest = await readFile(join(path, "model.json")).catch(() => undefined);
    if (!manifest) throw refused(path, "it holds no model.json", "其中没有 model.json");
    const files = new Map<string, Uint8Array>([["model.json", manifest]]);
    const folder = openModel(path);
    for (const name of Object.keys(folder.manifest.files)) files.set(name, folder.read(name));
    const card = await readFile(join(path, "card.md")).catch(() => undefined);
    if (card) files.set("card.md", card);
    return files;
  }

  return async (address: string, signal: AbortSignal): Promise<string> => {
    const [trimmed = "", wanted = ""] = address.trim().split("#");
    const files = /^https?:\/\//i.test(trimmed)
      ? await fromAddress(trimmed, signal)
      : await fromDisk(resolve(trimmed));
    return keep(candidates, files, trimmed, wanted.toLowerCase());
  };
}

function namesIn(manifest: Uint8Array, address: string): readonly string[] {
  const read = modelManifest.safeParse(jsonOf(manifest));
  if (!read.success)
    throw refused(address, "its model.json is no model's manifest", "其 model.json 不是模型清单");
  const names = Object.keys(read.data.files);
  if (names.length > mostFiles) throw refused(address, "it has too many files", "文件过多");
  return names;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Written beside its place, its hashes counted, and only then moved there. */
async function keep(candidates: string, files: Files, address: string, wanted: string): Promise<string> {
  const manifest = files.get("model.json");
  if (!manifest) throw refused(address, "it holds no model.json", "其中没有 model.json");
  const names = namesIn(manifest, address);
  mkdirSync(candidates, { recursive: true });
  const made = mkdtempSync(join(candidates, ".fetched-"));
  try {
    for (const name of [...names, "model.json", "card.md"]) {
      const bytes = files.get(name);
      if (bytes) writeFileSync(join(made, name), bytes);
    }
    const folder = openModel(made);
    for (const name of names) folder.read(name);
    if (wanted !== "" && !(wanted.length >= 8 && folder.hash.startsWith(wanted)))
      throw refused(address, `its hash is ${folder.hash}`, `其哈希为 ${folder.hash}`);
    const path = join(candidates, `${folder.manifest.name}-${folder.hash.slice(0, 12)}`);
    if (await stat(path).catch(() => undefined)) await rm(path, { recursive: true, force: true });
    renameSync(made, path);
    return path;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

function ignoreMissing(): void {
  // A card is welcome and not needed.
}

function refused(address: string, en: string, zh: string): UserError {
  const name = /^https?:/i.test(address) ? new URL(address).host : basename(address);
  return new UserError(
    { en: `No model can be taken from ${name}: ${en}`, zh: `无法从 ${name} 获取模型：${zh}` },
    {
      en: "Give a model's folder, a .tar of it, or the address of its model.json; MODELS_HOSTS names hosts inside the house",
      zh: "请给出模型文件夹、其 .tar，或 model.json 的网址；内部主机用 MODELS_HOSTS 指明",
    },
  );
}

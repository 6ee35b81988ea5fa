/** A model from elsewhere counts by its hashes, and stands in its place whole or not at all. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openModel } from "../../src/language/model-folder.ts";
import { createBring } from "../../src/learn/fetch-model.ts";
import { readTar, writeTar } from "../../src/learn/tar.ts";
import { createFetch } from "../../src/net/fetch.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { toneModel } from "../fakes/tone-model.ts";

let folder: string;
let candidates: string;
let server: Server;
let base: string;
let host: string;
let model: { path: string; hash: string; label: string };
/** What the server gives, by path. */
let served: Map<string, Uint8Array>;
/** Whoever called it showed this. */
let shown: (string | undefined)[];
const signal = new AbortController().signal;
const outside = createFetch({ allowPrivate: false, log: quietLog });
const inside = createFetch({ allowPrivate: true, log: quietLog });

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "copytaster-fetch-"));
  candidates = join(folder, "candidates");
  model = toneModel(folder, "half", { fine: 1 });
  writeFileSync(join(model.path, "card.md"), "# Half");
  served = new Map();
  shown = [];
  for (const name of readdirSync(model.path))
    served.set(`/half/${name}`, readFileSync(join(model.path, name)));
  server = createServer((request, response) => {
    shown.push(request.headers.authorization);
    const path = new URL(request.url ?? "/", "http://x").pathname;
    if (path === "/away/model.json")
      response.writeHead(302, { location: `${base.replace("127.0.0.1", "localhost")}/half/model.json` });
    else response.statusCode = served.has(path) ? 200 : 404;
    response.end(served.get(path));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  base = `http://${host}`;
});
afterEach(async () => {
  await new Promise((done) => {
    server.close(done);
    server.closeAllConnections();
  });
  rmSync(folder, { recursive: true, force: true });
});

const bring = (hosts: readonly string[] = [host]) =>
  createBring({ candidates, fetch: outside, fetchNamed: inside, hosts, token: "s3cret" });
const tar = () =>
  writeTar(new Map(readdirSync(model.path).map((name) => [name, readFileSync(join(model.path, name))])));

describe("a model from elsewhere", () => {
  it("comes from a folder, a .tar, or an address of either, with its card", async () => {
    writeFileSync(join(folder, "half.tar"), tar());
    served.set("/half.tar", tar());
    for (const from of [
      model.path,
      join(folder, "half.tar"),
      `${base}/half.tar`,
      `${base}/half`,
      `${base}/half/model.json?key=1`,
      `${base}/half#${model.hash.slice(0, 8)}`,
    ]) {
      const path = await bring()(from, signal);
      expect(openModel(path).hash).toBe(model.hash);
      expect(openModel(path).read("words.json").toString()).toBe('{"fine":1}');
      expect(readFileSync(join(path, "card.md"), "utf8")).toBe("# Half");
      expect(readdirSync(candidates)).toEqual([`half-${model.hash.slice(0, 12)}`]);
    }
  });

  it("is refused when a file is not what its manifest names, or the whole is not what was asked for", async () => {
    await expect(bring()(`${base}/half#${"0".repeat(12)}`, signal)).rejects.toThrow(/its hash is/);
    served.set("/half/words.json", Buffer.from('{"fine":-1}'));
    await expect(bring()(`${base}/half`, signal)).rejects.toThrow(/SHA-256 differs/);
    served.delete("/half/words.json");
    await expect(bring()(`${base}/half`, signal)).rejects.toThrow(/404/);
    served.set("/half/model.json", Buffer.from("<html>"));
    await expect(bring()(`${base}/half`, signal)).rejects.toThrow(/no model's manifest/);
    expect(readdirSync(candidates)).toEqual([]);
  });

  it("comes from a private address only where a setting names its host, and leads nowhere else", async () => {
    await expect(bring([])(`${base}/half`, signal)).rejects.toThrow(/public|private/i);
    await expect(bring(["models.example"])(`${base}/half`, signal)).rejects.toThrow(/public|private/i);
    shown = [];
    await expect(bring()(`${base}/away`, signal)).rejects.toThrow(/another host/);
    // The token is for the host that the setting names, not for where that one leads.
    expect(shown).toEqual(["Bearer s3cret", undefined]);
  });

  it("is no nonsense: no folder, no manifest, no tar", async () => {
    for (const from of [join(folder, "nothing"), folder])
      await expect(bring()(from, signal)).rejects.toThrow(/No model can be taken/);
    writeFileSync(join(folder, "x.tar"), "not a tar at all".repeat(100));
    await expect(bring()(join(folder, "x.tar"), signal)).rejects.toThrow(/no \.tar/);
  });
});

describe("a tar", () => {
  it("comes back as it was written, and every cut or changed head is told", () => {
    const file = fc.tuple(fc.stringMatching(/^[a-z][a-z0-9._-]{0,30}$/), fc.uint8Array({ maxLength: 1_500 }));
    fc.assert(
      fc.property(
        fc.uniqueArray(file, { selector: ([name]) => name, minLength: 1, maxLength: 6 }),
        (files) => {
          const written = writeTar(new Map(files));
          expect([...readTar(written, 6)].map(([name, bytes]) => [name, [...bytes]])).toEqual(
            files.map(([name, bytes]) => [name, [...bytes]]),
          );
          const broken = Uint8Array.from(written);
          broken[10] = (broken[10] ?? 0) ^ 1;
          expect(() => readTar(broken, 6)).toThrow(/no \.tar/);
        },
      ),
    );
  });

  it("is one that other programs read and write", () => {
    writeFileSync(join(folder, "ours.tar"), tar());
    mkdirSync(join(folder, "out"));
    execFileSync("tar", ["-xf", join(folder, "ours.tar"), "-C", join(folder, "out")]);
    expect(openModel(join(folder, "out")).hash).toBe(model.hash);
    execFileSync("tar", ["-cf", join(folder, "theirs.tar"), "-C", join(folder, "models"), "half"]);
    expect(
      Buffer.from(readTar(readFileSync(join(folder, "theirs.tar")), 9).get("words.json") ?? []).toString(),
    ).toBe('{"fine":1}');
  });
});

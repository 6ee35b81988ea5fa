/** What the page keeps in the data folder: its token and the files that came by it. */
import { mkdtemp, readdir, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keptToken } from "../../../adapters/web/keys.ts";
import { createUploads } from "../../../adapters/web/uploads.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "copytaster-web-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

describe("the token", () => {
  it("is one, also for processes that start at the same instant, and for its owner's eyes", async () => {
    const tokens = await Promise.all(Array.from({ length: 12 }, () => keptToken(folder)));
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]?.length).toBeGreaterThanOrEqual(32);
    expect(await readdir(folder)).toEqual(["web-token"]);
    expect(await modeOf(join(folder, "web-token"))).toBe(0o600);
  });
});

describe("files", () => {
  it("lie under names that nobody guesses, for their owner's eyes, for seven days", async () => {
    const now = Date.now();
    const uploads = createUploads(folder, () => now);
    const old = await uploads.keep(new File(["old"], "old.txt"));
    const fresh = await uploads.keep(new File(["fresh"], "fresh.txt"));
    const path = (ref: string) => join(folder, "uploads", ref);
    expect(old.ref).toMatch(/^[0-9a-f]{32}$/);
    expect(await modeOf(path(old.ref))).toBe(0o600);
    expect(await modeOf(join(folder, "uploads"))).toBe(0o700);
    const eightDaysAgo = (now - 8 * 24 * 3600 * 1000) / 1000;
    await utimes(path(old.ref), eightDaysAgo, eightDaysAgo);
    await uploads.prune();
    expect(await readdir(join(folder, "uploads"))).toEqual([fresh.ref]);
    await expect(uploads.open(old, 100, AbortSignal.timeout(5_000))).rejects.toThrow(/attach it again/);
    expect(Buffer.from(await uploads.open(fresh, 100, AbortSignal.timeout(5_000))).toString()).toBe("fresh");
  });

  it("may be none", async () => {
    await expect(createUploads(folder, Date.now).prune()).resolves.toBeUndefined();
  });
});

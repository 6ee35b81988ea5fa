/** What every cache must do. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Cache } from "../../src/types.ts";

export interface CacheHarness {
  cache: Cache;
  /** As another newsroom has it on the same server, where there is one. */
  stranger?: Cache;
  close(): Promise<void>;
}

export function cacheContract(title: string, skip: boolean, make: () => Promise<CacheHarness>): void {
  describe.skipIf(skip)(`cache: ${title}`, () => {
    let harness: CacheHarness;
    let cache: Cache;
    const minute = 60_000;
    beforeEach(async () => {
      harness = await make();
      cache = harness.cache;
    });
    afterEach(() => harness.close());

    it("gives back any JSON, and nothing where nothing is", async () => {
      for (const value of [{ a: ["选举 😀 \u0000", 1.5, null, true] }, 0, "", false, []]) {
        await cache.set("desk|key", value, minute);
        expect(await cache.get("desk|key")).toEqual(value);
      }
      expect(await cache.get("desk|other")).toBeUndefined();
    });

    it("forgets a desk with its places, or one place alone, and nobody else", async () => {
      const keys = ["desk|k", "desk|place|k", "desk|place2|k", "desk2|k", "d*sk|k", "desk[1]|k"];
      const kept = async () => {
        const found = await Promise.all(keys.map((key) => cache.get(key)));
        return keys.filter((_, i) => found[i] !== undefined);
      };
      for (const key of keys) await cache.set(key, 1, minute);
      await cache.forget("desk|place");
      expect(await kept()).toEqual(keys.filter((key) => key !== "desk|place|k"));
      await cache.forget("d*sk");
      await cache.forget("desk[1]");
      expect(await kept()).toEqual(["desk|k", "desk|place2|k", "desk2|k"]);
      await cache.forget("desk");
      expect(await kept()).toEqual(["desk2|k"]);
    });

    it("meets no other newsroom's data", async () => {
      if (!harness.stranger) return;
      await cache.set("newsroom|k", "ours", minute);
      expect(await harness.stranger.get("newsroom|k")).toBeUndefined();
      await harness.stranger.forget("newsroom");
      expect(await cache.get("newsroom|k")).toBe("ours");
    });

    it("says what it is, and may be closed twice", async () => {
      expect(await cache.check()).toMatch(/\d/);
      await cache.close();
      await cache.close();
    });
  });
}

import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createRemember, rememberKey, scopeKey } from "../../src/ask/remember.ts";
import { fakeCache, fakeLog } from "../fakes/ask.ts";

const desk = { desk: "d1" };

describe("remember", () => {
  it("works once and remembers, also undefined and null", async () => {
    const remember = createRemember(fakeCache(), fakeLog());
    for (const value of [undefined, null, 0, "", { a: [1] }]) {
      const work = vi.fn(async () => value);
      const inputs = { of: value === undefined ? "undefined" : value };
      expect(await remember("k", "1", inputs, desk, 1000, work)).toEqual({ value, remembered: false });
      expect(await remember("k", "1", inputs, desk, 1000, work)).toEqual({ value, remembered: true });
      expect(work).toHaveBeenCalledTimes(1);
    }
  });

  it("shares one call among equal requests under way", async () => {
    const remember = createRemember(fakeCache(), fakeLog());
    const gate = Promise.withResolvers<number>();
    const work = vi.fn(() => gate.promise);
    const all = [1, 2, 3].map(() => remember("k", "1", { a: 1, b: 2 }, desk, 1000, work));
    gate.resolve(7);
    expect((await Promise.all(all)).map(({ value }) => value)).toEqual([7, 7, 7]);
    expect(work).toHaveBeenCalledTimes(1);
  });

  it("keeps no failure, and passes it to all who shared it", async () => {
    const remember = createRemember(fakeCache(), fakeLog());
    const work = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error("no"))
      .mockResolvedValue("yes");
    const both = await Promise.allSettled([1, 2].map(() => remember("k", "1", 1, desk, 1000, work)));
    expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect((await remember("k", "1", 1, desk, 1000, work)).value).toBe("yes");
  });

  it("does not let the one who began a call take the others with them", async () => {
    const remember = createRemember(fakeCache(), fakeLog());
    const given = new AbortController();
    const begun = Promise.withResolvers<void>();
    const first = remember("k", "1", 1, desk, 1000, () => {
      begun.resolve();
      const { promise, reject } = Promise.withResolvers<string>();
      given.signal.addEventListener("abort", () => reject(given.signal.reason));
      return promise;
    });
    const second = remember("k", "1", 1, desk, 1000, async () => "mine");
    await begun.promise;
    given.abort();
    await expect(first).rejects.toMatchObject({ name: "AbortError" });
    expect((await second).value).toBe("mine");
  });

  it("takes a broken cache as a miss, and says so once", async () => {
    const log = fakeLog();
    const broken = {
      ...fakeCache(),
      get: () => Promise.reject(new Error("down")),
      set: () => Promise.reject(new Error("down")),
    };
    const remember = createRemember(broken, log);
    expect((await remember("k", "1", 1, desk, 1000, async () => 1)).value).toBe(1);
    expect((await remember("k", "1", 2, desk, 1000, async () => 2)).value).toBe(2);
    expect(log.lines.filter(({ level }) => level === "warn")).toHaveLength(1);
  });

  it("takes what it did not write as a miss", async () => {
    const cache = fakeCache();
    await cache.set(rememberKey("k", "1", 1, desk), "garbage", 1000);
    expect((await createRemember(cache, fakeLog())("k", "1", 1, desk, 1000, async () => "good")).value).toBe(
      "good",
    );
  });

  it("never answers one desk or private place with what another asked", async () => {
    const remember = createRemember(fakeCache(), fakeLog());
    const scopes = [
      { desk: "a" },
      { desk: "b" },
      { desk: "a", place: "p" },
      { desk: "a|p" },
      { desk: "a", place: "q" },
    ];
    for (const [index, scope] of scopes.entries())
      expect(await remember("k", "1", 1, scope, 1000, async () => index)).toEqual({
        value: index,
        remembered: false,
      });
  });

  it("can be forgotten by desk and by place", async () => {
    const cache = fakeCache();
    const remember = createRemember(cache, fakeLog());
    for (const scope of [{ desk: "a" }, { desk: "a", place: "p" }, { desk: "ab" }])
      await remember("k", "1", 1, scope, 1000, async () => 1);
    await cache.forget(scopeKey({ desk: "a", place: "p" }));
    expect(cache.rows.size).toBe(2);
    await cache.forget(scopeKey({ desk: "a" }));
    expect([...cache.rows.keys()].every((key) => key.startsWith("ab|"))).toBe(true);
  });

  it("makes one key of equal inputs, whatever the order of their members, and another of others", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (inputs, other) => {
        const turned = Object.fromEntries(Object.entries(inputs).reverse());
        const key = rememberKey("k", "1", inputs, desk);
        expect(rememberKey("k", "1", turned, desk)).toBe(key);
        expect(rememberKey("k", "2", inputs, desk)).not.toBe(key);
        expect(rememberKey("k", "1", { inputs, other }, desk)).not.toBe(key);
      }),
    );
  });
});

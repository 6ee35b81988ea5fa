import { expect, test } from "vitest";
import { createPlaces } from "../../src/news/places.ts";

test("so many at once, in the order in which they came, and one that fails makes room too", async () => {
  const places = createPlaces(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3, 4].map((n) =>
    places(async () => {
      begun.push(n);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (n === 0) throw new Error("broken");
      return n;
    }).catch((error: Error) => error.message),
  );
  for (let n = 0; n < 5; n++) {
    await expect.poll(() => begun.length).toBe(Math.min(5, n + 2));
    ends[n]?.();
  }
  expect(await Promise.all(all)).toEqual(["broken", 1, 2, 3, 4]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { throttle } from "../../../adapters/discord/throttle.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("writes at most once a second, the newest word", async () => {
  const written: [number, string][] = [];
  const began = Date.now();
  const told = throttle<string>(
    async (text) => void written.push([Date.now() - began, text]),
    () => {},
  );
  for (let n = 0; n < 30; n++) {
    told.push(`word ${n}`);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(written).toEqual([
    [250, "word 2"],
    [1250, "word 12"],
    [2250, "word 22"],
  ]);
});

it("writes nothing where the answer is quicker, and nothing behind the answer", async () => {
  const written: string[] = [];
  const told = throttle<string>(
    async (text) => void written.push(text),
    () => {},
  );
  told.push("status");
  await vi.advanceTimersByTimeAsync(200);
  await told.finish();
  told.push("late");
  await vi.advanceTimersByTimeAsync(5000);
  expect(written).toEqual([]);
});

it("waits for a write that is under way, and survives one that fails", async () => {
  const failures: unknown[] = [];
  const written: string[] = [];
  const told = throttle<string>(
    async (text) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      if (text === "one") throw new Error("refused");
      written.push(text);
    },
    (error) => failures.push(error),
  );
  told.push("one");
  await vi.advanceTimersByTimeAsync(700);
  expect(failures).toHaveLength(1);
  told.push("two");
  await vi.advanceTimersByTimeAsync(600);
  const finished = told.finish();
  await vi.advanceTimersByTimeAsync(400);
  await finished;
  expect(written).toEqual(["two"]);
});

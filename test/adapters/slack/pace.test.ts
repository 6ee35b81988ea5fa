import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { paced } from "../../../adapters/slack/pace.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("shows the newest only, at most once in its time, and nothing for what is over at once", async () => {
  const shown: [number, number][] = [];
  const start = Date.now();
  const pacer = paced<number>(async (value) => void shown.push([Date.now() - start, value]), 250, 1000);
  for (let n = 1; n <= 300; n++) {
    pacer.push(n);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(shown.map(([at]) => at)).toEqual([250, 1250, 2250]);
  expect(shown.map(([, value]) => value)).toEqual([25, 125, 225]);
  await vi.advanceTimersByTimeAsync(5000);
  expect(shown.at(-1)?.[1]).toBe(300);
  expect(shown).toHaveLength(4);
});

it("waits at its end for what is being sent, and sends nothing behind it", async () => {
  const events: string[] = [];
  const pacer = paced<string>(
    async (value) => {
      await new Promise((resolve) => setTimeout(resolve, 500));
      events.push(value);
    },
    0,
    1000,
  );
  pacer.push("one");
  await vi.advanceTimersByTimeAsync(10);
  pacer.push("two");
  const stopped = pacer.stop().then(() => events.push("stopped"));
  await vi.advanceTimersByTimeAsync(5000);
  await stopped;
  expect(events).toEqual(["one", "stopped"]);
});

/** What a young desk is told to be a burst. */
import { expect, it } from "vitest";
import { beyondOrdinary } from "../../../src/news/trends/measure.ts";

const steps = [{ stories: 7 }, { stories: 8 }];

it.each([
  ["quillbrook", 4, true],
  // "police" is said in every thirteenth story anywhere: in ten of fifteen it is a matter of its own.
  ["polic", 10, true],
  ["polic", 4, false],
  // "people" is in every seventh, and never one.
  ["peopl", 10, false],
  ["peopl", 15, false],
])("%s in %i of fifteen stories: %s", (term, count, told) => {
  expect(beyondOrdinary({ term, began: 0, at: 1, count }, steps)).toBe(told);
});

import { expect, it } from "vitest";
import { subjectOf } from "../../src/commands/subject.ts";

it.each([
  ["about ferry", "ferry"],
  ["About the ferry strike", "ferry strike"],
  ["of this dam", "dam"],
  ["关于大坝", "大坝"],
  ["ferry strike", "ferry strike"],
  ["offshore wind", "offshore wind"],
  ["ontario", "ontario"],
  ["about", "about"],
  [" the thread ", "the thread"],
])("%s is about %s", (typed, subject) => {
  expect(subjectOf(typed)).toBe(subject);
});

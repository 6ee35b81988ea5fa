/** The buttons of a correction: few answers as they are, many so that one finds one's own. */
import { expect, it } from "vitest";
import { labelButtons } from "../../src/commands/learn/finding.ts";
import { IPTC } from "../../src/language/topics/iptc.ts";
import type { Finding, TaskState, Words } from "../../src/types.ts";

const state = (labels: Readonly<Record<string, Words>>): TaskState => ({
  ...{ task: "topics", learnsAs: "topics", about: { en: "a", zh: "b" }, live: "m", models: [], labels },
});
const finding = (answer: string): Finding => ({
  ...{ task: "topics", text: "t", language: "en", answer, confidence: 0.2, model: "m" },
});
const words = (text: string): Words => ({ en: text, zh: text });

it("three answers keep their order", () => {
  const three = { positive: words("positive"), neutral: words("neutral"), negative: words("negative") };
  const buttons = labelButtons(finding("negative"), state(three), "en");
  expect(buttons.map(({ label }) => label)).toEqual(["positive", "neutral", "negative"]);
});

it.each(["en", "zh"] as const)(
  "of many the model's own stands first, the rest by the alphabet, none last (%s)",
  (language) => {
    const answer = "medtop:15000000";
    const [first, ...rest] = labelButtons(
      finding(answer),
      state({ none: { en: "about nothing", zh: "啊，都不是" }, ...IPTC }),
      language,
    ).map(({ label }) => label);
    expect(first).toBe(IPTC[answer]?.[language]);
    const last = rest.pop();
    expect(last).toMatch(/about nothing|都不是/);
    expect(rest).toEqual(rest.toSorted(new Intl.Collator(language).compare));
  },
);

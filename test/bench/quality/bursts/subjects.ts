/** The same half year by whole subjects and tones, as the shipped models label each story: all that is told, for whoever reads the rows. */
import { createTextTools } from "../../../../src/language/index.ts";
import { findBursts } from "../../../../src/news/trends/find.ts";
import { createLabels } from "../../../../src/news/trends/labels.ts";
import type { Run } from "../frame.ts";

const dayMs = 86_400_000;
const learnt = 28;

/** No figure: nobody has said on which days a subject burst. */
export async function subjects(
  run: Run,
  set: string,
  rows: readonly { date: string; text: string }[],
): Promise<void> {
  const labels = createLabels(createTextTools());
  const first = Math.min(...rows.map(({ date }) => Date.parse(date)));
  const last = Math.max(...rows.map(({ date }) => Date.parse(date)));
  const steps = Array.from({ length: (last - first) / dayMs + 1 }, () => ({
    stories: 0,
    terms: new Map<string, number>(),
  }));
  for (const { date, text } of rows) {
    const step = steps[(Date.parse(date) - first) / dayMs];
    if (!step) continue;
    step.stories++;
    for (const label of labels.of({ title: "", text, language: "en" }))
      step.terms.set(label, (step.terms.get(label) ?? 0) + 1);
  }
  const place = (new Date(first).getUTCDay() + 6) % 7;
  const dayOf = (step: number) => new Date(first + step * dayMs).toISOString().slice(0, 10);
  for (const found of await findBursts({ steps, place, stepsADay: 1, from: learnt, least: 6 }))
    run.predict({
      set: `${set}_subjects`,
      id: `${dayOf(found.at)} ${found.term}`,
      gold: null,
      predicted: {
        ...{ began: dayOf(found.began), until: dayOf(found.until), count: found.count, p: found.p },
        expected: Math.round(found.expected * 10) / 10,
      },
      score: found.sure,
    });
}

/** Labels against headlines: do five phrases of a story's text say what its headline says? No gold, but nobody's own either. */
import { words } from "../../../../src/language/index.ts";
import { lexeme } from "../../../../src/language/words.ts";
import type { KeywordFinder } from "../baselines/keywords.ts";
import { readRows } from "../data.ts";
import type { Run } from "../frame.ts";
import { meanRow } from "../scored.ts";

const SET = "events_fulltext";
const FIVE = 5;
/** UTF-16: what a headline says stands in the text's beginning. */
const OPENING = 5_000;
/** Words of a headline, stop words aside, and characters of a text; with less there is nothing to judge. */
const SHORTEST_HEADLINE = 3;
const SHORTEST_TEXT = 500;

/** Precision: of the labels, whose words all stand in the headline. Recall: of the headline's words, that a label holds. By stems. */
export function headlines(run: Run, systems: Readonly<Record<string, KeywordFinder>>): void {
  const rows = readRows<{ id: string; title: string; text: string }>(run, SET, `clustering/${SET}`, false);
  if (!rows) return;
  const began = performance.now();
  const empty = (): Record<string, number[]> =>
    Object.fromEntries(Object.keys(systems).map((name) => [name, []]));
  const [precision, recall] = [empty(), empty()];
  rows.forEach(({ id, title, text }, i) => {
    const body = text.replace(title, "").trim().slice(0, OPENING);
    const head = new Set(stemsOf(title));
    run.progress(SET, i + 1, rows.length);
    if (head.size < SHORTEST_HEADLINE || body.length < SHORTEST_TEXT) return;
    for (const [name, finder] of Object.entries(systems)) {
      const labels = finder(body).slice(0, FIVE);
      const stems = labels.map(stemsOf);
      const inHead = stems.filter((one) => one.length > 0 && one.every((stem) => head.has(stem)));
      const held = new Set(stems.flat());
      precision[name]?.push(inHead.length / FIVE);
      const covered = [...head].filter((stem) => held.has(stem)).length / head.size;
      recall[name]?.push(covered);
      if (name === "ours") run.predict({ set: SET, id, gold: title, predicted: labels, score: covered });
    }
  });
  const seconds = (performance.now() - began) / 1000;
  for (const [metric, of] of [["precision", precision] as const, ["recall", recall] as const]) {
    const { ours = [], ...baselines } = of;
    if (ours.length > 0) meanRow(run, SET, metric, ours, baselines, seconds, Object.keys(baselines));
  }
}

function stemsOf(text: string): string[] {
  return words(text)
    .map((word) => lexeme(word.text))
    .filter(({ stop }) => !stop)
    .map(({ stem }) => stem);
}

/** Phrases that people of the newsroom marked in a text: “a key phrase”, “none”. Of the text's other phrases nothing is known. */
import { OUTPUTS, slotsOf } from "../../language/keywords/boundaries.ts";
import { candidatesOf } from "../../language/keywords/candidates.ts";
import { tokensOf } from "../../language/keywords/tokens.ts";
import { sentences } from "../../language/sentences.ts";
import type { LabelledExample } from "../recipe.ts";
import type { Example } from "./examples.ts";

const MOST_TOKENS = 20_000;

type Mark = { start: number; end: number; wanted: 0 | 1 };

/**
 * One for each text in one language. A mark that is no phrase by our reading (it begins with a stop word, or a comma cuts it) teaches nothing.
 * Chinese is learnt sentence by sentence, as it is asked.
 */
export function markedExamples(examples: readonly LabelledExample[], language: "en" | "zh"): Example[] {
  const texts = new Map<string, Mark[]>();
  for (const one of examples) {
    const { start, end, label } = one;
    if (one.language !== language || start === undefined || end === undefined) continue;
    const whole = { start: 0, end: one.text.length, text: one.text };
    const span =
      language === "zh" ? sentences(one.text).find((each) => each.start <= start && end <= each.end) : whole;
    if (!span) continue;
    const marks = texts.get(span.text) ?? [];
    texts.set(span.text, marks);
    marks.push({ start: start - span.start, end: end - span.start, wanted: label === "keyword" ? 1 : 0 });
  }
  return [...texts].flatMap(([text, marks]) => exampleOf(text, marks) ?? []);
}

function exampleOf(text: string, marks: readonly Mark[]): Example | undefined {
  const tokens = tokensOf(text, MOST_TOKENS);
  const { list } = tokens;
  const candidates = candidatesOf(tokens);
  const wanted = new Uint8Array(candidates.list.length);
  const labels = new Uint8Array(list.length * OUTPUTS);
  const known = { candidates: new Uint8Array(wanted.length), tokens: new Uint8Array(list.length) };
  candidates.list.forEach(({ size, starts }, i) => {
    const mark = marks.find(({ start, end }) =>
      starts.some((at) => list[at]?.start === start && list[at + size - 1]?.end === end),
    );
    if (!mark) return;
    known.candidates[i] = 1;
    wanted[i] = mark.wanted;
    for (const start of starts) {
      const last = start + size - 1;
      for (let token = start; token <= last; token++) {
        known.tokens[token] = 1;
        labels[token * OUTPUTS + 2] = mark.wanted;
      }
      labels[start * OUTPUTS] = mark.wanted;
      labels[last * OUTPUTS + 1] = mark.wanted;
    }
  });
  return known.candidates.includes(1)
    ? { text, tokens, candidates, wanted, slots: slotsOf(list), labels, known }
    : undefined;
}

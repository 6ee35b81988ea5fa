/** How a text speaks of each of those mentioned in it. */
import type { ReadAs, Span, Towards } from "../../types.ts";
import { language } from "../language.ts";
import { sentences } from "../sentences.ts";
import type { SentimentModels } from "./models.ts";
import { languageWithin, wayOf } from "./ways.ts";

/** English by the model of targets; other languages by the sentence that the mention stands in, which is less sure. */
export function towards(
  text: string,
  mentions: readonly { start: number; end: number }[],
  as: ReadAs,
  models: SentimentModels,
): Towards[] {
  if (mentions.length === 0) return [];
  const { domain = "news" } = as;
  const whole = as.language ?? language(text);
  const spans = sentences(text);
  return mentions.flatMap(({ start, end }): Towards[] => {
    const span = sentenceOf(spans, start);
    if (!span || end > span.end || start >= end) return [];
    const found = { start, end, text: text.slice(start, end), sentence: span };
    const spoken = languageWithin(span.text, whole);
    if (spoken === "en") {
      const scorer = models.targets();
      const { score, label, confidence } = scorer.towards(span.text, start - span.start, end - span.start);
      return [{ ...found, score, label, confidence, basis: "model", model: scorer.model }];
    }
    const way = wayOf(spoken, domain, models);
    return [
      { ...found, ...way.judge(way.plain(span.text)), basis: "sentence", model: way.models.join(" + ") },
    ];
  });
}

/** By halving: a long text has thousands of sentences. */
function sentenceOf(spans: readonly Span[], at: number): Span | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle];
    if (!span) return undefined;
    if (at < span.start) high = middle - 1;
    else if (at >= span.end) low = middle + 1;
    else return span;
  }
  return undefined;
}

/** A plain averaged perceptron (Collins 2002) that tags from left to right: words, shapes and affixes of a token and its neighbours, nothing known beforehand. */
import { spansOfTags } from "../../../../src/language/names/labels.ts";
import { random } from "../../../../src/learn/metrics/bootstrap.ts";
import type { Finder, Tagged } from "./names.ts";

const TAGS = ["O", "I-PER", "I-ORG", "I-LOC", "I-MISC"] as const;
const EPOCHS = 8;

function features(tokens: readonly string[], i: number, before: string): string[] {
  const word = tokens[i] ?? "";
  const lower = word.toLowerCase();
  const shape = (text: string): string =>
    text
      .replace(/\p{Lu}+/gu, "X")
      .replace(/\p{Ll}+/gu, "x")
      .replace(/\d+/g, "d");
  const at = (offset: number): string => tokens[i + offset]?.toLowerCase() ?? "-";
  return [
    "bias",
    `w ${lower}`,
    `p3 ${lower.slice(0, 3)}`,
    `s3 ${lower.slice(-3)}`,
    `s2 ${lower.slice(-2)}`,
    `shape ${shape(word)}`,
    `first ${i === 0} ${shape(word)}`,
    `-1 ${at(-1)}`,
    `-2 ${at(-2)}`,
    `+1 ${at(1)}`,
    `+2 ${at(2)}`,
    `shape-1 ${shape(tokens[i - 1] ?? "-")}`,
    `shape+1 ${shape(tokens[i + 1] ?? "-")}`,
    `tag ${before}`,
    `tag+w ${before} ${lower}`,
    `tag+shape ${before} ${shape(word)}`,
  ];
}

export function perceptronFinder(rows: readonly Tagged[], seed: number): Finder {
  const weights = new Map<string, Float64Array>();
  const totals = new Map<string, Float64Array>();
  let step = 0;
  const scores = (list: readonly string[], table: ReadonlyMap<string, Float64Array>): number => {
    const sums = new Float64Array(TAGS.length);
    for (const feature of list)
      table.get(feature)?.forEach((weight, y) => {
        sums[y] = (sums[y] ?? 0) + weight;
      });
    return sums.indexOf(Math.max(...sums));
  };
  const change = (list: readonly string[], y: number, by: number): void => {
    for (const feature of list)
      for (const [table, amount] of [
        [weights, by],
        [totals, by * step],
      ] as const) {
        const row = table.get(feature) ?? new Float64Array(TAGS.length);
        row[y] = (row[y] ?? 0) + amount;
        table.set(feature, row);
      }
  };
  const next = random(seed);
  const order = rows.map((_, i) => i);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (const at of order) {
      const row = rows[at];
      let before = "-";
      row?.tokens.forEach((_, i) => {
        step++;
        const list = features(row.tokens, i, before);
        const guess = scores(list, weights);
        const right = TAGS.indexOf((row.tags[i] ?? "O").replace("B-", "I-") as (typeof TAGS)[number]);
        if (guess !== right) {
          change(list, right, 1);
          change(list, guess, -1);
        }
        before = TAGS[guess] ?? "O";
      });
    }
  }
  const averaged = new Map(
    [...weights].map(([feature, row]) => [
      feature,
      row.map((weight, y) => weight - (totals.get(feature)?.[y] ?? 0) / Math.max(1, step)),
    ]),
  );
  return (tokens) => {
    const tags: string[] = [];
    let before = "-";
    tokens.forEach((_, i) => {
      before = TAGS[scores(features(tokens, i, before), averaged)] ?? "O";
      tags.push(before);
    });
    return spansOfTags(tags);
  };
}

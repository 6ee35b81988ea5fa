/** The charts' own words, in both languages. */
import type { Language, Words } from "../types.ts";

const all = {
  sample: { en: "Sample data, not news", zh: "示例数据，非真实新闻" },
  source: { en: "Source: {source}", zh: "来源：{source}" },
  empty: { en: "No data in this window", zh: "此时段没有数据" },
  expected: { en: "usual range", zh: "通常范围" },
  forecast: { en: "forecast", zh: "预测" },
  burst: { en: "stands out", zh: "异常增多" },
  others: { en: "others", zh: "其他" },
  confidence: { en: "How sure the model is", zh: "模型的把握" },
  accuracy: { en: "How often it is right", zh: "实际正确率" },
  perfect: { en: "perfectly calibrated", zh: "完全校准" },
  truth: { en: "Truth", zh: "真实" },
  predicted: { en: "Predicted", zh: "预测" },
  time: { en: "Time", zh: "时间" },
  low: { en: "Usual, from", zh: "通常下限" },
  high: { en: "Usual, to", zh: "通常上限" },
  middle: { en: "Expected", zh: "预期" },
  name: { en: "Name", zh: "名称" },
  count: { en: "Count", zh: "数量" },
  interval: { en: "Interval", zh: "区间" },
  with: { en: "Most often with", zh: "最常共现" },
  kind: { en: "Kind", zh: "类别" },
} satisfies Record<string, Words>;

export type ChartWord = keyof typeof all;

export function word(
  language: Language,
  key: ChartWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return all[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** One chart of every kind, in both languages; numbers of a small generator with a seed. */
import type { Chart, Language } from "../../src/types.ts";

export const hour = 3_600_000;
export const day = 24 * hour;
export const begin = Date.UTC(2026, 2, 3);

const frame = (language: Language, en: string, zh: string) => ({
  title: language === "en" ? en : zh,
  source: language === "en" ? "3,120 stories from 14 sources" : "来自14个来源的3120篇报道",
  language,
  zone: language === "en" ? "Europe/London" : "Asia/Shanghai",
});

function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const bump: Readonly<Record<number, number>> = { 110: 9, 111: 14, 112: 17, 113: 12, 114: 8 };
const wave = (n: number) => 2 + 1.5 * Math.sin(((n % 24) / 24) * 2 * Math.PI - 1.5);

export function samples(language: Language): Readonly<Record<Chart["kind"], Chart>> {
  const en = language === "en";
  const roll = dice(7);
  const names = en
    ? ["harbour bridge", "ferry", "city council", "budget", "weather"]
    : ["港口大桥", "渡轮", "市议会", "预算", "天气"];
  const series = names.map((name, k) => ({
    name,
    points: Array.from({ length: 30 }, (_, n) => ({
      at: begin + n * day,
      value: Math.round((12 - 2 * k) * (1 + 0.4 * Math.sin(n / 4 + k)) + 6 * roll()),
    })),
  }));
  const unit = en ? "stories" : "篇";
  return {
    time: {
      kind: "time",
      ...frame(language, "Mentions of harbour bridge per hour", "“港口大桥”每小时提及次数"),
      sample: true,
      unit: en ? "mentions" : "提及",
      step: "hour",
      points: Array.from({ length: 168 }, (_, n) => ({
        at: begin + n * hour,
        value: n === 50 ? Number.NaN : (bump[n] ?? Math.max(0, Math.round(wave(n) + 3 * (roll() - 0.5)))),
      })),
      expected: Array.from({ length: 180 }, (_, n) => ({
        ...{ at: begin + n * hour, low: 0, middle: wave(n), high: wave(n) + 3 },
      })),
      bursts: [
        { from: begin + 110 * hour, to: begin + 114 * hour, label: en ? "evacuation, dam" : "疏散、大坝" },
      ],
    },
    compare: {
      kind: "compare",
      ...frame(language, "Five subjects, stories per day", "五个话题的每日报道数"),
      ...{ unit, step: "day", series },
    },
    bars: {
      kind: "bars",
      ...frame(language, "Tone towards each name", "对各方的情感倾向"),
      unit: en ? "score" : "得分",
      range: [-1, 1],
      bars: names.map((label, n) => ({
        ...{ label, value: 0.62 - 0.33 * n, low: 0.5 - 0.33 * n, high: 0.7 - 0.33 * n, mark: n === 1 },
      })),
    },
    shares: {
      kind: "shares",
      ...frame(language, "What we wrote about", "报道主题构成"),
      ...{ unit, step: "day", series },
    },
    reliability: {
      kind: "reliability",
      ...frame(language, "Sentiment: how sure, how right", "情感：把握与正确率"),
      bins: Array.from({ length: 10 }, (_, n) => ({
        ...{ confidence: (n + 0.5) / 10, accuracy: Math.min(1, (n + 0.5) / 10 + 0.03), count: 20 + 10 * n },
        ...{ low: Math.max(0, n / 10 - 0.04), high: Math.min(1, n / 10 + 0.16) },
      })),
      ece: 0.03,
    },
    confusion: {
      kind: "confusion",
      ...frame(language, "Sentiment: what is taken for what", "情感：混淆矩阵"),
      labels: en ? ["negative", "neutral", "positive"] : ["负面", "中性", "正面"],
      counts: [
        [812, 120, 30],
        [140, 900, 210],
        [25, 160, 1203],
      ],
    },
    network: {
      kind: "network",
      ...frame(language, "Who is named with whom", "人物与机构共现"),
      unit,
      nodes: names.map((name, n) => ({
        ...{ id: `n${n}`, name, weight: 20 - 3 * n },
        group: (en ? ["thing", "body"] : ["事物", "机构"])[n % 2] ?? "",
      })),
      links: [
        { a: "n0", b: "n1", weight: 9 },
        { a: "n1", b: "n2", weight: 4 },
        { a: "n0", b: "n3", weight: 2 },
        { a: "n4", b: "n0", weight: 1 },
      ],
    },
  };
}

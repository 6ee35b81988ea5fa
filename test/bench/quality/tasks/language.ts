/** Language identification: paragraphs of the Universal Declaration in 64 versions, whole and cut short, and headlines of news. */
import { detect } from "tinyld";
import { countNgrams, readCounts } from "../../../../src/language/identify/counts.ts";
import { readFastText } from "../../../../src/language/identify/fasttext.ts";
import { createIdentify, type Identify } from "../../../../src/language/identify/identify.ts";
import { identifyLanguage, LANGUAGE_FILES } from "../../../../src/language/language.ts";
import { openModel } from "../../../../src/language/model-folder.ts";
import { interval } from "../../../../src/learn/metrics/bootstrap.ts";
import { macroF1 } from "../../../../src/learn/metrics/classification.ts";
import { LEAST_SEEN } from "../../../../src/learn/recipes/language.ts";
import { readRows } from "../data.ts";
import { atLeast, notBelow, type Run, type Task } from "../frame.ts";
import { meanRow } from "../scored.ts";

const MODEL = new URL("../../../../models/language-id", import.meta.url).pathname;
const FOLDS = 5;

interface Paragraph {
  lang: string;
  text: string;
}

type Detect = (text: string) => string;

/** Variants of one language count as one, for no peer tells them apart; Norwegian without more is Bokmål. */
const primary = (tag: string): string => {
  const bare = tag.replace(/-.*/, "");
  return bare === "no" ? "nb" : bare === "yue" || bare === "wuu" ? "zh" : bare;
};

/** The first characters, never half of one. */
const head = (text: string, characters: number): string => [...text].slice(0, characters).join("");

const CUTS: readonly (readonly [
  set: string,
  keep: (text: string) => boolean,
  cut: (text: string) => string,
])[] = [
  ["udhr", () => true, (text) => text],
  ["udhr_40_or_more", (text) => text.length >= 40, (text) => text],
  ["udhr_first_40", () => true, (text) => head(text, 40)],
  ["udhr_first_20", () => true, (text) => head(text, 20)],
];

const HEADLINES: readonly (readonly [
  set: string,
  file: string,
  field: "text" | "title",
  language: string,
])[] = [
  ["headlines_en", "headlines/clickbait", "text", "en"],
  ["headlines_en_uci", "clustering/uci_headline_stories", "title", "en"],
  ["headlines_zh", "topic/zh_thucnews_titles", "text", "zh"],
  ["headlines_zh_toutiao", "topic/zh_toutiao_titles", "text", "zh"],
];
const MOST_HEADLINES = 3_000;

export const language: Task = {
  name: "language",
  about: "which language a text is in, beside lid.176 and tinyld",
  gates: [
    ...CUTS.map(([set]) => notBelow(set, "accuracy", ["lid176", "tinyld"])),
    ...HEADLINES.map(([set]) => notBelow(set, "accuracy", ["lid176", "tinyld"])),
    atLeast("udhr_40_or_more", "accuracy", 0.97),
    atLeast("chinese_script", "accuracy", 0.97),
    notBelow("speed", "perSecond", ["tinyld"]),
  ],
  async run(run) {
    const fastText = readFastText(openModel(MODEL).read(LANGUAGE_FILES.fastText));
    const lid176: Detect = (text) => {
      const scores = fastText.logProbabilities(text.replace(/\s+/g, " "));
      if (!scores) return "und";
      let best = 0;
      for (let i = 1; i < scores.length; i++) if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i;
      return fastText.labels[best] ?? "und";
    };
    const peers: Record<string, Detect> = { lid176, tinyld: (text) => detect(text) || "und" };
    const paragraphs = readRows<Paragraph>(run, "udhr", "language/udhr");
    if (paragraphs) {
      const judges = run.development
        ? crossValidated(paragraphs, fastText)
        : paragraphs.map(() => identifyLanguage as Identify);
      for (const [set, keep, cut] of CUTS) declared(run, set, paragraphs, judges, peers, keep, cut);
      chineseScript(run, paragraphs, judges);
      speed(run, paragraphs, peers);
    }
    for (const [set, file, field, gold] of HEADLINES) headlines(run, set, file, field, gold, peers);
  },
};

/** A judge for each row that has counted neither the row, nor its neighbours in the fold, nor a text like it anywhere. */
function crossValidated(
  rows: readonly Paragraph[],
  fastText: ReturnType<typeof readFastText>,
): readonly Identify[] {
  const of = new Map<string, number>();
  for (const { lang } of rows) of.set(lang, (of.get(lang) ?? 0) + 1);
  const seen = new Map<string, number>();
  const folds = rows.map(({ lang }) => {
    const at = seen.get(lang) ?? 0;
    seen.set(lang, at + 1);
    return Math.floor((at * FOLDS) / (of.get(lang) ?? 1));
  });
  const judges = Array.from({ length: FOLDS }, (_, fold) => {
    const held = new Set(rows.filter((_, i) => folds[i] === fold).map(({ text }) => text));
    const others = rows.filter(({ text }, i) => folds[i] !== fold && !held.has(text));
    const counts = countNgrams(
      others.map(({ lang, text }) => ({ language: lang.replace(/-.*/, ""), text })),
      LEAST_SEEN,
    );
    return createIdentify(fastText, readCounts(counts));
  });
  return folds.map((fold) => judges[fold] as Identify);
}

function declared(
  run: Run,
  set: string,
  rows: readonly Paragraph[],
  judges: readonly Identify[],
  peers: Readonly<Record<string, Detect>>,
  keep: (text: string) => boolean,
  cut: (text: string) => string,
): void {
  const began = performance.now();
  const gold: string[] = [];
  const ours: string[] = [];
  const theirs = Object.fromEntries(Object.keys(peers).map((name) => [name, [] as string[]]));
  rows.forEach(({ lang, text }, i) => {
    if (!keep(text)) return;
    const shown = cut(text);
    const { tag, confidence } = judges[i]?.(shown) ?? { tag: "und", confidence: 0 };
    gold.push(primary(lang));
    ours.push(primary(tag));
    for (const [name, peer] of Object.entries(peers)) theirs[name]?.push(primary(peer(shown)));
    run.predict({ set, id: String(i), gold: primary(lang), predicted: primary(tag), score: confidence });
    if (i % 100 === 0) run.progress(set, i, rows.length);
  });
  const right = (predicted: readonly string[]) => predicted.map((tag, i) => (tag === gold[i] ? 1 : 0));
  const seconds = (performance.now() - began) / 1000;
  const names = Object.keys(peers);
  meanRow(
    run,
    set,
    "accuracy",
    right(ours),
    Object.fromEntries(names.map((name) => [name, right(theirs[name] ?? [])])),
    seconds,
    names,
  );
  const at = (list: readonly string[], places: readonly number[]) => places.map((place) => list[place] ?? "");
  run.row({
    set,
    n: gold.length,
    metric: "macroF1",
    value: macroF1(gold, ours),
    ci: interval(gold.length, (drawn) => macroF1(at(gold, [...drawn]), at(ours, [...drawn])), run.seed, 200),
    baselines: Object.fromEntries(names.map((name) => [name, macroF1(gold, theirs[name] ?? [])])),
    seconds,
  });
}

/** Simplified and traditional told apart; a text without a character that tells is wrong here. */
function chineseScript(run: Run, rows: readonly Paragraph[], judges: readonly Identify[]): void {
  const began = performance.now();
  const right = rows.flatMap(({ lang, text }, i) => {
    if (primary(lang) !== "zh") return [];
    return [judges[i]?.(text).tag === (lang === "zh" ? "zh-Hans" : lang) ? 1 : 0];
  });
  if (right.length > 0)
    meanRow(run, "chinese_script", "accuracy", right, {}, (performance.now() - began) / 1000);
}

function headlines(
  run: Run,
  set: string,
  file: string,
  field: "text" | "title",
  gold: string,
  peers: Readonly<Record<string, Detect>>,
): void {
  const rows = readRows<{ text?: string; title?: string; clickbait?: unknown }>(run, set, file, false);
  if (!rows) return;
  const texts = rows.map((row) => row[field] ?? "").filter((text) => text.trim() !== "");
  const step = Math.max(1, Math.ceil(texts.length / MOST_HEADLINES));
  const shown = texts.filter((_, i) => i % step === 0);
  const began = performance.now();
  const right = (detect: Detect) => shown.map((text) => (primary(detect(text)) === gold ? 1 : 0));
  const ours = right((text) => identifyLanguage(text).tag);
  const others = Object.fromEntries(Object.entries(peers).map(([name, peer]) => [name, right(peer)]));
  meanRow(run, set, "accuracy", ours, others, (performance.now() - began) / 1000, Object.keys(peers));
}

/** Paragraphs a second, warm, in turns on the same texts; the best of three rounds each. */
function speed(run: Run, rows: readonly Paragraph[], peers: Readonly<Record<string, Detect>>): void {
  const texts = rows.slice(0, 500).map(({ text }) => text);
  const began = performance.now();
  const all: Record<string, Detect> = { ours: (text) => identifyLanguage(text).tag, ...peers };
  const best: Record<string, number> = {};
  const rates: number[] = [];
  for (let round = 0; round < 4; round++)
    for (const [name, detect] of Object.entries(all)) {
      const from = performance.now();
      for (const text of texts) detect(text);
      const rate = (texts.length / (performance.now() - from)) * 1000;
      // The first round warms up.
      if (round === 0) continue;
      best[name] = Math.max(best[name] ?? 0, rate);
      if (name === "ours") rates.push(rate);
    }
  const { ours = 0, ...baselines } = best;
  run.row({
    set: "speed",
    n: texts.length,
    metric: "perSecond",
    value: ours,
    ci: [Math.min(...rates), Math.max(...rates)],
    baselines,
    seconds: (performance.now() - began) / 1000,
  });
}

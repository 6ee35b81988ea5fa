/** Labelled examples are looked at before anything is learnt from them: what would spoil the figures is refused or said, with numbers. */
import { UserError } from "../../errors.ts";
import type { Words } from "../../types.ts";

export interface Labelled {
  text: string;
  label: string;
  /** BCP 47 primary tag. */
  language: string;
}

export interface DataReport {
  rows: number;
  /** Rows by label, the most frequent first. */
  labels: readonly [label: string, rows: number][];
  languages: readonly [language: string, rows: number][];
  /** Rows whose text stands before them already. */
  duplicates: number;
  /** Of these, those with another label. */
  conflicts: number;
  /** Texts of the training that are held out too. */
  leaks: number;
  /** Sentences for the log; empty where all is well. */
  warnings: readonly Words[];
}

/** The least of a label that can be learnt from. */
const FEW = 10;
/** The most frequent label is this many times the rarest. */
const UNEVEN = 20;

/** Equal for texts that differ in case, spaces and marks only. */
export function textKey(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** The rows without those whose text (by `textKey`) stands before them or is among `taken`. Emoji alone are kept as they are. */
export function withoutRepeats<Row extends { text: string }>(
  rows: readonly Row[],
  taken: ReadonlySet<string> = new Set(),
): Row[] {
  const seen = new Set(taken);
  return rows.filter(({ text }) => {
    const key = textKey(text) || text;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * @throws UserError when there is nothing to learn from (no rows, rows without label or text, one label only) or a text of the
 * training is held out too; everything else that is odd is a warning.
 */
export function checkData(
  name: string,
  training: readonly Labelled[],
  heldOut: readonly Labelled[],
): DataReport {
  if (training.length === 0)
    throw refused(
      name,
      "it has no rows",
      "没有任何数据",
      "Give it examples with labels",
      "请提供带标签的样本",
    );
  const empty = training.findIndex(({ label }) => !label.trim());
  if (empty >= 0)
    throw refused(
      name,
      `row ${empty + 1} has no label`,
      `第 ${empty + 1} 行没有标签`,
      "Label it or leave it out",
      "请补上标签或删除该行",
    );
  const labels = counted(training.map(({ label }) => label));
  const [most, ...others] = labels;
  if (others.length === 0)
    throw refused(
      name,
      `all ${training.length} rows have the label “${most?.[0]}”`,
      `全部 ${training.length} 行都是标签“${most?.[0]}”`,
      "Two labels at least are needed to tell one from the other",
      "至少需要两种标签才能区分",
    );
  const seen = new Map<string, string>();
  let duplicates = 0;
  let conflicts = 0;
  for (const { text, label } of training) {
    const key = textKey(text) || text;
    const before = seen.get(key);
    if (before === undefined) seen.set(key, label);
    else {
      duplicates++;
      if (before !== label) conflicts++;
    }
  }
  const leaks = heldOut.filter(({ text }) => seen.has(textKey(text) || text)).length;
  if (leaks > 0)
    throw refused(
      name,
      `${leaks} of ${heldOut.length} held-out texts are in the training too: the figures would be too good`,
      `${heldOut.length} 条留出文本中有 ${leaks} 条也在训练集里：指标会虚高`,
      "Leave them out of one side",
      "请从其中一侧删除",
    );
  const warnings: Words[] = [];
  const warn = (en: string, zh: string): void =>
    void warnings.push({ en: `${name}: ${en}`, zh: `${name}：${zh}` });
  if (duplicates > 0)
    warn(
      `${duplicates} of ${training.length} rows repeat a text, ${conflicts} of them with another label`,
      `${training.length} 行中有 ${duplicates} 行文本重复，其中 ${conflicts} 行标签不一致`,
    );
  const blank = training.filter(({ text }) => !text.trim()).length;
  if (blank > 0) warn(`${blank} rows have no text`, `${blank} 行没有文本`);
  const rarest = labels.at(-1);
  if (rarest && rarest[1] < FEW)
    warn(`only ${rarest[1]} rows have the label “${rarest[0]}”`, `标签“${rarest[0]}”只有 ${rarest[1]} 行`);
  if (most && rarest && most[1] >= UNEVEN * rarest[1])
    warn(
      `“${most[0]}” (${most[1]}) is ${Math.round(most[1] / rarest[1])} times as frequent as “${rarest[0]}” (${rarest[1]})`,
      `“${most[0]}”（${most[1]}）是“${rarest[0]}”（${rarest[1]}）的 ${Math.round(most[1] / rarest[1])} 倍`,
    );
  const unknown = heldOut.filter(({ label }) => !labels.some(([known]) => known === label)).length;
  if (unknown > 0)
    warn(
      `${unknown} held-out rows have labels that the training lacks`,
      `${unknown} 条留出数据的标签在训练集中不存在`,
    );
  return {
    rows: training.length,
    labels,
    languages: counted(training.map(({ language }) => language)),
    duplicates,
    conflicts,
    leaks,
    warnings,
  };
}

function counted(list: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

function refused(name: string, en: string, zh: string, mendEn: string, mendZh: string): UserError {
  return new UserError(
    { en: `The data of ${name} cannot be learnt from: ${en}`, zh: `无法从 ${name} 的数据中学习：${zh}` },
    { en: mendEn, zh: mendZh },
  );
}

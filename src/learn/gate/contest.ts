/** Lets two models answer the same held-out rows, in turns, and gives what the gate judges. */
import type { GateRecord } from "../../types.ts";
import type { HeldOutRow } from "../held-out.ts";
import { mean } from "../metrics/bootstrap.ts";
import { byLabel } from "../metrics/classification.ts";
import { confusion } from "../metrics/confusion.ts";
import { reliability } from "../metrics/reliability.ts";
import { rougeL, type Score } from "../metrics/rouge.ts";
import type { Beside, FoundSpan, Judge, ModelTask } from "../model-task.ts";
import type { Contest } from "./gate.ts";
import { swapPeople } from "./people.ts";
import { slicesOf } from "./slices.ts";
import { macroF1Of, meanOf, type SpanCounts, type Statistic, spanF1Of } from "./statistics.ts";

export interface Contestant {
  label: string;
  bytes: number;
  tool: unknown;
}

interface Sheet {
  /** A row's answer in one string, for telling whether it changed. */
  answers: string[];
  /** 0 … 1 */
  confidences: number[];
  counts: SpanCounts[];
  /** Of texts, against the approved ones. */
  likeness: Score[];
  /** ms */
  spent: number;
  swapped: number[];
}

/** Rows that one model answers before the other has its turn: a busy moment of the machine falls on both. */
const turn = 50;
/** Texts are written by a provider, so many at once. */
const textTurn = 8;

export async function contestOf(
  task: ModelTask,
  rows: readonly HeldOutRow[],
  live: Contestant,
  candidate: Contestant,
  { breathe, beside }: { breathe(): Promise<void>; beside: Beside },
): Promise<Contest> {
  const { by } = task.judge;
  const usable = rows.filter((row) => (by === "spans" ? row.spans : row.label) !== undefined);
  const sheets = { live: emptySheet(), candidate: emptySheet() };
  const step = by === "text" ? textTurn : turn;
  for (let from = 0; from < usable.length; from += step) {
    const part = usable.slice(from, from + step);
    for (const [sheet, { tool }] of [
      [sheets.live, live],
      [sheets.candidate, candidate],
    ] as const)
      await answer(task.judge, { tool, beside }, part, sheet);
    await breathe();
  }
  const gold = usable.map((row) => row.label ?? "");
  const statistic = (sheet: Sheet): Statistic =>
    by === "label"
      ? macroF1Of(gold, sheet.answers)
      : by === "spans"
        ? spanF1Of(sheet.counts)
        : meanOf(sheet.likeness.map(({ f }) => f));
  const perSecond = ({ spent }: Sheet) => (1_000 * usable.length) / Math.max(spent, 1e-3);
  const [before, after] = [sheets.live, sheets.candidate].map((sheet) =>
    by === "label"
      ? ofLabels(gold, sheet.answers)
      : by === "spans"
        ? ofSpans(sheet.counts)
        : ofTexts(sheet.likeness),
  );
  return {
    ...bothSides(before, after),
    task: task.task,
    metric: { label: "macroF1", spans: "f1", text: "rougeL" }[by],
    labels: { live: live.label, candidate: candidate.label },
    n: usable.length,
    live: statistic(sheets.live),
    candidate: statistic(sheets.candidate),
    slices: slicesOf(usable),
    swaps: { live: sheets.live.swapped, candidate: sheets.candidate.swapped },
    speed: { live: perSecond(sheets.live), candidate: perSecond(sheets.candidate) },
    bytes: { live: live.bytes, candidate: candidate.bytes },
    limits: task.limits,
    ...(by === "label" && { details: detailsOf(gold, sheets.candidate) }),
  };
}

function detailsOf(gold: readonly string[], { answers, confidences }: Sheet): GateRecord["details"] {
  const right = gold.map((label, i) => label === answers[i]);
  return { confusion: confusion(gold, answers), reliability: reliability(confidences, right) };
}

interface Sides {
  precision: number;
  recall: number;
}
const nothing: Sides = { precision: Number.NaN, recall: Number.NaN };

const bothSides = (live: Sides = nothing, candidate: Sides = nothing) => ({
  precision: { live: live.precision, candidate: candidate.precision },
  recall: { live: live.recall, candidate: candidate.recall },
});

/** Means over the classes of the gold. */
function ofLabels(gold: readonly string[], answers: readonly string[]): Sides {
  const scores = [...byLabel(gold, answers).values()].filter((score) => score.support > 0);
  return {
    precision: mean(scores.map((score) => score.precision)),
    recall: mean(scores.map((score) => score.recall)),
  };
}

function ofSpans(counts: readonly SpanCounts[]): Sides {
  const sum = (key: keyof SpanCounts) => counts.reduce((total, row) => total + row[key], 0);
  return { precision: sum("hit") / Math.max(1, sum("found")), recall: sum("hit") / Math.max(1, sum("gold")) };
}

function ofTexts(likeness: readonly Score[]): Sides {
  return {
    precision: mean(likeness.map((score) => score.precision)),
    recall: mean(likeness.map((score) => score.recall)),
  };
}

const emptySheet = (): Sheet => ({
  ...{ answers: [], confidences: [], counts: [], likeness: [], spent: 0, swapped: [] },
});

async function answer(
  judge: Judge<unknown>,
  { tool, beside }: { tool: unknown; beside: Beside },
  rows: readonly HeldOutRow[],
  sheet: Sheet,
): Promise<void> {
  const began = performance.now();
  if (judge.by === "text") {
    const texts = await Promise.all(rows.map((row) => judge.answer(tool, row)));
    sheet.spent += performance.now() - began;
    sheet.answers.push(...texts);
    sheet.likeness.push(...texts.map((text, i) => rougeL(text, rows[i]?.label ?? "")));
    // A text about other people is another text: what swaps show elsewhere, they do not show here.
    return;
  }
  const given: string[] = [];
  for (const row of rows)
    if (judge.by === "label") {
      const guess = await judge.answer(tool, row, beside);
      given.push(guess.label);
      sheet.confidences.push(guess.confidence);
    } else {
      const found = await judge.answer(tool, row);
      given.push(spansKey(found, row.text));
      sheet.counts.push(counted(found, row.spans ?? []));
    }
  sheet.spent += performance.now() - began;
  sheet.answers.push(...given);
  for (const [i, row] of rows.entries()) {
    const other = swapPeople(row.text);
    if (!other) continue;
    const moved: HeldOutRow = {
      ...row,
      text: other.text,
      ...(row.start !== undefined && { start: other.place(row.start) }),
      ...(row.end !== undefined && { end: other.place(row.end) }),
    };
    const again =
      judge.by === "label"
        ? (await judge.answer(tool, moved, beside)).label
        : (await judge.answer(tool, moved)).map((span) => span.label).join(" ");
    const before =
      judge.by === "label"
        ? given[i]
        : given[i]
            ?.split("\n")
            .map((line) => line.split(" ")[0])
            .join(" ");
    sheet.swapped.push(again === before ? 0 : 1);
  }
}

/** Kind and text of each part, a line each. */
function spansKey(spans: readonly FoundSpan[], text: string): string {
  return spans.map((span) => `${span.label} ${text.slice(span.start, span.end)}`).join("\n");
}

function counted(found: readonly FoundSpan[], gold: readonly FoundSpan[]): SpanCounts {
  const keys = new Set(gold.map((span) => `${span.start} ${span.end} ${span.label}`));
  const hit = found.filter((span) => keys.has(`${span.start} ${span.end} ${span.label}`)).length;
  return { hit, gold: gold.length, found: found.length };
}

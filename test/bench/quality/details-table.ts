/** The details of a set as text for a terminal. */
import type { SetDetails } from "./details.ts";

/** Wider matrices are for the page. */
const widest = 12;

export function detailsTable(details: readonly SetDetails[]): string {
  return details.map(one).join("\n");
}

function one({ set, n, classes, confusion, reliability, slices, swaps }: SetDetails): string {
  const parts = [
    `\n${set}, ${n} rows\n`,
    columns(
      ["class", "precision", "recall", "F1", "n"],
      classes.map((row) => [row.label, ...[row.precision, row.recall, row.f1].map(figure), String(row.n)]),
    ),
  ];
  if (confusion.labels.length <= widest)
    parts.push(
      columns(
        ["truth \\ answer", ...confusion.labels],
        confusion.counts.map((row, i) => [confusion.labels[i] ?? "", ...row.map(String)]),
      ),
    );
  if (reliability)
    parts.push(
      `ECE ${figure(reliability.ece)}\n${columns(
        ["confidence", "accuracy", "95%", "n"],
        reliability.bins.map((bin) => [
          figure(bin.confidence),
          figure(bin.accuracy),
          `${figure(bin.low)} … ${figure(bin.high)}`,
          String(bin.count),
        ]),
      )}`,
    );
  if (slices && slices.length > 0)
    parts.push(
      columns(
        ["slice", "n", "accuracy", "95%", "macroF1", ""],
        slices.map((part) => [
          `${part.slice}: ${part.value}`,
          String(part.n),
          figure(part.accuracy),
          `${figure(part.low)} … ${figure(part.high)}`,
          figure(part.macroF1),
          part.lower ? "lower" : "",
        ]),
      ),
    );
  if (swaps)
    parts.push(
      columns(
        ["answers changed by swaps", "n", "share", "95%"],
        swaps.map((part) => [
          part.group,
          String(part.n),
          figure(part.changed),
          `${figure(part.low)} … ${figure(part.high)}`,
        ]),
      ),
    );
  return parts.join("\n");
}

function columns(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join("  ");
  return `${[line(head), ...rows.map(line)].join("\n")}\n`;
}

const figure = (value: number) => (Number.isFinite(value) ? value.toFixed(3) : "–");

/** Figures for people. */
import type { Figure } from "./frame.ts";

const heads = ["", "", "peer", "gate", "ambition"] as const;

/** A line for each figure; "✗" marks what is below its gate, "★" what reaches the ambition. */
export function figureTable(name: string, figures: readonly Figure[], notes: readonly string[]): string {
  const rows = figures.map((figure) => [
    figure.label,
    `${shown(figure.value)} ${figure.unit} ${mark(figure)}`.trim(),
    figure.peer ? `${shown(figure.peer.value)} (${figure.peer.name})` : "",
    bound(figure, figure.gate),
    bound(figure, figure.ambition),
  ]);
  const widths = heads.map((head, n) => Math.max(head.length, ...rows.map((row) => row[n]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join("  ")
      .trimEnd();
  return [`\n${name}`, line([...heads]), ...rows.map(line), "", ...notes, ""].join("\n");
}

function bound({ good }: Figure, limit: number | undefined): string {
  return limit === undefined ? "" : `${good === "less" ? "≤" : "≥"} ${shown(limit)}`;
}

function mark({ value, good, gate, ambition }: Figure): string {
  const reaches = (limit: number) => (good === "less" ? value <= limit : value >= limit);
  if (gate !== undefined && !reaches(gate)) return "✗";
  return ambition !== undefined && reaches(ambition) ? "★" : "";
}

/** Three figures are enough for anything that a clock says. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value >= 100
    ? Math.round(value).toLocaleString("en-US")
    : String(Number(value.toPrecision(value >= 10 ? 3 : 2)));
}

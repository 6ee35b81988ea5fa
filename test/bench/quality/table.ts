/** Figures for people: ours, its interval, and each baseline beside it. */
import type { Row } from "./frame.ts";

export function table(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const others = Object.entries(row.baselines).map(([name, value]) => {
      const p = row.p?.[name];
      return `${name} ${figure(value)}${p === undefined ? "" : ` (p ${p < 0.001 ? "< .001" : p.toFixed(3)})`}`;
    });
    return [
      row.set,
      String(row.n),
      row.metric,
      figure(row.value),
      `${figure(row.ci[0])} … ${figure(row.ci[1])}`,
      others.join("  "),
    ];
  });
  const head = ["set", "n", "metric", "ours", "95%", "baselines"];
  const widths = head.map((cell, i) => Math.max(cell.length, ...lines.map((line) => line[i]?.length ?? 0)));
  const write = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === cells.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
      .join("  ")
      .trimEnd();
  return `${[write(head), ...lines.map(write)].join("\n")}\n`;
}

/** Fractions with four places, larger numbers with fewer. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1_000) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(4);
}

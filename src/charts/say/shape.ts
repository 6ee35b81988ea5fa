/** What is usual in a line, and where it is highest and lowest. */

export const mostRows = 400;

export interface Value {
  at: number;
  value: number;
}

export interface Shape {
  /** `low` … `high` holds the middle four fifths. */
  low: number;
  high: number;
  peak: Value;
  dip: Value;
}

/** The first of equal peaks counts. */
export function shapeOf(points: readonly Value[]): Shape {
  const sorted = points.map(({ value }) => value).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const begin = points[0] ?? { at: 0, value: 0 };
  return {
    low: at(0.1),
    high: at(0.9),
    peak: points.reduce((best, one) => (one.value > best.value ? one : best), begin),
    dip: points.reduce((best, one) => (one.value < best.value ? one : best), begin),
  };
}

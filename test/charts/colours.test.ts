/** Colours are told apart by everybody, and words in them can be read. */
import { describe, expect, it } from "vitest";
import { dark, light } from "../../src/charts/theme.ts";

type Rgb = readonly [number, number, number];

const linear = (hex: string): Rgb => {
  const part = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
};
const times = (matrix: readonly Rgb[], [r, g, b]: Rgb): Rgb => {
  const row = ([x, y, z]: Rgb) => Math.min(1, Math.max(0, x * r + y * g + z * b));
  const [first, second, third] = matrix.map(row);
  return [first ?? 0, second ?? 0, third ?? 0];
};
/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
const luminance = (hex: string) => {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
};
/** Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009; severity 1. */
const eyes: Readonly<Record<string, readonly Rgb[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const lab = (rgb: Rgb): Rgb => {
  const [x, y, z] = [
    (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505,
    0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2],
    (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089,
  ].map((value) => (value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116));
  return [116 * (y ?? 0) - 16, 500 * ((x ?? 0) - (y ?? 0)), 200 * ((y ?? 0) - (z ?? 0))];
};
const apart = (a: Rgb, b: Rgb) => Math.hypot(...a.map((value, n) => value - (b[n] ?? 0)));

describe.each([
  ["light", light],
  ["dark", dark],
])("the %s card", (_, theme) => {
  it("shows words that can be read", () => {
    for (const colour of [theme.ink, theme.quiet, theme.burst, ...theme.series])
      expect(contrast(colour, theme.ground), colour).toBeGreaterThanOrEqual(4.5);
    expect(contrast(theme.burst, theme.burstGround)).toBeGreaterThanOrEqual(3);
    expect(contrast(theme.series[0] ?? "", theme.band)).toBeGreaterThanOrEqual(3);
  });

  it("tells its lines apart to every common kind of eyes", () => {
    const faults: string[] = [];
    for (const [kind, matrix] of Object.entries(eyes)) {
      const seen = theme.series.map((hex) => lab(times(matrix, linear(hex))));
      for (const [i, a] of seen.entries())
        for (const [j, b] of seen.entries()) {
          // Five lines at most are compared; of shares, neighbours touch.
          const meet = i < j && (j < 5 || j === i + 1);
          const distance = apart(a, b);
          if (meet && distance < 10)
            faults.push(`${kind}: ${theme.series[i]} ${theme.series[j]} ${distance.toFixed(1)}`);
        }
    }
    expect(faults).toEqual([]);
  });
});

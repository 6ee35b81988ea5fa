/** Limited-memory BFGS (Nocedal 1980; Nocedal & Wright, ch. 7) for smooth functions of many variables. */

/** Writes the gradient and gives the value. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** Steps at most. */
  steps: number;
  /** Ends when the gradient is this much shorter than at the start. */
  tolerance: number;
  /** After each step. */
  watch?: (step: number, value: number) => void;
}

const MEMORY = 8;

/** Changes `x` in place towards the least value. @throws Error when the value is no number. */
export function lbfgs(objective: Objective, x: Float64Array, options: LbfgsOptions): number {
  const n = x.length;
  let gradient = new Float64Array(n);
  let value = objective(x, gradient);
  const aim = Math.sqrt(dot(gradient, gradient)) * options.tolerance;
  const pairs: { s: Float64Array; y: Float64Array; rho: number }[] = [];
  const direction = new Float64Array(n);
  for (let step = 1; step <= options.steps; step++) {
    if (!Number.isFinite(value)) throw new Error("the loss is no number");
    const length = Math.sqrt(dot(gradient, gradient));
    if (length <= aim || length === 0) break;
    downhill(gradient, pairs, direction);
    let slope = dot(direction, gradient);
    if (slope >= 0) {
      pairs.length = 0;
      for (let i = 0; i < n; i++) direction[i] = -(gradient[i] as number);
      slope = -length * length;
    }
    const found = search(
      objective,
      x,
      value,
      slope,
      direction,
      pairs.length === 0 ? Math.min(1, 1 / length) : 1,
    );
    if (!found) break;
    const s = new Float64Array(n);
    const y = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      s[i] = (found.x[i] as number) - (x[i] as number);
      y[i] = (found.gradient[i] as number) - (gradient[i] as number);
    }
    x.set(found.x);
    ({ value, gradient } = found);
    const sy = dot(s, y);
    if (sy > 1e-12) {
      pairs.push({ s, y, rho: 1 / sy });
      if (pairs.length > MEMORY) pairs.shift();
    }
    options.watch?.(step, value);
  }
  return value;
}

/** The two-loop recursion. */
function downhill(
  gradient: Float64Array,
  pairs: readonly { s: Float64Array; y: Float64Array; rho: number }[],
  out: Float64Array,
): void {
  out.set(gradient);
  const alphas: number[] = [];
  for (let k = pairs.length - 1; k >= 0; k--) {
    const pair = pairs[k];
    if (!pair) continue;
    const alpha = pair.rho * dot(pair.s, out);
    alphas[k] = alpha;
    add(out, pair.y, -alpha);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) * scale;
  }
  pairs.forEach((pair, k) => {
    add(out, pair.s, (alphas[k] ?? 0) - pair.rho * dot(pair.y, out));
  });
  for (let i = 0; i < out.length; i++) out[i] = -(out[i] as number);
}

/** Halves the step until the value falls enough (Armijo). */
function search(
  objective: Objective,
  x: Float64Array,
  value: number,
  slope: number,
  direction: Float64Array,
  first: number,
) {
  const next = new Float64Array(x.length);
  const gradient = new Float64Array(x.length);
  for (let size = first, tries = 0; tries < 30; tries++, size /= 2) {
    for (let i = 0; i < x.length; i++) next[i] = (x[i] as number) + size * (direction[i] as number);
    const there = objective(next, gradient);
    if (there <= value + 1e-4 * size * slope) return { x: next, gradient, value: there };
  }
  return undefined;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function add(to: Float64Array, from: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + factor * (from[i] as number);
}

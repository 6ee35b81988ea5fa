/** How parameters follow their gradients. Of a table only the rows that the batch touched move. */
import type { Parameter } from "./space.ts";

export interface Optimiser {
  /** One step against the gradients; a table of which only rows are touched moves at a rate of its own. */
  step(rate: number, tableRate: number): void;
  /** What it remembers of the steps before, to be kept and set back; the first number is how many there were. */
  memory: Float32Array[];
}

export type OptimiserKind = "sgd" | "adam";

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/** θ ← θ − rate × gradient */
function sgd(floats: Float32Array, parameters: readonly Parameter[]): Optimiser {
  return {
    memory: [],
    step(rate, tableRate) {
      for (const parameter of parameters) {
        const own = parameter.touched ? tableRate : rate;
        const grad = parameter.grad.at - parameter.value.at;
        eachRun(parameter, (at, end) => {
          for (let i = at; i < end; i++) floats[i] = (floats[i] ?? 0) - own * (floats[grad + i] ?? 0);
        });
      }
    },
  };
}

/** Adam (Kingma & Ba 2015); decay of the weights apart from the gradient (Loshchilov & Hutter 2019), but for the table and the biases. */
function adam(floats: Float32Array, parameters: readonly Parameter[], decay: number): Optimiser {
  const made = parameters.map((parameter) => ({
    parameter,
    first: new Float32Array(parameter.rows * parameter.value.columns),
    second: new Float32Array(parameter.rows * parameter.value.columns),
  }));
  const count = new Float32Array(1);
  return {
    memory: [count, ...made.flatMap(({ first, second }) => [first, second])],
    step(rate, tableRate) {
      count[0] = (count[0] ?? 0) + 1;
      const raise1 = 1 / (1 - BETA1 ** count[0]);
      const raise2 = 1 / (1 - BETA2 ** count[0]);
      for (const { parameter, first, second } of made) {
        const own = parameter.touched ? tableRate : rate;
        const shrink = parameter.touched || parameter.rows === 1 ? 0 : rate * decay;
        const base = parameter.value.at;
        const grad = parameter.grad.at - base;
        eachRun(parameter, (at, end) => {
          for (let i = at; i < end; i++) {
            const g = floats[grad + i] ?? 0;
            const m = BETA1 * (first[i - base] ?? 0) + (1 - BETA1) * g;
            const v = BETA2 * (second[i - base] ?? 0) + (1 - BETA2) * g * g;
            first[i - base] = m;
            second[i - base] = v;
            const value = floats[i] ?? 0;
            floats[i] = value - shrink * value - (own * m * raise1) / (Math.sqrt(v * raise2) + EPSILON);
          }
        });
      }
    },
  };
}

export function createOptimiser(
  kind: OptimiserKind,
  floats: Float32Array,
  parameters: readonly Parameter[],
  decay: number,
): Optimiser {
  return kind === "sgd" ? sgd(floats, parameters) : adam(floats, parameters, decay);
}

/**
 * Shortens all gradients together to the length `most`, where they are longer (Pascanu, Mikolov & Bengio 2013).
 * @returns the length before; not finite when the loss went astray.
 */
export function clip(floats: Float32Array, parameters: readonly Parameter[], most: number): number {
  let squares = 0;
  for (const parameter of parameters) {
    const grad = parameter.grad.at - parameter.value.at;
    eachRun(parameter, (at, end) => {
      for (let i = at; i < end; i++) squares += (floats[grad + i] ?? 0) ** 2;
    });
  }
  const length = Math.sqrt(squares);
  if (length > most)
    for (const parameter of parameters) {
      const grad = parameter.grad.at - parameter.value.at;
      eachRun(parameter, (at, end) => {
        for (let i = at; i < end; i++) floats[grad + i] = ((floats[grad + i] ?? 0) * most) / length;
      });
    }
  return length;
}

/** From and to where, in the floats, the values lie that have a gradient. */
function eachRun({ value, rows, touched }: Parameter, work: (at: number, end: number) => void): void {
  if (!touched) work(value.at, value.at + rows * value.columns);
  else
    for (let i = 0; i < touched.count; i++) {
      const at = value.at + (touched.rows[i] ?? 0) * value.columns;
      work(at, at + value.columns);
    }
}

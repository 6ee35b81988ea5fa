/** Fits where key phrases begin and end: three logistic regressions over the same hashed features, by AdaGrad. */
import { type Boundaries, OUTPUTS, SLOTS, TEMPLATES } from "../../language/keywords/boundaries.ts";

export interface LabelledTokens {
  /** Of `slotsOf`. */
  slots: Uint32Array;
  /** OUTPUTS for each token, 0 or 1: begins, ends, belongs. */
  labels: Uint8Array;
  /** 0 or 1 for each token; all when unset. */
  known?: { tokens: Uint8Array };
}

export interface BoundaryOptions {
  epochs: number;
  rate: number;
  /** Of the squares of weights, at each step. */
  decay: number;
}

export const BOUNDARY_OPTIONS: BoundaryOptions = { epochs: 4, rate: 0.08, decay: 2e-6 };

/** `order`: a whole number below its argument, from a seeded source. */
export function fitBoundaries(
  texts: readonly LabelledTokens[],
  random: () => number,
  { epochs, rate, decay }: BoundaryOptions = BOUNDARY_OPTIONS,
): Boundaries {
  const weights = new Float32Array(SLOTS * OUTPUTS);
  const squares = new Float32Array(SLOTS * OUTPUTS).fill(1e-3);
  const places = texts.map((_, i) => i);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(places, random);
    for (const place of places) {
      const { slots, labels, known } = texts[place] as LabelledTokens;
      for (let token = 0; token * TEMPLATES < slots.length; token++) {
        if (known && !known.tokens[token]) continue;
        for (let output = 0; output < OUTPUTS; output++) {
          let sum = 0;
          for (let t = token * TEMPLATES; t < (token + 1) * TEMPLATES; t++)
            sum += weights[(slots[t] as number) * OUTPUTS + output] as number;
          const error = 1 / (1 + Math.exp(-sum)) - (labels[token * OUTPUTS + output] as number);
          for (let t = token * TEMPLATES; t < (token + 1) * TEMPLATES; t++) {
            const at = (slots[t] as number) * OUTPUTS + output;
            const gradient = error + decay * (weights[at] as number) * 1000;
            squares[at] = (squares[at] as number) + gradient * gradient;
            weights[at] = (weights[at] as number) - (rate * gradient) / Math.sqrt(squares[at] as number);
          }
        }
      }
    }
  }
  return { weights, steps: new Float32Array(OUTPUTS).fill(1) };
}

function shuffle(places: number[], random: () => number): void {
  for (let i = places.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [places[i], places[j]] = [places[j] as number, places[i] as number];
  }
}

/** Multinomial naive Bayes (McCallum & Nigam 1998) over the same grams; its smoothing is chosen inside the training rows, the best of four. */
import { grams, MOST_GRAMS } from "../../../../src/language/topics/grams.ts";

interface Row {
  text: string;
  label: string;
}

const ALPHAS = [1, 0.3, 0.1, 0.03];
const room = new Uint32Array(MOST_GRAMS);
const featuresOf = (text: string): Uint32Array => room.slice(0, grams(text, room));

/** A classifier: text → label. */
export function naiveBayes(rows: readonly Row[]): (text: string) => string {
  const part = rows.filter((_, i) => i % 5 !== 0);
  const rest = rows.filter((_, i) => i % 5 === 0);
  const inner = train(part);
  const hits = ALPHAS.map((alpha) => rest.filter((row) => inner(row.text, alpha) === row.label).length);
  const alpha = ALPHAS[hits.indexOf(Math.max(...hits))] ?? 1;
  const whole = train(rows);
  return (text) => whole(text, alpha);
}

function train(rows: readonly Row[]): (text: string, alpha: number) => string {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const prior = new Float64Array(labels.length);
  const totals = new Float64Array(labels.length);
  const counts = new Map<number, Float64Array>();
  for (const { text, label } of rows) {
    const c = labels.indexOf(label);
    prior[c] = (prior[c] ?? 0) + 1;
    for (const hash of featuresOf(text)) {
      let of = counts.get(hash);
      if (!of) {
        of = new Float64Array(labels.length);
        counts.set(hash, of);
      }
      of[c] = (of[c] ?? 0) + 1;
      totals[c] = (totals[c] ?? 0) + 1;
    }
  }
  return (text, alpha) => {
    const scores = prior.map((count) => Math.log(count / rows.length));
    for (const hash of featuresOf(text)) {
      const of = counts.get(hash);
      if (of)
        for (let c = 0; c < labels.length; c++)
          scores[c] =
            (scores[c] ?? 0) + Math.log(((of[c] ?? 0) + alpha) / ((totals[c] ?? 0) + alpha * counts.size));
    }
    return labels[scores.indexOf(Math.max(...scores))] ?? "";
  };
}

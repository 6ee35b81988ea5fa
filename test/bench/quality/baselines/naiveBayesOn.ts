/** Multinomial naive Bayes (as in Wang & Manning 2012, with presence for counts, add one) on any features: the baseline of the text tasks. */

export interface NaiveBayes {
  predict(features: readonly string[]): string;
}

export function trainNaiveBayes(rows: readonly { features: readonly string[]; label: string }[]): NaiveBayes {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  const counts = labels.map(() => new Map<string, number>());
  const totals = labels.map(() => 0);
  const documents = labels.map(() => 0);
  const vocabulary = new Set<string>();
  for (const { features, label } of rows) {
    const at = labels.indexOf(label);
    documents[at] = (documents[at] ?? 0) + 1;
    for (const feature of new Set(features)) {
      vocabulary.add(feature);
      counts[at]?.set(feature, (counts[at]?.get(feature) ?? 0) + 1);
      totals[at] = (totals[at] ?? 0) + 1;
    }
  }
  return {
    predict(features) {
      const known = [...new Set(features)].filter((feature) => vocabulary.has(feature));
      const scores = labels.map((_, at) => {
        let score = Math.log((documents[at] ?? 0) / rows.length);
        const all = (totals[at] ?? 0) + vocabulary.size;
        for (const feature of known) score += Math.log(((counts[at]?.get(feature) ?? 0) + 1) / all);
        return score;
      });
      return labels[scores.indexOf(Math.max(...scores))] ?? "";
    },
  };
}

/** Each row predicted by what was learnt from the rows of the other folds. */
export function naiveBayesHeldOut(
  rows: readonly { features: readonly string[]; label: string; fold: number }[],
): string[] {
  const folds = [...new Set(rows.map(({ fold }) => fold))];
  const models = new Map(
    folds.map((fold) => [fold, trainNaiveBayes(rows.filter((row) => row.fold !== fold))]),
  );
  return rows.map(({ features, fold }) => models.get(fold)?.predict(features) ?? "");
}

export const wordsAndPairs = (text: string): string[] => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+|[!?]/gu) ?? [];
  return [...words, ...words.slice(1).map((word, i) => `${words[i]} ${word}`)];
};

export const charactersAndPairs = (text: string): string[] => {
  const all = [...text.replace(/\s+/g, "").toLowerCase()];
  return [...all, ...all.slice(1).map((one, i) => `${all[i]}${one}`)];
};

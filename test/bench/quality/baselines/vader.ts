/** VADER (Hutto & Gilbert 2014) by npm vader-sentiment: the compound score, −1 … 1. */
import { createRequire } from "node:module";

interface Vader {
  SentimentIntensityAnalyzer: { polarity_scores(text: string): { compound: number } };
}

let loaded: Vader | undefined;

export function vader(text: string): number {
  loaded ??= createRequire(import.meta.url)("vader-sentiment") as Vader;
  return loaded.SentimentIntensityAnalyzer.polarity_scores(text).compound;
}

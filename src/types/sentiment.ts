/** How a text sounds, and how it speaks of those named in it. */

/** What kind of text it is read as: what is flat in a review may be strong in a report. */
export type SentimentDomain = "news" | "reviews" | "social";

/** What is known of a text before it is read. */
export interface ReadAs {
  /** "news" when unset. */
  domain?: SentimentDomain | undefined;
  /** BCP 47 primary tag; found out when unset. */
  language?: string | undefined;
}

export interface Judgement {
  /** −1 … 1 */
  score: number;
  label: "negative" | "neutral" | "positive";
  /** 0 … 1: for a trained model the probability of the label; for a word list how far from undecided. */
  confidence: number;
}

export interface Tone extends Judgement {
  /** BCP 47 primary tag of the text, or "und". */
  language: string;
  /** "model": learnt on this kind of text. "mixed": learnt on another kind, and a word list has the greater say. "list": by a word list alone. */
  basis: "model" | "mixed" | "list";
  /** On what else than `basis` sentences of it were scored: of a text in two languages each has its own. */
  besides: readonly Tone["basis"][];
  /** What scored it, whichever scored most of the text first: "sentiment-linear-en 1 (a1b2c3d4)". Empty where there was nothing to score. */
  models: readonly string[];
  /** What would have been heard too, but failed: the rest answered without it. */
  unheard?: string;
}

/** A word of a sentence, by its place in the whole text (UTF-16, end excluded). */
export interface WordWeight {
  text: string;
  start: number;
  end: number;
  /** What the word adds: half of what the sentence's log-odds lose when it is left out, which in the middle of the scale is what its score loses. About −2 … 2. */
  adds: number;
  /** Where a network looked, 0 … 1 over the sentence; it does not say what moved the score. Undefined where no network with attention read it. */
  attention: number | undefined;
}

export interface Sentiment extends Tone {
  /** The sentences that weigh most, heaviest first, each with the words that weigh most in it, heaviest first. */
  because: readonly {
    text: string;
    start: number;
    end: number;
    score: number;
    words: readonly WordWeight[];
  }[];
}

/** How a text speaks of somebody or something where it is mentioned. */
export interface Towards extends Judgement {
  /** The mention, in the whole text: UTF-16, end excluded. */
  start: number;
  end: number;
  text: string;
  sentence: { start: number; end: number; text: string };
  /** "model": learnt for this. "sentence": the tone of the sentence it stands in, whoever is meant: less sure. */
  basis: "model" | "sentence";
  model: string;
}

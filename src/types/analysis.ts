/** What programs may ask of a text, and what they are told: plain JSON. Every place in a text is UTF-16, end excluded. */
import type { Judgement, Sentiment, SentimentDomain, Towards } from "./sentiment.ts";
import type {
  Keyword,
  KeywordPurpose,
  NamedEntity,
  NameKind,
  Quantity,
  Span,
  Summary,
  Topics,
} from "./text.ts";

/** One text tool. */
export type AnalysisPart =
  | "language"
  | "sentences"
  | "keywords"
  | "topics"
  | "names"
  | "quantities"
  | "sentiment"
  | "towards"
  | "summary";

export interface AnalysedText {
  text: string;
  /** BCP 47 primary tag; found out when unset. */
  language?: string;
  /** ms since 1970: what "yesterday" is reckoned from; unset, such dates are left out. */
  publishedAt?: number;
}

export interface AnalysisRequest {
  texts: readonly AnalysedText[];
  want: readonly AnalysisPart[];
  /** What kind of texts they are, for sentiment. */
  domain: SentimentDomain;
  /** Key phrases of each text, at most, and what for. */
  keywords: number;
  keywordsAs: KeywordPurpose;
  /** Length of each summary. */
  summaryWords: number;
}

/** A finding with the name and version of what made it: "topics-iptc 1 (a1b2c3d4)". */
type MadeBy<T> = T & { model: string };

/** Of one text; what was wanted is there, nothing else. */
export interface Analysis {
  /** UTF-16 units of the text. */
  length: number;
  /** BCP 47 primary tag, or "und". */
  language?: MadeBy<{ tag: string }>;
  sentences?: MadeBy<{ spans: readonly Span[] }>;
  /** Best first. */
  keywords?: MadeBy<{ phrases: readonly Keyword[] }>;
  /** `own`: the desk's categories that the text is likely of. */
  topics?: Topics & { own: readonly { category: string; probability: number }[] };
  names?: MadeBy<{ entities: readonly NamedEntity[] }>;
  quantities?: MadeBy<{ found: readonly Quantity[] }>;
  sentiment?: MadeBy<Sentiment>;
  /** Persons and bodies in order of first mention, with what all their mentions say together. */
  towards?: MadeBy<{
    named: readonly (Judgement & { name: string; kind: NameKind; mentions: readonly Towards[] })[];
  }>;
  summary?: MadeBy<Summary>;
}

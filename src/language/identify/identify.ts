/** Which language a text is in: by its script where that says enough, else by two models that see different things. */
import type { NgramCounts } from "./counts.ts";
import type { FastText } from "./fasttext.ts";
import { byScript } from "./scripts.ts";
import { speechOf } from "./speech.ts";

export interface Identified {
  /** BCP 47: "en", "zh-Hans", "zh-Hant", "zh" (too short to tell which), "yue", "nb" … or "und". */
  tag: string;
  /** 0 … 1: the share of belief. 1 where the script decides. */
  confidence: number;
}

export type Identify = (text: string) => Identified;

const UNKNOWN: Identified = { tag: "und", confidence: 0 };

/** Enough to be sure, and little enough to be fast. UTF-16 units. */
const LOOKED_AT = 1_000;
/** What BCP 47 calls the labels that fastText took from Wikipedia's addresses. */
const TAGS: Readonly<Record<string, string>> = { no: "nb", arz: "ar", als: "gsw", eml: "egl", bh: "bho" };
/** One of its labels for languages that have their own as well. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = { sh: ["hr", "sr", "bs"] };
/** Hardly any newspaper is written in these, and names and slips look like them: they need more to be believed. */
const RARE = new Set(
  `la eo io ia ie vo jbo kw war ceb bar gsw nds pms lmo vec nap sc scn co wa an ast oc frr li lb sco hsb dsb egl rm pfl pam bcl ilo
  jv su min qu gn nah ht diq ku vls fy gv gd br yo xmf ba tt cv os sah krc tyv bxr mhr mrj myv kv ce lez av rue mzn azb lrc
  pnb dty mai bho new gom bpy as or si dv bo ug tk so cbk mwl sh hif vep yi wuu xal`
    .split(/\s+/)
    .filter(Boolean),
);

// Natural logarithms, chosen on the development side with the folds of `eval language`; the figures hardly move around them.
/** How much the n-grams of our own model say, against the square root of their number: they overlap, and are no independent witnesses. */
const OWN_WEIGHT = 0.6;
/** Own evidence for a language that our own model does not know, below the best that it does. */
const OWN_UNKNOWN = -1;
const OWN_LEAST = -15;
/** The same for one that fastText's does not know (Zulu). */
const FASTTEXT_UNKNOWN = -3;
const FASTTEXT_LEAST = -12;
const RARE_PENALTY = -2;
/** This newsroom's chat is in English, but for Chinese, which its script tells. */
const ENGLISH_FIRST = 0.5;
/** Belief that is asked for, by how many words there are. */
const LEAST_BELIEF = [1, 0.9, 0.75, 0.6, 0.4, 0.3] as const;
/** The desk's own language is believed sooner. */
const ENGLISH_SOONER = 0.65;

/** The two models put together. The function keeps nothing of a text. */
export function createIdentify(fastText: FastText, own: NgramCounts): Identify {
  const targets = fastText.labels.map((label) => TOGETHER[label] ?? [TAGS[label] ?? label]);
  const tags = [...new Set([...targets.flat(), ...own.languages])];
  const placesOf = targets.map((names) => names.map((name) => tags.indexOf(name)));
  const ownAt = tags.map((tag) => own.languages.indexOf(tag));
  const prior = tags.map((tag) => (RARE.has(tag) ? RARE_PENALTY : tag === "en" ? ENGLISH_FIRST : 0));
  const likelihoods = new Float64Array(own.languages.length);
  const scores = new Float64Array(tags.length);
  return (text) => {
    const head = speechOf(cut(text));
    if (head === "") return UNKNOWN;
    const scripted = byScript(head);
    if (scripted !== undefined) return { tag: scripted, confidence: 1 };
    const seen = fastText.logProbabilities(head);
    if (!seen) return UNKNOWN;
    scores.fill(Number.NEGATIVE_INFINITY);
    placesOf.forEach((places, label) => {
      const score = Math.max(FASTTEXT_LEAST, (seen[label] ?? 0) - (places.length > 1 ? Math.LN2 : 0));
      for (const place of places) scores[place] = Math.max(scores[place] ?? 0, score);
    });
    const known = own.logLikelihoods(head, likelihoods);
    const scale = OWN_WEIGHT / Math.sqrt(Math.max(1, known));
    let most = Number.NEGATIVE_INFINITY;
    for (const likelihood of likelihoods) if (likelihood > most) most = likelihood;
    let best = 0;
    for (let i = 0; i < tags.length; i++) {
      const at = ownAt[i] ?? -1;
      const ours = at < 0 ? OWN_UNKNOWN : Math.max(OWN_LEAST, ((likelihoods[at] ?? 0) - most) * scale);
      const theirs = scores[i] === Number.NEGATIVE_INFINITY ? FASTTEXT_UNKNOWN : (scores[i] ?? 0);
      scores[i] = theirs + ours + (prior[i] ?? 0);
      if ((scores[i] ?? 0) > (scores[best] ?? 0)) best = i;
    }
    let sum = 0;
    for (const score of scores) sum += Math.exp(score - (scores[best] ?? 0));
    const confidence = 1 / sum;
    const words = head.match(/[\p{L}\p{M}'’]+/gu)?.length ?? 0;
    const least = LEAST_BELIEF[Math.min(words, LEAST_BELIEF.length - 1)] ?? 1;
    const asked = tags[best] === "en" && words > 1 ? least * ENGLISH_SOONER : least;
    return confidence < asked ? { tag: "und", confidence } : { tag: tags[best] ?? "und", confidence };
  };
}

/** Not within a pair of surrogates. */
function cut(text: string): string {
  if (text.length <= LOOKED_AT) return text;
  const code = text.charCodeAt(LOOKED_AT - 1);
  return text.slice(0, code >= 0xd800 && code < 0xdc00 ? LOOKED_AT - 1 : LOOKED_AT);
}

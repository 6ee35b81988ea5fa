/** One sentence's score, by whichever model or list its language has. */
import type { SentimentDomain, Tone } from "../../types.ts";
import type { Judged } from "./calibration.ts";
import { weighEnglish } from "./english.ts";
import { judgeList, LIST_MODEL, listPlain } from "./list.ts";
import type { SentimentScorer } from "./load.ts";
import type { SentimentModels } from "./models.ts";

/** How sentences of one language are scored: `plain` gives log-odds, `judge` makes of them what people see. */
export interface Way {
  /** The one that corrections are about stands first. */
  models: readonly string[];
  basis: Tone["basis"];
  /** May a network for English be heard beside it? */
  english: boolean;
  /** As a network is given it. */
  masked(sentence: string): string;
  plain(sentence: string): number;
  judge(plain: number): Judged;
  /** Of a whole text, by the mean over its pieces. */
  judgeWhole(mean: number, pieces: number): Judged;
}

/** What is said often weighs more than what is said once, but a long text is not extreme by length alone. */
const judgeListed = (mean: number, pieces: number): Judged => judgeList(mean * Math.sqrt(pieces));

const LIST: Way = {
  ...{ models: [LIST_MODEL], basis: "list", english: false, masked: (sentence) => sentence },
  ...{ plain: listPlain, judge: judgeList, judgeWhole: judgeListed },
};

/** `language` as `languageWithin` gives it. */
export function wayOf(language: string, domain: SentimentDomain, models: SentimentModels): Way {
  if (language === "en") return byModel(models.english(), domain, true);
  if (language !== "zh") return LIST;
  return domain === "news" ? mixed(models.chinese(), domain) : byModel(models.chinese(), domain, false);
}

/** The language a sentence is scored in: a text may mix them, and a few words alone may be too few to tell by. */
export function languageWithin(sentence: string, whole: string): string {
  const han = sentence.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = sentence.match(/[a-z]/gi)?.length ?? 0;
  // A Chinese character says as much as three letters.
  if (han > 0 && han * 3 >= latin) return whole === "ja" ? "ja" : "zh";
  if (whole === "en" || latin === 0) return whole === "zh" ? "und" : whole;
  if (whole === "zh" || whole === "und") return weighEnglish(sentence).words.length > 0 ? "en" : "und";
  return whole;
}

function byModel(scorer: SentimentScorer, domain: SentimentDomain, english: boolean): Way {
  return {
    models: [scorer.model],
    basis: "model",
    english,
    masked: scorer.masked,
    plain: (sentence) => scorer.plain(sentence, domain),
    judge: (plain) => scorer.judge(plain, domain),
    judgeWhole: (mean, pieces) => scorer.judgeWhole(mean, pieces, domain),
  };
}

/** What the model of Chinese reviews gives plain news: the median of 902 sentences of zh_lcsts is .26, of 9,991 titles of zh_thucnews .43. */
const NEWS_NOUGHT = 0.3;

/** The Chinese model knows reviews alone: on news the list has the greater say, and where it is silent the model says little. */
function mixed(scorer: SentimentScorer, domain: SentimentDomain): Way {
  return {
    models: [scorer.model, LIST_MODEL],
    basis: "mixed",
    english: false,
    masked: scorer.masked,
    plain(sentence) {
      const listed = listPlain(sentence);
      const learnt = Math.max(-3, Math.min(3, scorer.plain(sentence, domain) - NEWS_NOUGHT));
      return 0.5 * listed + (listed === 0 ? 0.1 : 0.25) * learnt;
    },
    judge: judgeList,
    judgeWhole: judgeListed,
  };
}

/** How common words are in news anyway: in how many texts of ten thousand each term stands. Counted; there is nothing to fit. */
import { UserError } from "../../errors.ts";
import { SHARES_FILE } from "../../language/ordinary.ts";
import { eachTerm } from "../../language/terms.ts";
import type { Recipe, TrainingJob } from "../recipe.ts";
import { readDataRows } from "../rows.ts";

/** Rarer ones count as never seen. */
const LEAST = 8;
/** Of a text, its first ones. */
const TERMS = 260;

const ENGLISH = [
  "topic/huffpost",
  "trends/yahoo_rss_2014",
  "summarization/cnndm",
  "summarization/xsum",
  "summarization/inshorts",
  "summarization/multinews",
];
const CHINESE = ["topic/zh_thucnews_titles", "topic/zh_toutiao_titles"];
const han = /\p{Script=Han}/u;

interface Row {
  title?: string;
  text?: string;
  article?: string;
  documents?: readonly string[];
}

export const newsWords: Recipe = {
  task: "news-words",
  about:
    "how common words are in news anyway, so that the first stories of a desk are weighed as well as its thousandth",
  kinds: ["counts"],
  async train(job) {
    const counted = [
      ...shares(job, ENGLISH, (term) => !han.test(term)),
      ...shares(job, CHINESE, (term) => han.test(term)),
    ];
    const byShare = new Map<number, string[]>();
    for (const [term, share] of counted) {
      if (share < LEAST) continue;
      const terms = byShare.get(share);
      if (terms) terms.push(term);
      else byShare.set(share, [term]);
    }
    const lines = [...byShare].map(([share, terms]) => [String(share), terms.sort().join(" ")] as const);
    return {
      manifest: {
        name: "news-words",
        version: "1",
        task: "news-words",
        kind: "counts",
        languages: ["en", "zh"],
        trainedOn: [...ENGLISH, ...CHINESE].sort(),
        command: `npm run -s copytaster -- train news-words --data ../shared/data --seed ${job.seed}`,
      },
      files: { [SHARES_FILE]: `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n` },
    };
  },
};

/** Texts in ten thousand that have the term. @throws UserError when there is no text. */
function shares(
  job: TrainingJob,
  files: readonly string[],
  keep: (term: string) => boolean,
): [term: string, share: number][] {
  const seen = new Map<string, number>();
  let texts = 0;
  for (const [done, file] of files.entries()) {
    job.progress({ stage: `counting ${file}`, done, of: files.length });
    for (const text of readDataRows<Row>(job.data, file).flatMap(textsOf)) {
      if (texts++ % 500 === 0) job.signal.throwIfAborted();
      const terms = new Set<string>();
      eachTerm(text, TERMS, (term) => keep(term) && terms.add(term));
      for (const term of terms) seen.set(term, (seen.get(term) ?? 0) + 1);
    }
  }
  if (seen.size === 0)
    throw new UserError(
      { en: `There are no words in ${files.join(", ")}`, zh: `${files.join("、")} 中没有任何词语` },
      { en: "Give rows with title, text or article", zh: "请提供带 title、text 或 article 的数据行" },
    );
  return [...seen].map(([term, count]) => [term, Math.round((count / texts) * 10_000)]);
}

function textsOf({ title, text, article, documents }: Row): readonly string[] {
  return documents ?? [[title, text ?? article].filter(Boolean).join(" ")];
}

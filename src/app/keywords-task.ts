/** The rankers of key phrases as a task of the registry. */
import { type KeywordTools, loadKeywords } from "../language/keywords/keywords.ts";
import { houseTask } from "./house-task.ts";

/** As many as a row's own key phrases mostly are. */
const TEN = 10;

export const keywordsTask = houseTask<KeywordTools>({
  task: "keywords",
  learnsAs: "keywords",
  about: { en: "the key phrases of a text", zh: "文本的关键词" },
  labels: {
    keyword: { en: "key phrase", zh: "关键词" },
    none: { en: "no key phrase", zh: "不是关键词" },
  },
  shipped: "keywords",
  load: loadKeywords,
  judge: {
    by: "spans",
    answer: ({ keywords }, { text }) =>
      keywords(text, TEN, "phrases").map(({ start, end }) => ({ start, end, label: "keyword" })),
  },
  builtIn: undefined,
  limits: { perSecond: 400, bytes: 2_500_000 },
  installs: (tool) => ({ keywords: tool }),
});

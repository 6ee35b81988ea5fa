/** One text through the text tools, as far as is wanted; each finding with what made it. */
import manifest from "../../package.json" with { type: "json" };
import type {
  AnalysedText,
  Analysis,
  AnalysisPart,
  AnalysisRequest,
  KnownName,
  NamedEntity,
  TextTools,
} from "../types.ts";
import { towardsEach } from "./analyze-towards.ts";

/** What one desk adds to a text. */
export interface OfDesk {
  /** Its own categories that the text is likely of. */
  topics: readonly { category: string; probability: number }[];
  names: readonly KnownName[];
}

/** Labels of the weights behind tools that do not tell them by themselves. */
export type Labels = Readonly<Record<"language" | "names" | "summary", string>>;

/** What has no weights is as good as the program's version. */
const rules = `copytaster ${manifest.version}`;

type Parts = { readonly [P in AnalysisPart]: () => Analysis[P] | Promise<Analysis[P]> };

/** @throws UserError for weights that are damaged. */
export async function analyzeText(
  { text, language, publishedAt }: AnalysedText,
  asked: Omit<AnalysisRequest, "texts">,
  { tools, labels, desk }: { tools: TextTools; labels: Labels; desk: OfDesk },
): Promise<Analysis> {
  const as = { language, domain: asked.domain };
  let entities: readonly NamedEntity[] | undefined;
  const named = () => {
    entities ??= tools.names(text, language, desk.names);
    return entities;
  };
  const parts: Parts = {
    language: () => ({ tag: tools.language(text), model: labels.language }),
    sentences: () => ({ spans: tools.sentences(text), model: rules }),
    keywords() {
      const phrases = tools.keywords(text, asked.keywords, asked.keywordsAs);
      const [first] = phrases;
      return { phrases, model: first && first.model !== "counts" ? first.model : rules };
    },
    topics: () => ({ ...tools.topics(text, language), own: desk.topics }),
    names: () => ({ entities: named(), model: namesBy(text, labels.names) }),
    quantities: () => ({ found: tools.quantities(text, publishedAt), model: rules }),
    sentiment: async () => {
      const found = await tools.sentiment(text, as);
      return { ...found, model: found.models.join(" + ") || rules };
    },
    towards() {
      const found = towardsEach(text, named(), as, tools);
      return { ...found, model: found.model || rules };
    },
    summary: () => ({
      ...tools.summarize([{ id: "text", title: "", text }], asked.summaryWords),
      model: labels.summary,
    }),
  };
  const found: Analysis = { length: text.length };
  for (const part of asked.want) Object.assign(found, { [part]: await parts[part]() });
  return found;
}

/** The tagger reads what is in Latin letters, rules read Chinese. */
function namesBy(text: string, tagger: string): string {
  const by = [/\p{Script=Latin}/u.test(text) && tagger, /\p{Script=Han}/u.test(text) && rules];
  return by.filter(Boolean).join(" + ") || rules;
}

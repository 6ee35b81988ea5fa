/** The linear English model as a whole: cross-validated for its calibration, then learnt from everything. */
import type { Calibration } from "../../language/sentiment/calibration.ts";
import { DOMAINS, type Domain } from "../../language/sentiment/linear/english-scorer.ts";
import { writeSlots } from "../../language/sentiment/linear/slots.ts";
import { foldOf } from "../folds.ts";
import { calibrate } from "./calibrate.ts";
import { englishColumn, englishDocuments, type SetWeights, wordTable } from "./english.ts";
import { ENGLISH_SETS, type EnglishSet } from "./english-data.ts";
import { type Example, without } from "./examples.ts";
import { type Column, type ColumnOptions, type HashedDocument, scoreDocument } from "./hashed.ts";
import { readLexicon } from "./lexicon.ts";
import type { Watch } from "./watch.ts";
import { wholeTexts } from "./whole-texts.ts";

/** How much a row of each set counts for each domain. */
const COUNTS: Readonly<Record<Domain, SetWeights>> = {
  news: {
    ...{ nyt_editorial_valence: 1, newsmtsc_targeted: 0.3, sst5: 0.3, movie_valence: 0.3 },
    ...{ amazon_valence: 0.5, tweets_valence: 0.5, tweeteval: 0.3, feedback: 1 },
  },
  // Sentences of films are many: more of other kinds would only blur them.
  reviews: { sst5: 1, movie_valence: 1, amazon_valence: 0.5, feedback: 0.5 },
  social: {
    ...{ tweets_valence: 1, tweeteval: 1, amazon_valence: 0.5, sst5: 0.3, movie_valence: 0.3 },
    ...{ nyt_editorial_valence: 0.5, newsmtsc_targeted: 0.2, feedback: 0.5 },
  },
};
const OPTIONS: Readonly<Record<Domain, ColumnOptions>> = {
  news: { l2: 1.5e-3, least: 2 },
  reviews: { l2: 1e-3, least: 2 },
  social: { l2: 2e-3, least: 2 },
};
/** By which domain's weights each set is judged. */
export const DOMAIN_OF: Readonly<Record<EnglishSet, Domain>> = {
  nyt_editorial_valence: "news",
  newsmtsc_targeted: "news",
  sst5: "reviews",
  movie_valence: "reviews",
  amazon_valence: "reviews",
  tweets_valence: "social",
  tweeteval: "social",
};
/** Sets whose labels say how the text itself sounds: by these the chances are fitted. */
const CALIBRATED: readonly EnglishSet[] = [
  "nyt_editorial_valence",
  "sst5",
  "amazon_valence",
  "tweets_valence",
  "tweeteval",
];
export const FOLDS = 5;
export const SLOT_BITS = 18;

export interface HeldOut {
  example: Example;
  plain: number;
  domain: Domain;
}

/**
 * Every example scored by weights that were learnt without its fold, and without any text equal to one of it. All sets share the folds. Only
 * the domains that the sets want are learnt.
 */
export function crossValidateEnglish(
  all: readonly Example[],
  watch: Watch,
  sets: readonly EnglishSet[] = ENGLISH_SETS,
): HeldOut[] {
  const made = prepare(all);
  const domains = DOMAINS.filter((domain) => sets.some((set) => DOMAIN_OF[set] === domain));
  const found: HeldOut[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = all.filter((one) => foldOf(one.group, FOLDS) === fold);
    const rest = without(all, held);
    domains.forEach((domain, d) => {
      const column = learn(rest, made.documents, domain, (_, step, of, loss) =>
        watch(`fold ${fold + 1} of ${FOLDS}`, d * of + step, domains.length * of, loss),
      );
      for (const example of held)
        if (DOMAIN_OF[example.set as EnglishSet] === domain && sets.includes(example.set as EnglishSet))
          found.push({ example, domain, plain: scoreDocument(made.documents.get(example), column) });
    });
  }
  return found;
}

/** The shipped files, by name. `held` gives the calibration. */
export function englishFiles(
  all: readonly Example[],
  held: readonly HeldOut[],
  watch: Watch,
): Record<string, Uint8Array | string> {
  const made = prepare(all);
  const columns = DOMAINS.map((domain, d) =>
    learn(
      all.filter(({ learnt }) => learnt),
      made.documents,
      domain,
      (_, step, of, loss) => watch("all", d * of + step, DOMAINS.length * of, loss),
    ),
  );
  const hashes = new Set(columns.flatMap(({ weights }) => [...weights.keys()]));
  const { bytes, most } = writeSlots(
    [...hashes].map((hash) => ({ hash, weights: columns.map(({ weights }) => weights.get(hash) ?? 0) })),
    SLOT_BITS,
  );
  const settings = {
    most,
    bias: columns.map(({ bias }) => bias),
    measures: columns.map(({ measures }) => measures),
    calibration: DOMAINS.map((domain) => calibrationOf(held, domain)),
    texts: wholeTexts(held),
  };
  return {
    "slots.bin": bytes,
    "words.bin": made.words,
    "settings.json": `${JSON.stringify(settings, null, 1)}\n`,
  };
}

export function calibrationOf(held: readonly HeldOut[], domain: Domain): Calibration {
  const rows = held.filter(
    (one) => one.domain === domain && CALIBRATED.includes(one.example.set as EnglishSet),
  );
  return calibrate(
    rows.map(({ plain }) => plain),
    rows.map(({ example }) => example.label),
  );
}

function prepare(all: readonly Example[]) {
  const texts = all.map(({ text }) => text);
  const words = wordTable(texts, readLexicon());
  const documents = englishDocuments(texts, words);
  return {
    words,
    documents: new Map(all.map((example, i) => [example, documents[i] as HashedDocument])),
  };
}

function learn(
  rows: readonly Example[],
  documents: ReadonlyMap<Example, HashedDocument>,
  domain: Domain,
  watch: Watch,
): Column {
  const options = OPTIONS[domain];
  const steps = options.steps ?? 30;
  const counted = rows.filter(({ set }) => (COUNTS[domain][set] ?? 0) > 0);
  return englishColumn(
    counted,
    counted.map((example) => documents.get(example) as HashedDocument),
    COUNTS[domain],
    { ...options, steps, watch: (step, loss) => watch(domain, step, steps, loss) },
  );
}

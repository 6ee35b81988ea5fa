/** Our models on each row, as people are answered: cross-validated where the data is what they learnt from, by the shipped weights elsewhere. */
import { judge } from "../../../../../src/language/sentiment/calibration.ts";
import type { Domain } from "../../../../../src/language/sentiment/linear/english-scorer.ts";
import {
  judgeTarget,
  type TowardsTarget,
} from "../../../../../src/language/sentiment/linear/target-scorer.ts";
import { shippedSentiment } from "../../../../../src/language/sentiment/models.ts";
import { blended } from "../../../../../src/language/sentiment/network/blend.ts";
import { shippedToneNetwork } from "../../../../../src/language/sentiment/network/shipped.ts";
import { createSentiment, must } from "../../../../../src/language/sentiment/sentiment.ts";
import { foldOf } from "../../../../../src/learn/folds.ts";
import {
  calibrationOf as chineseCalibration,
  crossValidateChinese,
  readChinese,
  readVectors,
} from "../../../../../src/learn/linear/chinese-model.ts";
import { ENGLISH_SETS, type EnglishSet, readEnglish } from "../../../../../src/learn/linear/english-data.ts";
import {
  calibrationOf,
  crossValidateEnglish,
  DOMAIN_OF,
  FOLDS,
} from "../../../../../src/learn/linear/english-model.ts";
import { keyOf, plain as plainText } from "../../../../../src/learn/linear/examples.ts";
import {
  crossValidateTargets,
  readTargets,
  TARGET_SET,
  temperatureOf,
} from "../../../../../src/learn/linear/target-model.ts";
import { readEnglishTone } from "../../../../../src/learn/sentiment/english-sets.ts";
import { crossValidateNetwork } from "../../../../../src/learn/sentiment/held-out-network.ts";
import type { Run } from "../../frame.ts";

/** What one text was given. */
export interface Scored {
  /** −1 … 1 */
  score: number;
  label: string;
  confidence: number;
  /** By the linear model alone, as streams are read; undefined where there is nothing beside it. */
  alone: number | undefined;
}

export interface Ours {
  /** In the texts' order. */
  texts(set: string, texts: readonly string[]): Promise<readonly Scored[]>;
  target(row: { text: string; start: number; end: number }): TowardsTarget;
  stop(): Promise<void>;
}

const domainOf = (set: string): Domain =>
  set.startsWith("zh_") ? "reviews" : (DOMAIN_OF[set as EnglishSet] ?? "news");
/** Texts that are asked about at once. */
const AT_ONCE = 256;

/** By the weights in `models/`, by the same road as people's questions. */
export function shipped(): Ours {
  const models = shippedSentiment();
  const { tone, heardTone } = createSentiment({ models, network: shippedToneNetwork, asked: must });
  return {
    async texts(set, texts) {
      const as = { domain: domainOf(set), language: set.startsWith("zh_") ? "zh" : "en" };
      const found: Scored[] = [];
      for (let at = 0; at < texts.length; at += AT_ONCE) {
        const part = texts.slice(at, at + AT_ONCE).map(plainText);
        const heard = await Promise.all(part.map((text) => heardTone(text, as)));
        heard.forEach((one, i) => {
          const alone = as.language === "en" ? tone(part[i] ?? "", as).score : undefined;
          found.push({ ...one, alone });
        });
      }
      return found;
    },
    target: ({ text, start, end }) => models.targets().towards(text, start, end),
    stop: async () => shippedToneNetwork()?.stop(),
  };
}

type Watch = (what: string) => (stage: string, done: number, of: number) => void;

/**
 * Five folds shared by all sets; no text is scored by weights (or a calibration) that saw it, an equal text of another file, or another
 * snippet of its editorial. The network is trained anew for each fold, too: some minutes each.
 */
export async function heldOut(run: Run): Promise<Ours> {
  const watch: Watch = (what) => (stage, done, of) => run.progress(`${what}, ${stage}`, done, of);
  const scores = new Map([...(await englishScores(run, watch)), ...chineseScores(run, watch)]);
  const targets = targetScores(run, watch);
  const found = <T>(value: T | undefined, what: string): T => {
    if (value === undefined) throw new Error(`${what} was not scored`);
    return value;
  };
  return {
    texts: async (set, texts) =>
      texts.map((text) => found(scores.get(idOf(set, set.startsWith("zh_") ? text : plainText(text))), set)),
    target: ({ text, start, end }) =>
      found(targets.get(`${start} ${end} ${text}`), `a target of ${TARGET_SET}`),
    stop: async () => {},
  };
}

const idOf = (set: string, text: string): string => `${set} ${keyOf(text)}`;

async function englishScores({ data, seed }: Run, watch: Watch): Promise<Map<string, Scored>> {
  const linear = crossValidateEnglish(readEnglish(data), watch("learning English"), ENGLISH_SETS);
  const heard = await crossValidateNetwork(readEnglishTone(data), {
    folds: FOLDS,
    foldOf: ({ group, text, set }) =>
      foldOf(set === "nyt_editorial_valence" ? group.replace("editorial ", "") : keyOf(text), FOLDS),
    seed,
    progress: watch("training the network"),
  });
  const tones = new Map([...heard].map(([{ set, text }, tone]) => [idOf(set, text), tone]));
  const scores = new Map<string, Scored>();
  for (const [domain, rows] of Map.groupBy(linear, (row) => row.domain))
    for (let fold = 0; fold < FOLDS; fold++) {
      const mine = (one: (typeof rows)[number]) => foldOf(one.example.group, FOLDS) === fold;
      const calibration = calibrationOf(
        rows.filter((one) => !mine(one)),
        domain,
      );
      for (const { example, plain } of rows.filter(mine)) {
        const id = `${example.set} ${example.key}`;
        const tone = tones.get(idOf(example.set, example.text)) ?? Number.NaN;
        const both = judge(blended(plain, tone, domain), calibration);
        scores.set(id, { ...both, alone: judge(plain, calibration).score });
      }
    }
  return scores;
}

function chineseScores({ data }: Run, watch: Watch): Map<string, Scored> {
  const rows = crossValidateChinese(readChinese(data), readVectors(), watch("learning Chinese"));
  const scores = new Map<string, Scored>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const mine = (one: (typeof rows)[number]) => foldOf(one.example.group, FOLDS) === fold;
    const calibration = chineseCalibration(rows.filter((one) => !mine(one)));
    for (const { example, plain } of rows.filter(mine))
      scores.set(`${example.set} ${example.key}`, { ...judge(plain, calibration), alone: undefined });
  }
  return scores;
}

function targetScores({ data }: Run, watch: Watch): Map<string, TowardsTarget> {
  const rows = crossValidateTargets(readTargets(data), watch("learning targets"));
  const targets = new Map<string, TowardsTarget>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const mine = ({ row }: (typeof rows)[number]) => foldOf(keyOf(row.text), FOLDS) === fold;
    const t = temperatureOf(rows.filter((one) => !mine(one)));
    for (const { row, logits } of rows.filter(mine))
      targets.set(`${row.start} ${row.end} ${row.text}`, judgeTarget(logits, t));
  }
  return targets;
}

/** Tones by networks that had not seen the sentence: what the shipped one would say of new text. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openModel } from "../../language/model-folder.ts";
import { nameMask } from "../../language/sentiment/linear/mask.ts";
import { readWordTable } from "../../language/sentiment/linear/word-table.ts";
import { withoutRepeats } from "../datasets/check.ts";
import { foldOf } from "../folds.ts";
import { oneOfEach, type ToneRow, without } from "./english-sets.ts";
import { MEANING, TONE_SCHEDULE, trainToneNetwork } from "./tone-network.ts";
import { staticVectors } from "./word-start.ts";

const VECTORS = fileURLToPath(new URL("../../../models/word-vectors", import.meta.url));
const WORDS = fileURLToPath(new URL("../../../models/sentiment-linear-en", import.meta.url));
/** One group in so many of what is learnt from says when to stop, as for the shipped network. */
const STOPS = 10;

export interface NetworkFolds {
  folds: number;
  /** Rows of one fold are scored by a network that learnt from none of them, nor from a text or group of theirs. */
  foldOf(row: ToneRow): number;
  seed: number;
  progress(stage: string, done: number, of: number): void;
}

/** The network of the recipe, once for each fold; some minutes each. */
export async function crossValidateNetwork(
  all: readonly ToneRow[],
  { folds, foldOf: foldOfRow, seed, progress }: NetworkFolds,
): Promise<ReadonlyMap<ToneRow, number>> {
  const vectors = existsSync(VECTORS) ? staticVectors(openModel(VECTORS), MEANING) : () => undefined;
  const found = new Map<ToneRow, number>();
  for (let fold = 0; fold < folds; fold++) {
    const held = all.filter((row) => foldOfRow(row) === fold);
    const rest = without(all, held);
    const heldOut = withoutRepeats(rest.filter(({ group }) => foldOf(group, STOPS) === 0));
    const training = oneOfEach(without(rest, heldOut));
    const { tones } = await trainToneNetwork({
      kind: "attention",
      training: editorialsTwice(withoutNames(training)),
      ...{ heldOut: withoutNames(heldOut), meaning: vectors, schedule: TONE_SCHEDULE, seed, work: undefined },
      progress: ({ stage, done, of }) => progress(`fold ${fold + 1} of ${folds}, ${stage}`, done, of),
      signal: new AbortController().signal,
    });
    for (const [domain, rows] of Map.groupBy(held, (row) => row.domain)) {
      const said = await tones(
        withoutNames(rows).map(({ text }) => text),
        domain,
      );
      rows.forEach((row, i) => {
        found.set(row, said[i] ?? 0);
      });
    }
  }
  return found;
}

let mask: ((text: string) => string) | undefined;

/** As the network is given them: no names, no groups of people. By the shipped linear model's table of words. */
export const withoutNames = (rows: readonly ToneRow[]): ToneRow[] =>
  rows.map((row) => {
    mask ??= nameMask(readWordTable(openModel(WORDS).read("words.bin")));
    return { ...row, text: mask(row.text) };
  });

/** Editorials are nearest to what is read here, and few. */
export const editorialsTwice = (rows: readonly ToneRow[]): ToneRow[] =>
  rows.flatMap((row) => (row.set === "nyt_editorial_valence" ? [row, row] : [row]));

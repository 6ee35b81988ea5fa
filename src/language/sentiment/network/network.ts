/** The tone of sentences by a trained network, and why. */
import type { ModelFolder } from "../../model-folder.ts";
import { createTextNetwork, type Weighed } from "../../nets/text-network.ts";
import { TONE_STEPS, type ToneDomain, toneOf } from "./tone.ts";

export interface ToneNetworkTools {
  /** The exact weights, for `madeBy`. */
  model: string;
  /** −1 … 1 for each sentence, in order; 0 where there is nothing to read. */
  tones(sentences: readonly string[], domain: ToneDomain): Promise<number[]>;
  why(sentence: string, domain: ToneDomain): Promise<ToneReason>;
  /** Frees the thread; may be called twice. */
  stop(): Promise<void>;
}

export interface ToneReason {
  tone: number;
  /** In the sentence's order; UTF-16, end excluded. */
  words: readonly {
    text: string;
    start: number;
    end: number;
    /** What the network attended to, 0 … 1. It shows where it looked, not what moved it. Undefined for kinds without attention. */
    attention: number | undefined;
    /** By how much the tone falls when the word is left out: what it adds, −2 … 2. */
    adds: number;
  }[];
}

/** Words of a sentence that are left out in turn. */
const MOST_WORDS = 64;

export function createToneNetwork(folder: ModelFolder): ToneNetworkTools {
  const network = createTextNetwork(folder, TONE_STEPS);
  const tones = async (sentences: readonly string[], domain: ToneDomain): Promise<number[]> =>
    (await network.ask(sentences)).map((output) => (output ? toneOf(output, domain) : 0));
  return {
    model: network.model,
    tones,
    async why(sentence, domain) {
      const [whole] = await network.weigh([sentence]);
      if (!whole) return { tone: 0, words: [] };
      const tone = toneOf(whole.output, domain);
      const words = joined(sentence, whole.tokens).slice(0, MOST_WORDS);
      const without = await tones(
        words.map(({ start, end }) => sentence.slice(0, start) + sentence.slice(end)),
        domain,
      );
      return {
        tone,
        words: words.map(({ start, end, attention }, i) => ({
          text: sentence.slice(start, end),
          start,
          end,
          attention,
          adds: tone - (without[i] ?? 0),
        })),
      };
    },
    stop: network.stop,
  };
}

/** Tokens that are one word to a reader ("did" + "n't", the sign of a shout) are one again; a mark behind a word stays apart. */
function joined(sentence: string, tokens: Weighed["tokens"]) {
  const words: { start: number; end: number; attention: number | undefined }[] = [];
  for (const { start, end, weight } of tokens) {
    const last = words.at(-1);
    const apart =
      !last || start > last.end || (start === last.end && !/[\p{L}'’]/u.test(sentence.charAt(start)));
    if (apart) words.push({ start, end, attention: weight });
    else {
      last.end = Math.max(last.end, end);
      if (weight !== undefined) last.attention = (last.attention ?? 0) + weight;
    }
  }
  return words;
}

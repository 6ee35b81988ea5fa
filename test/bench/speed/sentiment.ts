/** How fast the shipped models of tone are on one thread each, beside the npm packages on the same sentences in the same run. */
import { readFileSync } from "node:fs";
import { sentences } from "../../../src/language/sentences.ts";
import { shippedSentiment } from "../../../src/language/sentiment/models.ts";
import { shippedToneNetwork } from "../../../src/language/sentiment/network/shipped.ts";
import { createSentiment } from "../../../src/language/sentiment/sentiment.ts";
import { npmSentiment } from "../quality/baselines/npmSentiment.ts";
import { vader } from "../quality/baselines/vader.ts";
import type { Bench, Figure } from "./frame.ts";
import { median, rounded } from "./statistics.ts";

const STORIES = new URL("../../../src/news/sample/stories.jsonl", import.meta.url);
const GATES = { linear: 50_000, network: 10_000 } as const;

interface SampleStory {
  title: string;
  text: string;
  language: string;
}

export interface SentimentSpeed {
  /** Sentences a second; `stories`: whole stories a second, as trends and topics read them. */
  linear: number;
  linearZh: number;
  targets: number;
  network: number;
  stories: number;
  vader: number;
  sentiment: number;
}

/** The sentences of the sample stories, again and again up to `count`; medians of `rounds` after one to warm up. */
export async function sentimentSpeed(
  count: number,
  rounds: number,
  tell: (line: string) => void,
): Promise<SentimentSpeed> {
  const stories = readFileSync(STORIES, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as SampleStory);
  const of = (language: string) => stories.filter((story) => story.language === language);
  const english = upTo(count, of("en").flatMap(spansOf));
  const chinese = upTo(count, of("zh").flatMap(spansOf));
  const whole = upTo(
    Math.ceil(count / 10),
    of("en").map(({ title, text }) => `${title}\n\n${text}`),
  );
  const models = shippedSentiment();
  const { tone } = createSentiment({ models, network: () => undefined, asked() {} });
  const measure = async (name: string, texts: readonly string[], work: () => unknown): Promise<number> => {
    tell(name);
    const times: number[] = [];
    for (let n = -1; n < rounds; n++) {
      const began = performance.now();
      await work();
      if (n >= 0) times.push(performance.now() - began);
    }
    return (texts.length / median(times)) * 1_000;
  };
  const each = (name: string, texts: readonly string[], work: (text: string) => unknown) =>
    measure(name, texts, () => {
      for (const text of texts) work(text);
    });
  // The packages are slower: fewer sentences tell as much.
  const few = english.slice(0, Math.ceil(count / 8));
  const network = shippedToneNetwork();
  try {
    return {
      linear: await each("linear", english, (text) => models.english().plain(text, "news")),
      linearZh: await each("linear, Chinese", chinese, (text) => models.chinese().plain(text, "reviews")),
      targets: await each("targets", english, (text) => models.targets().towards(text, 0, 6)),
      network: network
        ? await measure("LSTM with attention", english, () => network.tones(english, "news"))
        : Number.NaN,
      stories: await each("stories", whole, (text) => tone(text, { language: "en" })),
      vader: await each("vader-sentiment", few, vader),
      sentiment: await each("sentiment", few, npmSentiment),
    };
  } finally {
    await network?.stop();
  }
}

export const sentiment: Bench = {
  name: "sentiment",
  about: "sentences a second of the shipped models of tone, beside the npm packages",
  async run({ smoke, tell }) {
    const [count, rounds] = smoke ? [64, 1] : [4_096, 7];
    const speed = await sentimentSpeed(count, rounds, tell);
    const peer = { name: "vader-sentiment", value: speed.vader };
    const other = { name: "sentiment", value: speed.sentiment };
    const figure = (label: string, value: number, rest: Partial<Figure> = {}): Figure => ({
      ...{ label, value, unit: "", good: "more" },
      ...rest,
    });
    return {
      json: {
        ...{ bench: "sentiment", sentences: count, rounds },
        ...Object.fromEntries(Object.entries(speed).map(([name, value]) => [name, rounded(value)])),
      },
      figures: [
        figure("linear, sentences a second", speed.linear, { gate: GATES.linear, peer }),
        figure("LSTM with attention in onnxruntime, sentences a second", speed.network, {
          ...{ gate: GATES.network, peer },
        }),
        figure("linear, beside npm sentiment", speed.linear, { peer: other }),
        figure("linear Chinese, sentences a second", speed.linearZh),
        figure("towards a target, sentences a second", speed.targets),
        figure("whole stories a second, linear", speed.stories),
      ],
      notes: [
        `${count} sentences of the sample stories (each comes several times), median of ${rounds}, one thread; the network in a thread of its own, tokens and all`,
      ],
    };
  },
};

const spansOf = ({ title, text }: SampleStory): string[] => [
  title,
  ...sentences(text).map((span) => span.text),
];

const upTo = <T>(count: number, items: readonly T[]): T[] =>
  Array.from({ length: count }, (_, i) => items[i % items.length] as T);

/** The trained models of tone: English, Chinese, towards somebody, and the network that is heard beside the English one. */
import type { Trained } from "../language/index.ts";
import type { TargetScorer } from "../language/sentiment/linear/target-scorer.ts";
import { loadSentiment, loadTargets, type SentimentScorer } from "../language/sentiment/load.ts";
import { shippedSentiment } from "../language/sentiment/models.ts";
import { createToneNetwork, type ToneNetworkTools } from "../language/sentiment/network/network.ts";
import { createSentiment } from "../language/sentiment/sentiment.ts";
import { towards } from "../language/sentiment/towards.ts";
import type { SentimentDomain, Words } from "../types.ts";
import { type HouseTask, houseTask } from "./house-task.ts";

const labels: Readonly<Record<string, Words>> = {
  positive: { en: "positive", zh: "正面" },
  neutral: { en: "neutral", zh: "中性" },
  negative: { en: "negative", zh: "负面" },
};
const shipped = shippedSentiment();

/** Judged as texts are read, whole stories among them, but for the network. */
function linear(language: "en" | "zh", domain: SentimentDomain, install: (tool: SentimentScorer) => Trained) {
  return {
    labels,
    load: loadSentiment,
    judge: {
      by: "label" as const,
      answer(tool: SentimentScorer, { text }: { text: string }) {
        const models = { ...shipped, [language === "en" ? "english" : "chinese"]: () => tool };
        return createSentiment({ models, network: () => undefined }).tone(text, { language, domain });
      },
    },
    builtIn: undefined,
    limits: { perSecond: 5_000, bytes: 1_500_000 },
    installs: install,
  };
}

const english = houseTask<SentimentScorer>({
  task: "sentiment-en",
  about: { en: "the tone of English texts", zh: "英文文本的情感" },
  shipped: "sentiment-linear-en",
  ...linear("en", "news", (tool) => ({ sentimentEn: tool })),
});

/** As reviews: on news the word list has the greater say, and that is not the model's. */
const chinese = houseTask<SentimentScorer>({
  task: "sentiment-zh",
  about: { en: "the tone of Chinese texts", zh: "中文文本的情感" },
  shipped: "sentiment-linear-zh",
  ...linear("zh", "reviews", (tool) => ({ sentimentZh: tool })),
});

const targets = houseTask<TargetScorer>({
  task: "sentiment-targets",
  about: { en: "how a text speaks of a person or body", zh: "文本对某人或某机构的态度" },
  shipped: "sentiment-targets",
  labels,
  load: loadTargets,
  judge: {
    by: "label",
    answer(tool, { text, start = 0, end = text.length }) {
      const models = { ...shipped, targets: () => tool };
      const [found] = towards(text, [{ start, end }], { language: "en" }, models);
      return found ?? { label: "neutral", confidence: 0 };
    },
  },
  builtIn: undefined,
  limits: { perSecond: 2_000, bytes: 1_500_000 },
  installs: (tool) => ({ sentimentTargets: tool }),
});

export const networkTask = "sentiment-network-en";

/** Judged alone, a text at a time; in replies it is heard beside the linear model. */
const network = houseTask<ToneNetworkTools>({
  task: networkTask,
  about: {
    en: "the tone of English texts, by a network beside the linear model",
    zh: "英文文本的情感（神经网络，与线性模型并用）",
  },
  shipped: "sentiment-lstm-en",
  labels,
  load: createToneNetwork,
  judge: {
    by: "label",
    async answer(tool, { text }) {
      const [tone = 0] = await tool.tones([shipped.english().masked(text)], "news");
      const label = tone > FLAT ? "positive" : tone < -FLAT ? "negative" : "neutral";
      return { label, confidence: Math.min(1, Math.abs(tone)) };
    },
  },
  builtIn: undefined,
  limits: { perSecond: 200, bytes: 4_000_000 },
  installs: (tool) => ({ toneNetwork: () => tool }),
});

/** ±.5 of people's −4 … 4 is neutral. */
const FLAT = 0.125;

export const sentimentTasks: readonly HouseTask[] = [english, chinese, targets, network];

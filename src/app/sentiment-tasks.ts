/** The trained models of tone: English, Chinese, towards somebody, and the network that is heard beside the English one. */
import type { Trained } from "../language/index.ts";
import type { TargetScorer } from "../language/sentiment/linear/target-scorer.ts";
import { loadSentiment, loadTargets, type SentimentScorer } from "../language/sentiment/load.ts";
import { shippedSentiment } from "../language/sentiment/models.ts";
import { createToneNetwork, type ToneNetworkTools } from "../language/sentiment/network/network.ts";
import { shippedToneNetwork } from "../language/sentiment/network/shipped.ts";
import { createSentiment, must } from "../language/sentiment/sentiment.ts";
import { towards } from "../language/sentiment/towards.ts";
import type { Beside } from "../learn/model-task.ts";
import type { SentimentDomain, Words } from "../types.ts";
import { type HouseTask, houseTask } from "./house-task.ts";

const labels: Readonly<Record<string, Words>> = {
  positive: { en: "positive", zh: "正面" },
  neutral: { en: "neutral", zh: "中性" },
  negative: { en: "negative", zh: "负面" },
};
const shipped = shippedSentiment();

export const networkTask = "sentiment-network-en";

/** The network that is heard beside a candidate meanwhile: people get both together. */
function networkBeside(beside: Beside): ToneNetworkTools | undefined {
  const live = beside(networkTask);
  return live && ((live.tool as ToneNetworkTools | undefined) ?? shippedToneNetwork());
}

/** Judged as people are answered, whole stories among them. */
function linear(language: "en" | "zh", domain: SentimentDomain, install: (tool: SentimentScorer) => Trained) {
  return {
    labels,
    load: loadSentiment,
    judge: {
      by: "label" as const,
      answer(tool: SentimentScorer, { text }: { text: string }, beside: Beside) {
        const models = { ...shipped, [language === "en" ? "english" : "chinese"]: () => tool };
        const network = () => networkBeside(beside);
        return createSentiment({ models, network, asked: must }).heardTone(text, { language, domain });
      },
    },
    builtIn: undefined,
    // English ones with the network's time in it: only far less than what answers now is refused for it.
    limits: { perSecond: 5_000, bytes: 1_500_000 },
    installs: install,
  };
}

const english = houseTask<SentimentScorer>({
  task: "sentiment-en",
  learnsAs: "sentiment-en",
  about: { en: "the tone of English texts", zh: "英文文本的情感" },
  shipped: "sentiment-linear-en",
  ...linear("en", "news", (tool) => ({ sentimentEn: tool })),
});

/** As reviews: on news the word list has the greater say, and that is not the model's. */
const chinese = houseTask<SentimentScorer>({
  task: "sentiment-zh",
  learnsAs: "sentiment-zh",
  about: { en: "the tone of Chinese texts", zh: "中文文本的情感" },
  shipped: "sentiment-linear-zh",
  ...linear("zh", "reviews", (tool) => ({ sentimentZh: tool })),
});

const targets = houseTask<TargetScorer>({
  task: "sentiment-targets",
  learnsAs: "sentiment-targets",
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

const network = houseTask<ToneNetworkTools>({
  task: networkTask,
  learnsAs: "sentiment-en",
  about: {
    en: "the tone of English texts, by a network beside the linear model",
    zh: "英文文本的情感（神经网络，与线性模型并用）",
  },
  shipped: "sentiment-lstm-en",
  labels,
  load: createToneNetwork,
  judge: {
    by: "label",
    // As people are answered: beside the linear model that is live.
    answer(tool, { text }, beside) {
      const scorer = beside("sentiment-en")?.tool as SentimentScorer | undefined;
      const models = { ...shipped, ...(scorer && { english: () => scorer }) };
      const together = createSentiment({ models, network: () => tool, asked: must });
      return together.heardTone(text, { language: "en", domain: "news" });
    },
  },
  builtIn: undefined,
  limits: { perSecond: 200, bytes: 4_000_000 },
  installs: (tool) => ({ toneNetwork: () => tool }),
});

export const sentimentTasks: readonly HouseTask[] = [english, chinese, targets, network];

/** What a whole story is counted under: its subject and its tone. */
import { IPTC } from "../../language/topics/iptc.ts";
import type { SentimentDomain, Source, Story, StoryLabel, TextTools, Words } from "../../types.ts";

/** The first paragraphs say what a story is about, and in what tone. */
const opening = 600;

const toneNames: Readonly<Record<string, Words>> = {
  "tone:negative": { en: "negative tone", zh: "负面语气" },
  "tone:neutral": { en: "neutral tone", zh: "中性语气" },
  "tone:positive": { en: "positive tone", zh: "正面语气" },
};

export function labelName(label: StoryLabel): Words {
  return toneNames[label] ?? IPTC[label.slice(label.indexOf(":") + 1)] ?? { en: label, zh: label };
}

export interface Labels {
  /** A subject that is only guessed is no label, nor is the tone of a text with nothing to score. */
  of(story: Pick<Story, "title" | "text" | "language">, voice?: Source["voice"]): readonly StoryLabel[];
  /** Names of what gives them: "topics-iptc 1 (a1b2c3d4)". */
  models(kind: "topic" | "tone"): readonly string[];
}

export function createLabels(text: Pick<TextTools, "topics" | "tone">): Labels {
  return {
    of(story, voice) {
      const read = `${story.title}\n${story.text.slice(0, opening)}`;
      const domain: SentimentDomain = voice === "social" ? "social" : "news";
      const { topics, sure } = text.topics(read, story.language);
      const tone = text.tone(read, { domain, language: story.language });
      const [subject] = topics;
      return [
        ...(subject && sure ? ([`topic:${subject.code}`] as const) : []),
        ...(tone.models.length > 0 ? ([`tone:${tone.label}`] as const) : []),
      ];
    },
    models(kind) {
      if (kind === "topic") return [text.topics("").model];
      // A tone names what scored it, so something is scored.
      const made = [text.tone("It rained.", { language: "en" }), text.tone("下雨了。", { language: "zh" })];
      return [...new Set(made.flatMap(({ models }) => models))];
    },
  };
}

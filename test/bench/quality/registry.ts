/** The evaluation's tasks: one line each. */
import type { Task } from "./frame.ts";
import { bursts } from "./tasks/bursts.ts";
import { keywords } from "./tasks/keywords.ts";
import { language } from "./tasks/language.ts";
import { names } from "./tasks/names.ts";
import { related } from "./tasks/related.ts";
import { sentiment } from "./tasks/sentiment/index.ts";
import { summarization } from "./tasks/summarization.ts";
import { topics } from "./tasks/topics.ts";
import { vectors } from "./tasks/vectors.ts";

export const tasks: readonly Task[] = [
  summarization,
  sentiment,
  related,
  bursts,
  topics,
  vectors,
  names,
  language,
  keywords,
];

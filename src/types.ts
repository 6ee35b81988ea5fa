/** The contracts of the house: types only. Each part stands in a file of its own in `types/`. */

export type * from "./types/adapter.ts";
export type * from "./types/analysis.ts";
export type * from "./types/ask.ts";
export type * from "./types/chart.ts";
export type * from "./types/chat.ts";
export type * from "./types/command.ts";
export type * from "./types/embedder.ts";
export type * from "./types/jobs.ts";
export type * from "./types/kept.ts";
export type * from "./types/learning.ts";
export type * from "./types/models.ts";
export type * from "./types/names.ts";
export type * from "./types/news.ts";
export type * from "./types/reply.ts";
export type * from "./types/sentiment.ts";
export type * from "./types/services.ts";
export type * from "./types/settings.ts";
export type * from "./types/sources.ts";
export type * from "./types/store.ts";
export type * from "./types/text.ts";
export type * from "./types/topics.ts";
export type * from "./types/trends.ts";

/** The registry: one line a command. `help` lists them by name. */

export { compare } from "./compare.ts";
export { correct } from "./correct.ts";
export { desk } from "./desk.ts";
export { digest } from "./digest.ts";
export { draft } from "./draft.ts";
export { feedback } from "./feedback.ts";
export { health } from "./health.ts";
export { help } from "./help.ts";
export { keywords } from "./keywords.ts";
export { label } from "./label.ts";
export { learn } from "./learn.ts";
export { models } from "./models.ts";
export { names } from "./names.ts";
export { recommend } from "./recommend.ts";
export { related } from "./related.ts";
export { search } from "./search.ts";
export { sentiment } from "./sentiment.ts";
export { sources } from "./sources.ts";
export { summarize } from "./summarize.ts";
export { timeline } from "./timeline.ts";
export { topics } from "./topics.ts";
export { trends } from "./trends.ts";
export { why } from "./why.ts";

/** The registry: one line a platform. */

export { discord } from "./discord/index.ts";
export { slack } from "./slack/index.ts";
export { terminal } from "./terminal/index.ts";
export { web } from "./web/index.ts";

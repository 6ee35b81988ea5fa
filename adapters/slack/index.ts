/** Slack: mentions, direct messages, slash commands, forms, buttons, the shortcut on a message, reactions. */
import type { AdapterPlugin } from "../../src/types.ts";
import { createSlack } from "./adapter.ts";
import { checkSlack } from "./check.ts";
import { slackOff, slackSettings } from "./settings.ts";

export { slackManifest } from "./manifest.ts";

export const slack: AdapterPlugin<typeof slackSettings> = {
  platform: "slack",
  about: "Slack, by Socket Mode or HTTP",
  settings: slackSettings,
  off: slackOff,
  create: createSlack,
  check: checkSlack,
};

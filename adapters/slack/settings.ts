/** Slack's variables. */
import { integer, secret, text, url } from "../../src/settings.ts";
import type { Off, SettingSpec, SettingsOf } from "../../src/types.ts";

/** Names of slash commands: https://docs.slack.dev/interactivity/implementing-slash-commands */
const prefix: SettingSpec<string> = {
  about: "Put before each slash command (/ct-summarize), for their names are shared by the whole workspace",
  example: "ct-",
  secret: false,
  fallback: "ct-",
  parse(value) {
    if (!/^[a-z0-9_-]{1,12}$/.test(value)) throw new Error("must be 1 to 12 of a-z, 0-9, - and _");
    return value;
  },
};

export const slackSettings = {
  SLACK_BOT_TOKEN: secret({ about: "Slack: the bot token of the installed app", prefix: "xoxb-" }),
  SLACK_APP_TOKEN: secret({
    about: "Slack by Socket Mode (no public address needed): an app-level token with connections:write",
    prefix: "xapp-",
  }),
  SLACK_SIGNING_SECRET: secret({ about: "Slack by HTTP instead of Socket Mode: the app's signing secret" }),
  SLACK_PORT: integer({
    about: "Slack by HTTP: the port that /slack/events is served on; 0 picks one",
    min: 0,
    max: 65_535,
    fallback: 3001,
  }),
  SLACK_PUBLIC_URL: url({
    about: "Slack by HTTP: the address Slack reaches that port by, written into the manifest",
    example: "https://copytaster.example.org",
    protocols: ["https"],
  }),
  SLACK_COMMAND_PREFIX: prefix,
  SLACK_API_URL: url({
    about: "Slack's Web API elsewhere: a proxy, or a stand-in for tests",
    example: "https://slack.com/api/",
    protocols: ["https", "http"],
  }),
  SLACK_NAME: text({ about: "The name of the app and its bot in the manifest", example: "Copytaster" }),
};

export type SlackSettings = SettingsOf<typeof slackSettings>;

export const defaultApiUrl = "https://slack.com/api/";

const manifestMend =
  "`npm run -s copytaster -- manifest slack` prints the manifest to create the app from at https://api.slack.com/apps";

/** Undefined: there is enough to connect. */
export function slackOff(settings: SlackSettings): Off | undefined {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: signing } = settings;
  if (bot && (app || signing)) return undefined;
  if (!bot && !app && !signing)
    return {
      why: "SLACK_BOT_TOKEN is not set",
      mend: `${manifestMend}; install it, then set SLACK_BOT_TOKEN (OAuth & Permissions) and SLACK_APP_TOKEN (Basic Information, App-Level Tokens, connections:write)`,
    };
  if (!bot)
    return {
      why: "SLACK_BOT_TOKEN is not set",
      mend: `install the app and set the token from OAuth & Permissions; ${manifestMend}`,
    };
  return {
    why: "neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is set",
    mend: `set SLACK_APP_TOKEN (Basic Information, App-Level Tokens, connections:write), or SLACK_SIGNING_SECRET and SLACK_PORT; ${manifestMend}`,
  };
}

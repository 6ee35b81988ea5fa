/** The app manifest, made from the command registry: https://docs.slack.dev/reference/app-manifest. Pure. */
import type { CommandInfo, OptionSpec } from "../../src/types.ts";
import { mainCommand, summarizeShortcut } from "./parse.ts";
import { cut } from "./render.ts";
import type { SlackSettings } from "./settings.ts";

/** Only what is used, each with its reason. */
export const botScopes = [
  "app_mentions:read", // hear "@copytaster …"
  "assistant:write", // stand in the assistant pane
  "channels:history", // read the thread or channel one asks about; find what was posted already
  "channels:read", // know public channels from private ones, and their members
  "chat:write", // answer, and show a status while it works
  "commands", // slash commands and the shortcut on a message
  "files:read", // open the files one asks about
  "files:write", // share charts and lists
  "groups:history", // as channels:history, where it was invited into a private channel
  "groups:read", // as channels:read
  "im:history", // hear direct messages
  "im:read", // know a direct message for what it is
  "im:write", // hand a file to one person alone
  "mpim:history", // as channels:history, in group messages
  "mpim:read", // as channels:read
  "reactions:read", // 👍 and 👎
  "users:read", // names, languages, and who administers the workspace
] as const;

export const botEvents = [
  "app_mention",
  "assistant_thread_context_changed", // Slack demands both of apps in the assistant pane
  "assistant_thread_started",
  "message.im",
  "reaction_added",
] as const;

export const eventsPath = "/slack/events";

/** Slack's limits: 50 slash commands, 32 characters in a name, 2,000 in a description, 1,000 in a hint. */
export function slackManifest(
  commands: readonly CommandInfo[],
  settings: Pick<SlackSettings, "SLACK_COMMAND_PREFIX" | "SLACK_PUBLIC_URL" | "SLACK_NAME">,
): Record<string, unknown> {
  const listed = commands.filter((command) => command.listed);
  const name = cut(settings.SLACK_NAME ?? "Copytaster", 35);
  const url = settings.SLACK_PUBLIC_URL && new URL(eventsPath, settings.SLACK_PUBLIC_URL).href;
  const slash = [
    { command: `/${mainCommand}`, description: "Ask anything, or any command", usage_hint: "help" },
    ...listed.map((command) => ({
      command: `/${settings.SLACK_COMMAND_PREFIX}${command.name}`.slice(0, 32),
      description: cut(command.about.en, 2000),
      ...(command.options.length > 0 && { usage_hint: cut(command.options.map(hint).join(" "), 1000) }),
    })),
  ].slice(0, 50);
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name,
      description: "The newsroom's copytaster: summaries, drafts, digests and what is worth running",
      background_color: "#1f3a4d",
    },
    features: {
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      assistant_view: {
        assistant_description: "Summaries you can trust, drafts, digests, and what we ran before",
        suggested_prompts: listed
          .flatMap((command) => command.examples.slice(0, 1))
          .slice(0, 4)
          .map((example) => ({ title: example, message: example })),
      },
      bot_user: { display_name: name.replace(/[^\w.-]+/g, "-").toLowerCase(), always_online: true },
      shortcuts: [
        {
          name: "Summarize",
          type: "message",
          callback_id: summarizeShortcut,
          description: "Summarize this message, its link or its file",
        },
      ],
      slash_commands: slash.map((one) => ({ ...one, should_escape: false, ...(url && { url }) })),
    },
    oauth_config: { scopes: { bot: [...botScopes] } },
    settings: {
      event_subscriptions: { bot_events: [...botEvents], ...(url && { request_url: url }) },
      interactivity: { is_enabled: true, ...(url && { request_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: !url,
      token_rotation_enabled: false,
    },
  };
}

function hint(spec: OptionSpec): string {
  const words = spec.choices && spec.choices.length <= 6 ? spec.choices.join("|") : spec.name;
  const value = spec.named ? `--${spec.name} …` : words;
  return spec.required ? `<${value}>` : `[${value}]`;
}

/** For `doctor`: is Slack there, whose tokens are these, and do they reach far enough? */
import { UserError } from "../../src/errors.ts";
import type { Log } from "../../src/types.ts";
import { createApi, type Result } from "./api.ts";
import { botScopes } from "./manifest.ts";
import { defaultApiUrl, type SlackSettings } from "./settings.ts";

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** @throws UserError with the mend. */
export async function checkSlack(settings: SlackSettings, signal: AbortSignal): Promise<string> {
  const { webApi } = await import("@slack/bolt");
  const made = (token: string | undefined) => {
    const client = new webApi.WebClient(token, {
      slackApiUrl: settings.SLACK_API_URL ?? defaultApiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      fetch: (url, init) => fetch(url, { ...init, signal }),
    });
    return createApi(client, quiet);
  };
  const test = await made(settings.SLACK_BOT_TOKEN).call("auth.test", {});
  const granted = ((test.response_metadata as Result | undefined)?.scopes ?? []) as string[];
  const missing = granted.length > 0 ? botScopes.filter((scope) => !granted.includes(scope)) : [];
  if (missing.length > 0)
    throw new UserError(
      { en: `The Slack app lacks ${missing.join(", ")}`, zh: `Slack 应用缺少权限：${missing.join("、")}` },
      {
        en: "Update it from `npm run -s copytaster -- manifest slack` and install it again",
        zh: "请用 `npm run -s copytaster -- manifest slack` 更新应用清单并重新安装",
      },
    );
  if (settings.SLACK_APP_TOKEN) await made(settings.SLACK_APP_TOKEN).call("apps.connections.open", {});
  const way = settings.SLACK_APP_TOKEN ? "Socket Mode" : `HTTP on port ${settings.SLACK_PORT}`;
  return `${test.user} in ${test.team}, by ${way}`;
}

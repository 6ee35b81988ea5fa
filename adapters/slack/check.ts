/** For `doctor`: is Slack there, whose tokens are these, and do they reach far enough? */
import { messageOf, UserError } from "../../src/errors.ts";
import type { Log } from "../../src/types.ts";
import { createApi, type Result, type SlackApi } from "./api.ts";
import { botScopes } from "./manifest.ts";
import { defaultApiUrl, type SlackSettings } from "./settings.ts";

const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** @throws UserError with the mend. */
export async function checkSlack(settings: SlackSettings, signal: AbortSignal): Promise<string> {
  const { LogLevel, webApi } = await import("@slack/bolt");
  const api = (token: string | undefined): SlackApi => {
    const client = new webApi.WebClient(token, {
      slackApiUrl: settings.SLACK_API_URL ?? defaultApiUrl,
      logLevel: LogLevel.ERROR,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      fetch: (url, init) => fetch(url, { ...init, signal }),
    });
    return createApi(client, quiet, async () => {});
  };
  const test = await reach(api(settings.SLACK_BOT_TOKEN), "auth.test");
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
  if (settings.SLACK_APP_TOKEN) await reach(api(settings.SLACK_APP_TOKEN), "apps.connections.open");
  const way = settings.SLACK_APP_TOKEN ? "Socket Mode" : `HTTP on port ${settings.SLACK_PORT}`;
  return `@${test.user} in ${test.team}, by ${way}`;
}

async function reach(api: SlackApi, method: string): Promise<Result> {
  try {
    return await api.call(method, {});
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      { en: `Slack cannot be reached (${messageOf(error)})`, zh: `无法连接 Slack（${messageOf(error)}）` },
      { en: "Check the network, the proxy and SLACK_API_URL", zh: "请检查网络、代理和 SLACK_API_URL" },
      { cause: error },
    );
  }
}

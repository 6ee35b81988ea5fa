/** Calls to Slack's Web API: waits where Slack says so, tries again where that is safe, and says how to mend what it cannot. */
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf, UserError } from "../../src/errors.ts";
import type { Log, Words } from "../../src/types.ts";

export type Result = Readonly<Record<string, unknown>>;

/** All that is used of the SDK's `WebClient`: made with no retries of its own, for it would repeat a post that had arrived. */
export interface SlackClient {
  apiCall(method: string, options?: Record<string, unknown>): Promise<object>;
}

export interface SlackApi {
  /**
   * @throws UserError when the token or its scopes are at fault; `Unsure` when a post may or may not have arrived; else an `Error`
   * whose `slackCode` tells Slack's own word.
   */
  call(method: string, args: Record<string, unknown>): Promise<Result>;
}

/** The line broke after the request went out: look before sending again. */
export class Unsure extends Error {
  override readonly name = "Unsure";
}

/** Sending these twice does it twice. */
const notTwice = new Set(["chat.postMessage", "chat.postEphemeral", "files.uploadV2", "views.open"]);

const badToken = new Set([
  "invalid_auth",
  "not_authed",
  "token_revoked",
  "token_expired",
  "account_inactive",
  "team_access_not_granted",
]);

const invite: Words = { en: "Invite me there with `/invite`", zh: "请在该频道用 `/invite` 邀请我加入" };

/** Places that the bot may not write in. */
const closedPlaces: Readonly<Record<string, { problem: Words; mend: Words }>> = {
  not_in_channel: {
    problem: {
      en: "I am not in that Slack channel (not_in_channel)",
      zh: "我不在该 Slack 频道中（not_in_channel）",
    },
    mend: invite,
  },
  channel_not_found: {
    problem: {
      en: "I cannot see that Slack channel (channel_not_found)",
      zh: "我看不到该 Slack 频道（channel_not_found）",
    },
    mend: invite,
  },
  is_archived: {
    problem: { en: "That Slack channel is archived (is_archived)", zh: "该 Slack 频道已归档（is_archived）" },
    mend: { en: "Bring it back, or choose another channel", zh: "请恢复该频道，或改用其他频道" },
  },
};

/** Slack's own trouble. */
const passing = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
]);

/** Altogether; a person does not wait longer, and an answer that is not shown is taken up again at the next start. */
const longestWait = 120_000;
const attempts = 4;

export function createApi(
  client: SlackClient,
  log: Log,
  wait: (ms: number) => Promise<unknown> = sleep,
): SlackApi {
  let told = false;
  const explain = (error: unknown, method: string): Error => {
    const code = slackCode(error);
    if (code && badToken.has(code)) {
      const explained = tokenError(code, error);
      if (!told) log.error({ method, code }, explained.message);
      told = true;
      return explained;
    }
    if (code === "missing_scope") {
      const explained = scopeError(error, method);
      log.error({ method, needed: dataOf(error).needed }, explained.message);
      return explained;
    }
    const closed = code && method.startsWith("chat.") && closedPlaces[code];
    if (closed) return new UserError(closed.problem, closed.mend, { cause: error });
    return error instanceof Error ? error : new Error(messageOf(error));
  };
  return {
    async call(method, args) {
      let waited = 0;
      for (let attempt = 1; ; attempt++) {
        try {
          const result = (await client.apiCall(method, args)) as Result;
          told = false;
          return result;
        } catch (error) {
          const after = retryAfter(error);
          if (after !== undefined) {
            waited += after;
            if (waited > longestWait)
              throw new Error(`Slack keeps ${method} waiting for ${waited / 1000} s`, { cause: error });
            log.info({ method, seconds: after / 1000 }, "Slack asks to wait");
            await wait(after);
            attempt -= 1;
            continue;
          }
          if (!isPassing(error)) throw explain(error, method);
          if (notTwice.has(method))
            throw new Unsure(`${method} broke off: ${messageOf(error)}`, { cause: error });
          if (attempt >= attempts) throw error;
          await wait(250 * 4 ** attempt);
        }
      }
    },
  };
}

/** Slack's word for what went wrong ("channel_not_found"), when it is Slack that refused. */
export function slackCode(error: unknown): string | undefined {
  const word = dataOf(error).error;
  if (typeof word === "string") return word;
  return error instanceof UserError && error.cause !== undefined ? slackCode(error.cause) : undefined;
}

function dataOf(error: unknown): Result {
  const data = typeof error === "object" && error !== null && "data" in error ? error.data : undefined;
  return typeof data === "object" && data !== null ? (data as Result) : {};
}

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

/** ms, by the Retry-After header (seconds). */
function retryAfter(error: unknown): number | undefined {
  if (
    codeOf(error) === "slack_webapi_rate_limited_error" &&
    typeof error === "object" &&
    error !== null &&
    "retryAfter" in error
  )
    return Math.max(1, Number(error.retryAfter) || 1) * 1000;
  const word = slackCode(error);
  return word === "ratelimited" || word === "rate_limited" ? 5000 : undefined;
}

function isPassing(error: unknown): boolean {
  if (codeOf(error) === "slack_webapi_request_error") return true;
  if (codeOf(error) === "slack_webapi_http_error")
    return (
      typeof error === "object" && error !== null && "statusCode" in error && Number(error.statusCode) >= 500
    );
  return passing.has(slackCode(error) ?? "");
}

export function tokenError(code: string, cause: unknown): UserError {
  return new UserError(
    { en: `Slack refuses the token (${code})`, zh: `Slack 拒绝了令牌（${code}）` },
    {
      en: "Install the app again at https://api.slack.com/apps and set SLACK_BOT_TOKEN (and SLACK_APP_TOKEN) anew",
      zh: "请在 https://api.slack.com/apps 重新安装应用，并重新设置 SLACK_BOT_TOKEN（以及 SLACK_APP_TOKEN）",
    },
    { cause },
  );
}

function scopeError(cause: unknown, method: string): UserError {
  const needed = String(dataOf(cause).needed ?? "?");
  const problem: Words = {
    en: `The Slack app lacks the scope ${needed} for ${method}`,
    zh: `Slack 应用缺少 ${method} 所需的权限 ${needed}`,
  };
  return new UserError(
    problem,
    {
      en: "Update the app from `npm run -s copytaster -- manifest slack` and install it again",
      zh: "请用 `npm run -s copytaster -- manifest slack` 更新应用清单并重新安装",
    },
    { cause },
  );
}

/**
 * Keeps the Socket Mode connection up. The SDK's own reconnecting lets a refused token end the process with an unhandled rejection,
 * and may connect again after it was told to stop; so it is told not to reconnect, and this does.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../../src/errors.ts";
import type { Log } from "../../src/types.ts";
import { slackCode, tokenError } from "./api.ts";

/** What is used of the SDK's `SocketModeClient`, made with `autoReconnectEnabled: false`. */
export interface SocketClient {
  start(): Promise<unknown>;
  disconnect(): Promise<void>;
  on(event: "disconnected", listener: () => void): unknown;
}

export interface Socket {
  /** Resolves when connected. Throws `UserError` when the app token is refused. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const fatal = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "user_removed_from_team",
  "team_disabled",
  "not_allowed_token_type",
]);

/** ms; after a refused token it is tried again rarely, for it may be mended elsewhere. */
const longestPause = 30_000;

export function keepSocket(client: SocketClient, log: Log, firstPause = 500): Socket {
  const over = new AbortController();
  let up = false;
  let connecting: Promise<void> | undefined;

  async function connect(atStart: boolean): Promise<void> {
    for (let failures = 0; !over.signal.aborted; failures++) {
      try {
        await client.start();
        up = true;
        if (over.signal.aborted) await client.disconnect();
        else log.info({ failures }, atStart ? "connected to Slack" : "connected to Slack again");
        return;
      } catch (error) {
        const code = slackCode(error);
        if (code && fatal.has(code)) {
          const explained = tokenError(code, error);
          if (atStart) throw explained;
          log.error({ code }, explained.message);
          failures = Math.max(failures, 6);
        } else {
          if (atStart && failures >= 3)
            throw new Error("Slack's Socket Mode cannot be reached", { cause: error });
          log.warn(
            { error: error === undefined ? "closed" : messageOf(error), failures },
            "Slack cannot be reached",
          );
        }
        await sleep(Math.min(longestPause, firstPause * 2 ** failures), undefined, {
          signal: over.signal,
        }).catch(() => {});
      }
    }
  }

  client.on("disconnected", () => {
    const was = up;
    up = false;
    if (!was || over.signal.aborted || connecting) return;
    log.info({}, "Slack closed the connection; connecting again");
    connecting = connect(false).finally(() => {
      connecting = undefined;
    });
  });

  return {
    start: () => connect(true),
    async stop() {
      if (over.signal.aborted) return;
      over.abort();
      await connecting;
      if (up) await client.disconnect();
      up = false;
    },
  };
}

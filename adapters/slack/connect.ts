/** Opens Bolt, by Socket Mode or by HTTP. The SDK is imported here and nowhere else. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { App } from "@slack/bolt";
import { messageOf } from "../../src/errors.ts";
import type { Log } from "../../src/types.ts";
import { gated } from "./late.ts";
import { eventsPath } from "./manifest.ts";
import type { Self } from "./parse.ts";
import { defaultApiUrl, type SlackSettings } from "./settings.ts";
import { keepSocket } from "./socket.ts";

export interface Connection {
  app: App;
  start(): Promise<void>;
  /** Takes nothing new, and resolves when all that is under way is done and the line is closed. */
  stop(): Promise<void>;
}

/** No I/O. @param self who the bot is, known once it has been started. */
export async function connect(settings: SlackSettings, log: Log, self: () => Self): Promise<Connection> {
  const { App, HTTPReceiver, LogLevel, SocketModeReceiver } = await import("@slack/bolt");
  const logger = boltLogger(log, LogLevel.INFO);
  // No retries in the SDK: it would repeat a post that had arrived. `api.ts` repeats what may be repeated.
  const clientOptions = {
    slackApiUrl: settings.SLACK_API_URL ?? defaultApiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 30_000,
  };
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = settings;
  const line = appToken ? socketLine(appToken) : httpLine(signingSecret ?? "");

  function socketLine(token: string) {
    const receiver = new SocketModeReceiver({
      appToken: token,
      logger,
      autoReconnectEnabled: false,
      installerOptions: { clientOptions: { ...clientOptions } },
    });
    const socket = keepSocket(receiver.client, log);
    return {
      receiver,
      start: () => socket.start(),
      close: () => socket.stop(),
      shut: async () => {},
    };
  }

  function httpLine(secret: string) {
    const receiver = new HTTPReceiver({
      signingSecret: secret,
      endpoints: [eventsPath],
      port: settings.SLACK_PORT,
      logger,
    });
    let server: Server | undefined;
    let shut: Promise<void> | undefined;
    const start = async () => {
      server = (await receiver.start(settings.SLACK_PORT)) as Server;
      log.info({ port: (server.address() as AddressInfo).port, path: eventsPath }, "listening for Slack");
    };
    return {
      receiver,
      start,
      /** No new connection from here on. */
      shut: async () => {
        if (server?.listening) shut ??= new Promise((resolve) => server?.close(() => resolve()));
      },
      close: async () => {
        server?.closeIdleConnections();
        const force = setTimeout(() => server?.closeAllConnections(), 3500);
        await shut;
        clearTimeout(force);
      },
    };
  }

  const gate = gated(line.receiver);
  const app = new App({
    receiver: gate.receiver,
    logger,
    clientOptions: { ...clientOptions },
    token: undefined,
    authorize: async () => ({
      botToken: settings.SLACK_BOT_TOKEN ?? "",
      botId: self().botId,
      botUserId: self().userId,
      teamId: self().teamId,
    }),
    convoStore: false,
  });
  app.error(async (error) => {
    log.error(
      { error: messageOf(error), stack: error.stack, code: error.code },
      "Slack: an event could not be handled",
    );
  });
  return {
    app,
    start: line.start,
    async stop() {
      await line.shut();
      await gate.close();
      await line.close();
    },
  };
}

/** Bolt's debug lines hold what people say, and its errors may quote a token. */
function boltLogger<Level>(log: Log, level: Level) {
  const line = (given: readonly unknown[]) =>
    given
      .map(messageOf)
      .join(" ")
      .replace(/xox[a-z]-[\w-]+|xapp-[\w-]+|ticket=[\w-]+/g, "…");
  return {
    debug() {},
    info: (...given: unknown[]) => log.debug({ from: "bolt" }, line(given)),
    warn: (...given: unknown[]) => log.warn({ from: "bolt" }, line(given)),
    error: (...given: unknown[]) => log.error({ from: "bolt" }, line(given)),
    setLevel() {},
    getLevel: () => level,
    setName() {},
  };
}

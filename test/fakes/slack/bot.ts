/** The Slack adapter with its real SDK, run against the stand-in. */

import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { slack as plugin } from "../../../adapters/slack/index.ts";
import type { Adapter, Host, Log } from "../../../src/types.ts";
import { type SlackStandIn, startSlack } from "./server.ts";

export interface Line {
  level: "debug" | "info" | "warn" | "error";
  fields: Readonly<Record<string, unknown>>;
  text: string;
}

export interface Bot {
  slack: SlackStandIn;
  adapter: Adapter;
  /** What it logged. */
  lines: readonly Line[];
  close(): Promise<void>;
}

/** Every declared setting at its fallback, with these over it. */
export function slackSettingsOf(given: Readonly<Record<string, unknown>>) {
  const fallbacks = Object.fromEntries(
    Object.entries(plugin.settings).map(([name, spec]) => [name, spec.fallback]),
  );
  return { ...fallbacks, ...given } as Parameters<typeof plugin.create>[0];
}

export function keptLog(): { log: Log; lines: Line[] } {
  const lines: Line[] = [];
  const keep = (level: Line["level"]) => (fields: Line["fields"], text: string) =>
    void lines.push({ level, fields, text });
  return {
    lines,
    log: { debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") },
  };
}

/** @param way by Socket Mode, or by signed HTTP requests. */
export async function startBot(
  host: Host,
  way: "socket" | "http" = "socket",
  there?: SlackStandIn,
): Promise<Bot> {
  const slack = there ?? (await startSlack());
  const { log, lines } = keptLog();
  const port = way === "http" ? await freePort() : 0;
  const secret = "a-signing-secret";
  const settings = slackSettingsOf({
    ...slack.settings,
    ...(way === "http" && { SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: secret, SLACK_PORT: port }),
  });
  const adapter = await plugin.create(settings, {
    log,
    dataDir: "/nowhere",
    now: Date.now,
    announce() {},
    conversation: { add: async () => true, list: async () => [] },
  });
  await adapter.start(host);
  if (way === "http") slack.useHttp(`http://127.0.0.1:${port}/slack/events`, secret);
  return {
    slack,
    adapter,
    lines,
    async close() {
      await adapter.stop();
      await slack.close();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

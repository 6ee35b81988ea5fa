/** Answers by the address that Slack sent along, for places where the bot is no member. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Part } from "./render.ts";

export type Respond = (url: string, kind: "in_channel" | "ephemeral", part: Part) => Promise<void>;

/**
 * @param apiUrl also its origin is trusted: a stand-in gives addresses of its own.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function createRespond(apiUrl: string): Respond {
  const trusted = (url: URL) =>
    url.origin === new URL(apiUrl).origin ||
    (url.protocol === "https:" && url.hostname === "hooks.slack.com");
  return async (address, kind, part) => {
    const url = new URL(address);
    if (!trusted(url)) throw new Error(`${url.host} is no address of Slack's for answering`);
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(url, {
        method: "POST",
        redirect: "error",
        headers: { "content-type": "application/json; charset=utf-8" },
        body: JSON.stringify({
          response_type: kind,
          replace_original: false,
          unfurl_links: false,
          unfurl_media: false,
          ...part,
        }),
        signal: AbortSignal.timeout(20_000),
      });
      if (response.ok) return;
      const after = Number(response.headers.get("retry-after")) || 1;
      if (response.status !== 429 || attempt >= 3)
        throw new Error(
          `Slack's address for answering says ${response.status}: the half hour or the five uses are over, ask again`,
        );
      await sleep(after * 1000);
    }
  };
}

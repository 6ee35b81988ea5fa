/** One bot on all four platforms: Slack and Discord by their real SDKs against the stand-ins, the page and the terminal by their own. */
import { PassThrough } from "node:stream";
import { expect, vi } from "vitest";
import { discord, slack, web } from "../../adapters/index.ts";
import { createTerminal } from "../../adapters/terminal/index.ts";
import type { Reply } from "../../src/types.ts";
import { visitor } from "../adapters/web/parts.ts";
import { type DiscordStandIn, startDiscord } from "../fakes/discord/server.ts";
import { type SlackStandIn, startSlack } from "../fakes/slack/server.ts";
import { type HouseOptions, openHouse, people, type TestHouse } from "./house.ts";

export interface Everywhere {
  house: TestHouse;
  slack: SlackStandIn;
  discord: DiscordStandIn;
  /** Somebody at the page. */
  page: ReturnType<typeof visitor>;
  terminal: {
    type(line: string): void;
    /** Everything that it printed. */
    printed(): string;
  };
  /** What the bot has said in each place by now, its letters and figures alone: every platform folds and marks in its own way. */
  shown(): Promise<Readonly<Record<Platform, string>>>;
  /** What Slack or Discord would have refused. */
  problems(): readonly string[];
  stop(): Promise<void>;
}

export const platforms = ["slack", "discord", "web", "terminal"] as const;
export type Platform = (typeof platforms)[number];

export async function openEverywhere(
  options: Pick<HouseOptions, "env" | "dataDir"> = {},
): Promise<Everywhere> {
  const slackSide = await startSlack();
  const discordSide = await startDiscord();
  const house = await openHouse({
    ...options,
    env: { ...slackSide.settings, ...discordSide.settings, ...options.env },
    adapters: { slack, discord, web },
    start: false,
  });
  const input = new PassThrough();
  const output = new PassThrough();
  const printed: string[] = [];
  output.on("data", (chunk) => printed.push(String(chunk)));
  const { app, dataDir, log, now } = house;
  await app.attach(
    createTerminal(
      { conversation: app.store.conversation, dataDir, log, now, announce() {} },
      { input, output },
    ),
  );
  await house.ask("desk set language en", { author: people.admin });
  await app.start();
  const address = house.announced.find((line) => line.startsWith("ready "))?.slice(6) ?? "";
  const page = visitor(address);
  const terminal = {
    type: (line: string) => void input.write(`${line}\n`),
    printed: () => printed.join(""),
  };
  return {
    ...{ house, slack: slackSide, discord: discordSide, page, terminal },
    shown: async () => ({
      slack: letters(
        slackSide
          .replies("C0DESK")
          .flatMap(({ text, blocks }) => textsIn(blocks ?? text))
          .join(" "),
      ),
      discord: letters(
        discordSide
          .fromBot()
          .map(({ content }) => content)
          .join(" "),
      ),
      web: letters((await page.open()).replace(/<[^>]*>/g, " ")),
      terminal: letters(terminal.printed()),
    }),
    problems: () => [...slackSide.state.problems, ...discordSide.problems],
    async stop() {
      await house.stop();
      await slackSide.close();
      await discordSide.close();
    },
  };
}

/** For looking for a title in what is shown. */
export const letters = (text: string) => text.replace(/&#?\w+;/g, "").replace(/[^\p{L}\p{N}]+/gu, "");

/** Every text of Slack's blocks. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "text" || key === "elements" || key === "blocks" ? textsIn(inner) : [],
  );
}

/** How often it stands there. */
export const times = (text: string, what: string) => text.split(what).length - 1;

/** Orders the digest in all four places, for the minute after next, and gives the time it is due. */
export async function orderDigests({ house, slack, discord, page, terminal }: Everywhere): Promise<number> {
  const due = Math.floor(house.now() / 60_000) * 60_000 + 2 * 60_000;
  const time = new Date(due).toISOString().slice(11, 16);
  await page.open();
  await slack.slash("/ct-digest", `at ${time} UTC`);
  discord.slash("digest", { do: "at", time, zone: "UTC" });
  await page.send("/say", { text: `digest at ${time} UTC` });
  terminal.type(`digest at ${time} UTC`);
  await vi.waitFor(
    async () => expect(await house.app.store.subscriptions.list({})).toHaveLength(platforms.length),
    15_000,
  );
  return due;
}

/** Lets the time come, and gives the replies that were sent for it. */
export async function deliverDigests({ house }: Everywhere, due: number): Promise<readonly Reply[]> {
  house.pass(due + 1_000 - house.now());
  const { subscriptions, deliveries } = house.app.store;
  return vi.waitFor(async () => {
    const all = await Promise.all(
      (await subscriptions.list({})).map(async ({ id }) => (await deliveries.last(id, 5))[0]),
    );
    expect(all.map((one) => [one?.state, one?.dueAt])).toEqual(platforms.map(() => ["sent", due]));
    return all.flatMap((one) => one?.reply ?? []);
  }, 15_000);
}

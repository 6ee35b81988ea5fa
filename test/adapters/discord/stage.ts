/** The real discord.js against the stand-in, with a host of a few lines. */
import { discord } from "../../../adapters/discord/index.ts";
import { settings } from "../../../adapters/discord/settings.ts";
import type { Adapter, AdapterParts, SettingsOf } from "../../../src/types.ts";
import { type DiscordStandIn, startDiscord } from "../../fakes/discord/server.ts";
import { type FakeHost, fakeLog } from "../../fakes/host.ts";

/** As `config.ts` does it: declared defaults under what is given. */
export function settingsFrom(
  given: Readonly<Record<string, string | undefined>>,
): SettingsOf<typeof settings> {
  const read = Object.entries(settings).map(([name, spec]) => {
    const text = given[name];
    return [name, text === undefined ? spec.fallback : spec.parse(text)];
  });
  return Object.fromEntries(read) as SettingsOf<typeof settings>;
}

export interface Stage {
  standIn: DiscordStandIn;
  adapter: Adapter;
  log: ReturnType<typeof fakeLog>;
  close(): Promise<void>;
}

export function partsWith(log: AdapterParts["log"], now: () => number = Date.now): AdapterParts {
  const conversation = {
    add: async () => {
      throw new Error("Discord remembers by itself");
    },
    list: async () => [],
  };
  return { log, conversation, dataDir: "/nowhere", now, announce() {} };
}

export async function stage(
  host: FakeHost,
  given: {
    messageContent?: boolean;
    settings?: Readonly<Record<string, string | undefined>>;
    now?: () => number;
    standIn?: DiscordStandIn;
  } = {},
): Promise<Stage> {
  const { messageContent = true } = given;
  const standIn = given.standIn ?? (await startDiscord({ messageContent }));
  const log = fakeLog();
  const adapter = await discord.create(
    settingsFrom({ ...standIn.settings, ...given.settings }),
    partsWith(log, given.now),
  );
  await adapter.start(host);
  return {
    standIn,
    adapter,
    log,
    async close() {
      await adapter.stop();
      if (!given.standIn) await standIn.close();
    },
  };
}

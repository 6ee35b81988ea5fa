/** `doctor`: what is on, what is off and why, and what would turn it on. Contacts what it can. */
import pc from "picocolors";
import * as adapterRegistry from "../../adapters/index.ts";
import { checkModels, checkNetwork, networkOff } from "../app/check-models.ts";
import { adapterList, providerList, switched } from "../app/plugins.ts";
import { dataDirOf, envExample } from "../config.ts";
import { messageOf } from "../errors.ts";
import { learnSettings } from "../learn/settings.ts";
import { providers as providerRegistry } from "../providers/index.ts";
import { checkDatabase, openCache, openStore, storeSettings } from "../store/index.ts";
import type { HealthLine } from "../types.ts";
import { logHere, settingGroups, settingsHere } from "./open.ts";

const contactLimit = 10_000;

export async function doctor({
  json = false,
  envExample: example = false,
}: {
  json?: boolean;
  envExample?: boolean;
}): Promise<number> {
  if (example) {
    process.stdout.write(envExample(settingGroups()));
    return 0;
  }
  const settings = settingsHere();
  const log = logHere(settings, true);
  const dataDir = dataDirOf(settings);
  const { DATABASE_URL, CACHE_URL } = settings.of(storeSettings);
  const { TONE_NETWORK } = settings.of(learnSettings);
  const adapters = switched(adapterList(adapterRegistry), settings);
  const providers = switched(providerList(providerRegistry), settings);
  const lines = await Promise.all([
    Promise.resolve<HealthLine>({
      part: "node",
      state: "on",
      note: `${process.version} on ${process.platform} ${process.arch}`,
    }),
    Promise.resolve<HealthLine>({ part: "data folder", state: "on", note: dataDir }),
    looked("database", () => checkDatabase({ databaseUrl: DATABASE_URL, dataDir, log })),
    looked("cache", async () => {
      const store = await openStore({ databaseUrl: DATABASE_URL, dataDir, log });
      const cache = openCache({ cacheUrl: CACHE_URL, database: store.database, log });
      try {
        return await cache.check();
      } finally {
        await cache.close();
        await store.close();
      }
    }),
    looked("models", () => checkModels(dataDir)),
    TONE_NETWORK ? looked("network of tone", () => checkNetwork()) : Promise.resolve(networkOff),
    ...adapters.on.map((plugin) =>
      looked(`platform ${plugin.platform}`, () =>
        plugin.check(settings.of(plugin.settings), AbortSignal.timeout(contactLimit)),
      ),
    ),
    ...providers.on.map((plugin) =>
      looked(`provider ${plugin.name}`, async () => {
        const provider = await plugin.create(settings.of(plugin.settings), {
          log,
          dataDir,
          status: () => {},
        });
        try {
          return await provider.check(AbortSignal.timeout(contactLimit));
        } finally {
          await provider.stop();
        }
      }),
    ),
  ]);
  const off = [
    ...adapters.off.map(
      ({ plugin, off: why }): HealthLine => ({
        part: `platform ${plugin.platform}`,
        state: "off",
        note: `${why.why}. ${why.mend}`,
      }),
    ),
    ...providers.off.map(
      ({ plugin, off: why }): HealthLine => ({
        part: `provider ${plugin.name}`,
        state: "off",
        note: `${why.why}. ${why.mend}`,
      }),
    ),
  ];
  const all = [...lines, ...off];
  if (json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
  else for (const line of all) process.stdout.write(`${shown(line)}\n`);
  return all.some((line) => line.state === "failing") ? 1 : 0;
}

async function looked(part: string, look: () => Promise<string>): Promise<HealthLine> {
  try {
    return { part, state: "on", note: await look() };
  } catch (error) {
    return { part, state: "failing", note: messageOf(error) };
  }
}

function shown({ part, state, note }: HealthLine): string {
  const sign = { on: pc.green("on     "), off: pc.dim("off    "), failing: pc.red("failing") }[state];
  return `${sign}  ${part.padEnd(22)} ${note}`;
}

/** What every verb begins with: the settings read, the log opened, the house put together. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as adapterRegistry from "../../adapters/index.ts";
import { adapterList, providerList } from "../app/plugins.ts";
import { type App, openApp } from "../app.ts";
import { dataDirOf, environment, houseSettings, readSettings, type Settings } from "../config.ts";
import { learnSettings } from "../learn/settings.ts";
import { createLog } from "../log.ts";
import { netSettings } from "../net/settings.ts";
import { providers as providerRegistry } from "../providers/index.ts";
import { storeSettings } from "../store/index.ts";
import type { Log, SettingSpecs } from "../types.ts";

/** The checkout: where package.json is, and where `.env` is looked for. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Every declared setting, by the part that declares it. */
export function settingGroups(): readonly { title: string; specs: SettingSpecs }[] {
  return [
    { title: "The house", specs: houseSettings },
    { title: "Storage", specs: storeSettings },
    { title: "Texts from outside", specs: netSettings },
    { title: "Trained models", specs: learnSettings },
    ...adapterList(adapterRegistry).map(({ platform, about, settings }) => ({
      title: `Platform ${platform}: ${about}`,
      specs: settings,
    })),
    ...providerList(providerRegistry).map(({ name, about, settings }) => ({
      title: `Provider ${name}: ${about}`,
      specs: settings,
    })),
  ];
}

/** @throws UserError that lists everything that is wrong. */
export function settingsHere(): Settings {
  return readSettings(
    environment(process.env, join(root, ".env")),
    settingGroups().map(({ specs }) => specs),
  );
}

export function logHere(settings: Settings, quietly: boolean): Log {
  const { LOG_LEVEL } = settings.of(houseSettings);
  // Where a person watches, the conversation comes first: only what matters is told.
  const level = LOG_LEVEL === "info" && (quietly || process.stderr.isTTY) ? "warn" : LOG_LEVEL;
  return createLog(level, process.stderr);
}

/** For a verb that does one thing and ends: the house open, no platform started. Closed whatever happens. */
export async function withApp<T>(work: (app: App, log: Log) => Promise<T>): Promise<T> {
  const settings = settingsHere();
  const log = logHere(settings, true);
  const app = await openApp({
    ...{ settings, adapters: adapterRegistry, log, now: Date.now },
    threads: false,
    announce: () => {},
  });
  try {
    return await work(app, log);
  } finally {
    await app.stop();
  }
}

export const dataDirHere = () => dataDirOf(settingsHere());

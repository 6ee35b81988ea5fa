/** The providers that settings turn on, and the one road to them. */
import { fileURLToPath } from "node:url";
import { createAsk, everyProvider } from "../ask/ask.ts";
import { loadPrompts } from "../ask/prompts.ts";
import { createRemember } from "../ask/remember.ts";
import { houseSettings, type Settings } from "../config.ts";
import {
  openaiEmbedder,
  openaiSettings,
  providers as registry,
  transformersEmbedder,
  transformersSettings,
} from "../providers/index.ts";
import type { Log, Provider } from "../types.ts";
import type { Ground } from "./ground.ts";
import { providerList, switched } from "./plugins.ts";

const promptFolder = fileURLToPath(new URL("../../prompts", import.meta.url));
const answersKeptMs = 7 * 86_400_000;

export const housePrompts = () => loadPrompts(promptFolder);

/** Connects to nothing. */
export async function openProviders(parts: {
  settings: Settings;
  ground: Pick<Ground, "cache" | "dataDir">;
  log: Log;
  /** Who of them is asked now: a deployed model may stand in for one. */
  answering(providers: readonly Provider[]): readonly Provider[];
}) {
  const { settings, log } = parts;
  const { cache, dataDir } = parts.ground;
  const plugins = switched(providerList(registry), settings);
  const providers: Provider[] = [];
  for (const plugin of plugins.on) {
    const status = (line: string) => log.info({ provider: plugin.name }, line);
    providers.push(await plugin.create(settings.of(plugin.settings), { log, dataDir, status }));
  }
  const remember = createRemember(cache, log);
  const ask = createAsk({
    ...{ providers, remember, log },
    prompts: await housePrompts(),
    timeoutMs: 0.75 * settings.of(houseSettings).COPYTASTER_TIME_LIMIT * 1000,
    ttlMs: answersKeptMs,
    policy: (scope, all) => parts.answering(everyProvider(scope, all)),
  });
  const local = transformersEmbedder(settings.of(transformersSettings), { dataDir, log });
  return {
    ...{ providers, plugins, remember, ask },
    /** Who makes vectors instead of the shipped words, where one is named. Of two the one on this machine: nothing leaves the house for it. */
    embedder: local ?? openaiEmbedder(settings.of(openaiSettings)),
    generates: providers.some((provider) => provider.generates),
    /** To be called one after the other. */
    stops: [...providers, ...(local ? [local] : [])].map((one) => () => one.stop()),
  };
}

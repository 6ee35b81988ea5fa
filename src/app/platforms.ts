/** The platforms of this process: made, started side by side, stopped together. One that fails leaves the others alone. */
import type { Settings } from "../config.ts";
import { messageOf } from "../errors.ts";
import type { Adapter, AdapterParts, AdapterPlugin, Host, Log } from "../types.ts";
import type { Switched } from "./plugins.ts";

export interface Platforms {
  plugins: Switched<AdapterPlugin>;
  problems: ReadonlyMap<string, string>;
  started: ReadonlySet<string>;
  adapters(): ReadonlyMap<string, Adapter>;
  start(host: Host): Promise<void>;
  /** One more, made by somebody else. */
  attach(adapter: Adapter, host: Host): Promise<void>;
  stop(): Promise<void>;
}

export interface PlatformsParts {
  plugins: Switched<AdapterPlugin>;
  settings: Settings;
  log: Log;
  parts: AdapterParts;
}

export function createPlatforms({ plugins, settings, log, parts }: PlatformsParts): Platforms {
  const adapters = new Map<string, Adapter>();
  const problems = new Map<string, string>();
  const started = new Set<string>();

  async function begin(plugin: AdapterPlugin, host: Host): Promise<void> {
    try {
      const adapter = await plugin.create(settings.of(plugin.settings), parts);
      adapters.set(plugin.platform, adapter);
      await adapter.start(host);
      started.add(plugin.platform);
      problems.delete(plugin.platform);
    } catch (error) {
      adapters.delete(plugin.platform);
      problems.set(plugin.platform, messageOf(error));
      log.error(
        { platform: plugin.platform, error: messageOf(error) },
        "the platform could not be started; the others go on",
      );
      if (plugin.platform === "web") parts.announce(`the page could not be started: ${messageOf(error)}`);
    }
  }

  return {
    plugins,
    problems,
    started,
    adapters: () => adapters,
    async start(host) {
      await Promise.all(plugins.on.map((plugin) => begin(plugin, host)));
    },
    async attach(adapter, host) {
      adapters.set(adapter.platform, adapter);
      await adapter.start(host);
      started.add(adapter.platform);
    },
    async stop() {
      await Promise.all(
        [...adapters].map(([platform, adapter]) =>
          adapter
            .stop()
            .catch((error: unknown) =>
              log.error({ platform, error: messageOf(error) }, "the platform did not stop as it should"),
            ),
        ),
      );
    },
  };
}

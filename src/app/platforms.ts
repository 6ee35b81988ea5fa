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
  /** Those that are connected: what was left open can be finished there. */
  ready(): ReadonlyMap<string, Adapter>;
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

/** ms */
const firstPause = 15_000;
const longestPause = 10 * 60_000;

export function createPlatforms({ plugins, settings, log, parts }: PlatformsParts): Platforms {
  const made = new Map<string, Adapter>();
  const adapters = new Map<string, Adapter>();
  const problems = new Map<string, string>();
  const started = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  async function begin(plugin: AdapterPlugin, host: Host, tries: number): Promise<void> {
    const { platform } = plugin;
    try {
      const adapter = made.get(platform) ?? (await plugin.create(settings.of(plugin.settings), parts));
      made.set(platform, adapter);
      // Before it has started: a message may come, and ask for the thread's history, while it still connects.
      adapters.set(platform, adapter);
      await adapter.start(host);
      started.add(platform);
      problems.delete(platform);
      if (tries > 0) log.info({ platform }, "the platform could be started after all");
    } catch (error) {
      const problem = messageOf(error);
      adapters.delete(platform);
      if (tries === 0 || problem !== problems.get(platform)) {
        log.error({ platform, error: problem }, "the platform could not be started; the others go on");
        if (platform === "web") parts.announce(`the page could not be started: ${problem}`);
      }
      problems.set(platform, problem);
      later(plugin, host, tries);
    }
  }

  /** What was down may come up: asked again at growing pauses. */
  function later(plugin: AdapterPlugin, host: Host, tries: number): void {
    if (stopped) return;
    const timer = setTimeout(
      () => void begin(plugin, host, tries + 1),
      Math.min(firstPause * 2 ** tries, longestPause),
    );
    timers.add(timer.unref());
  }

  return {
    plugins,
    problems,
    started,
    adapters: () => adapters,
    ready: () => new Map([...adapters].filter(([platform]) => started.has(platform))),
    async start(host) {
      await Promise.all(plugins.on.map((plugin) => begin(plugin, host, 0)));
    },
    async attach(adapter, host) {
      made.set(adapter.platform, adapter);
      adapters.set(adapter.platform, adapter);
      await adapter.start(host);
      started.add(adapter.platform);
    },
    async stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(
        [...made].map(([platform, adapter]) =>
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

/** What is on, off or failing, and what would mend it. Looks at what is known; contacts only the database and the cache. */
import { messageOf } from "../errors.ts";
import type { AdapterPlugin, Cache, HealthLine, Models, Provider, ProviderPlugin, Store } from "../types.ts";
import { checkModels } from "./check-models.ts";
import type { Switched } from "./plugins.ts";

export interface HealthParts {
  store: Store;
  cache: Cache;
  providers: readonly Provider[];
  providerPlugins: Switched<ProviderPlugin>;
  adapterPlugins: Switched<AdapterPlugin>;
  /** Platforms that were started here and could not be. */
  platformProblems: ReadonlyMap<string, string>;
  started: ReadonlySet<string>;
  trained: Pick<Models, "tasks">;
  dataDir: string;
  /** What makes vectors for the search by meaning. */
  meaning: { model: string };
  describeDatabase(): Promise<string>;
}

export async function healthLines(parts: HealthParts, deskId: string): Promise<readonly HealthLine[]> {
  const { store, cache, providers, providerPlugins, adapterPlugins, platformProblems, started } = parts;
  const platforms = adapterPlugins.on.map(({ platform, about }): HealthLine => {
    const problem = platformProblems.get(platform);
    if (problem !== undefined) return { part: platform, state: "failing", note: problem };
    return started.has(platform)
      ? { part: platform, state: "on", note: about }
      : { part: platform, state: "off", note: "set up, but not started in this process" };
  });
  const offPlatforms = adapterPlugins.off.map(
    ({ plugin, off }): HealthLine => ({
      part: plugin.platform,
      state: "off",
      note: `${off.why}. ${off.mend}`,
    }),
  );
  const models = providers.map(
    ({ name, model, generates }): HealthLine => ({
      part: name,
      state: "on",
      note: generates ? `writes with ${model}` : "picks sentences from the text, with no model",
    }),
  );
  const offModels = providerPlugins.off.map(
    ({ plugin, off }): HealthLine => ({ part: plugin.name, state: "off", note: `${off.why}. ${off.mend}` }),
  );
  return [
    await tried("database", parts.describeDatabase),
    await tried("cache", () => cache.check()),
    await tried(
      "inbox",
      async () => `${Math.max(0, (await store.inbox.open()) - 1)} other messages under way`,
    ),
    ...platforms,
    ...models,
    ...(await modelLines(parts.trained)),
    await tried("model files", () => checkModels(parts.dataDir)),
    { part: "search by meaning", state: "on", note: `compares by ${parts.meaning.model}` },
    ...offPlatforms,
    ...offModels,
    ...(await sourceLines(store, deskId)),
  ];
}

async function tried(part: string, look: () => Promise<string>): Promise<HealthLine> {
  try {
    return { part, state: "on", note: await look() };
  } catch (error) {
    return { part, state: "failing", note: messageOf(error) };
  }
}

async function modelLines(trained: Pick<Models, "tasks">): Promise<readonly HealthLine[]> {
  return (await trained.tasks()).map(({ task, live, problem }): HealthLine => {
    const answers = live ? `${live} answers` : "the built-in method answers";
    if (problem)
      return { part: `model ${task}`, state: "failing", note: `${problem.en}; ${answers} meanwhile` };
    return { part: `model ${task}`, state: "on", note: answers };
  });
}

async function sourceLines(store: Store, deskId: string): Promise<readonly HealthLine[]> {
  const own = await store.sources.list(deskId);
  const failing = own.filter((source) => source.failures > 0);
  const feeds = own.filter((source) => source.kind === "feed").length;
  const sample = own.some((source) => source.kind === "sample");
  return [
    {
      part: "sources",
      state: "on",
      note: `${feeds} feeds, ${feeds - failing.length} of them well${sample ? "; the sample newsroom is in: “sources remove sample” takes it away" : ""}`,
    },
    ...failing.map(
      (source): HealthLine => ({
        part: `source: ${source.title}`,
        state: "failing",
        note: `${source.lastProblem ?? "unknown"} (${source.failures} times in a row)`,
      }),
    ),
  ];
}

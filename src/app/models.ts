/** The trained models of this process: found, loaded, exchanged between messages. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Settings } from "../config.ts";
import { createBring } from "../learn/fetch-model.ts";
import { createLiveModels, type LiveMap } from "../learn/live-models.ts";
import * as recipes from "../learn/recipes/index.ts";
import { createModels } from "../learn/registry.ts";
import { createRetrain, type Retrain } from "../learn/retrain.ts";
import { learnSettings } from "../learn/settings.ts";
import { trainTask } from "../learn/train-task.ts";
import { createFetch, type Fetch } from "../net/fetch.ts";
import type { Log, Models, Provider, Remember, Services, Store, TextTools } from "../types.ts";
import { type Analyses, createAnalyses, usualBounds } from "./analysis.ts";
import { createLiveText } from "./live-text.ts";
import type { HouseTask } from "./model-tasks.ts";
import { networkTask } from "./sentiment-tasks.ts";
import { withTuned } from "./writing.ts";

const shipped = fileURLToPath(new URL("../../models", import.meta.url));

export interface TrainedModels {
  models: Models;
  /** For parts that live as long as the process. */
  text: TextTools;
  /** What answers now, by task. */
  live(): LiveMap;
  /** Is the network of tone heard? */
  network: boolean;
  /** For one message: the models that answer now, to its end. */
  within(services: Services): Promise<Services>;
  /** The providers as they are asked now: a deployed model in the place of the one that the settings name. */
  answering(providers: readonly Provider[]): readonly Provider[];
  /** Trains again what people taught something new about. */
  retrain: Retrain["run"];
  /** By the same models, in threads. */
  analyze: Analyses["analyze"];
  stop(): Promise<void>;
}

function modelsKey(map: LiveMap): string {
  return [...map.values()].map((one) => `+${one.hash.slice(0, 12)}`).join("");
}

export async function openModels(parts: {
  tasks: readonly HouseTask[];
  settings: Settings;
  dataDir: string;
  store: Pick<Store, "deployments" | "journal" | "learning" | "flag" | "setFlag">;
  /** Instead of the recipes' own thread: for tests. */
  train?: typeof trainTask | undefined;
  fetch: Fetch;
  log: Log;
  now(): number;
}): Promise<TrainedModels> {
  const { settings, dataDir, store, fetch, log, now } = parts;
  const { TONE_NETWORK, TRAINING_DATA, MODELS_HOSTS, MODELS_TOKEN } = settings.of(learnSettings);
  const tasks = TONE_NETWORK ? parts.tasks : parts.tasks.filter(({ task }) => task !== networkTask);
  const places = { shipped, candidates: join(dataDir, "models") };
  const heldOut = [dataDir, ...(TRAINING_DATA ? [TRAINING_DATA] : [])].map((one) => join(one, "held-out"));
  const live = createLiveModels({ tasks, places, deployments: store.deployments, log, now });
  const fetchNamed = createFetch({ allowPrivate: true, log });
  const bring = createBring({
    candidates: places.candidates,
    fetch,
    fetchNamed,
    hosts: MODELS_HOSTS,
    token: MODELS_TOKEN,
  });
  const { deployments, journal } = store;
  const registry = createModels({ tasks, places, heldOut, live, deployments, journal, bring, log, now });
  const retrain = createRetrain({
    // What a provider writes is not trained here.
    tasks: tasks.filter(({ judge }) => judge.by !== "text"),
    ...{ recipes: Object.values(recipes), train: parts.train ?? trainTask, models: registry, heldOut },
    ...{ learning: store.learning, flags: store, data: TRAINING_DATA, candidates: places.candidates },
    ...{ work: join(dataDir, "training"), log, now },
  });
  const models: Models = { ...registry, reports: retrain.reports };
  const { snapshot, now: text } = createLiveText(live, tasks, { network: TONE_NETWORK });
  const analyses = createAnalyses(live, { ...usualBounds, network: TONE_NETWORK });
  await live.refresh();
  return {
    models,
    text,
    answering: (providers) => withTuned(providers, live.current()),
    live: live.current,
    network: TONE_NETWORK,
    retrain: retrain.run,
    async within(services) {
      await live.refresh();
      const key = modelsKey(live.current());
      // What another model found is not remembered as if it were this one's.
      const remember: Remember = (kind, version, ...rest) =>
        services.remember(kind, `${version}${key}`, ...rest);
      return { ...services, remember, text: snapshot() };
    },
    analyze: analyses.analyze,
    async stop() {
      await Promise.all([fetchNamed.stop(), analyses.stop()]);
    },
  };
}

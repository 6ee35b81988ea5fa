/** The house put together by hand: the only file that knows everything. */
import { randomUUID } from "node:crypto";
import { deployedModels } from "./app/deployed-tools.ts";
import { createDeskNames } from "./app/desk-names.ts";
import { createDeskTopics } from "./app/desk-topics.ts";
import { digestReply } from "./app/digest-reply.ts";
import { openGround } from "./app/ground.ts";
import { healthLines } from "./app/health.ts";
import { createHost } from "./app/host.ts";
import { learntReplies } from "./app/learnt-replies.ts";
import { chooseMeaning } from "./app/meaning.ts";
import { type HouseTask, modelTasks } from "./app/model-tasks.ts";
import { openModels, type TrainedModels } from "./app/models.ts";
import { createNewsThreads } from "./app/news-thread.ts";
import { createNewsroom, type Newsroom } from "./app/newsroom.ts";
import { createPlatforms } from "./app/platforms.ts";
import { adapterList, switched } from "./app/plugins.ts";
import { openProviders } from "./app/providers.ts";
import { createServices, scheduleDigest } from "./app/services.ts";
import { writingTasks } from "./app/writing.ts";
import { createCharts } from "./charts/index.ts";
import { createAccept } from "./chat/accept.ts";
import { createCalm } from "./chat/calm.ts";
import { createReceive } from "./chat/receive.ts";
import * as commandRegistry from "./commands/index.ts";
import { houseSettings, type Settings } from "./config.ts";
import { startJobs } from "./jobs/index.ts";
import { createFindFeed } from "./news/find-feed.ts";
import { createSample } from "./news/sample.ts";
import type { openStore } from "./store/index.ts";
import type { Adapter, Host, Log } from "./types.ts";

export interface AppParts {
  settings: Settings;
  /** The platforms' registry: `adapters/index.ts`. */
  adapters: Readonly<Record<string, unknown>>;
  log: Log;
  now(): number;
  /** Is the news room (feeds, digests, what is related) worked on in threads of its own? For a bot that answers many people at once. */
  threads: boolean;
  /** Lines for whoever started the bot. */
  announce(line: string): void;
  /** ms that a dead process keeps a message from the others. */
  lease?: number;
  /** The same for a job; at least 10,000 on Postgres. */
  jobLease?: number;
  /** What trained models are asked for; the house's own when unset. */
  modelTasks?: readonly HouseTask[];
  /** How they are trained again; in a thread of its own when unset. */
  train?: Parameters<typeof openModels>[0]["train"];
}

export interface App {
  host: Host;
  /** A platform that no setting names: the terminal of `say`, a test's own. It is started at once. */
  attach(adapter: Adapter): Promise<void>;
  services: ReturnType<typeof createServices>;
  store: Awaited<ReturnType<typeof openStore>>;
  importFile: Newsroom["importFile"];
  adapters(): ReadonlyMap<string, Adapter>;
  /** Gives a newcomer something to ask about: the sample newsroom. Part of `start`; alone for what answers without it. */
  prepare(): Promise<void>;
  /** Trains again what people taught something new about; the weekly job does so by itself. */
  retrain: TrainedModels["retrain"];
  /** Connects the platforms and begins the jobs. A platform that cannot start does not keep the others from it. */
  start(): Promise<void>;
  /** In reverse order; finishes what is under way; may be called twice. */
  stop(): Promise<void>;
}

/** Messages worked on side by side, and how many of them (and of the waiting) may be one person's. */
const bounds = { side: 16, each: 8, most: 64 };

/** Opens the store and puts the rooms together; connects to nothing else. @throws UserError for a store that cannot be used. */
export async function openApp(parts: AppParts): Promise<App> {
  const { settings, log, now, announce } = parts;
  const house = settings.of(houseSettings);
  const ground = await openGround({ settings, log, now, jobLease: parts.jobLease });
  const { store, cache, queue, fetch, pages, dataDir, databaseUrl, net } = ground;
  const trained = await openModels({
    tasks: [...(parts.modelTasks ?? modelTasks), ...(await writingTasks({ settings, store, log }))],
    train: parts.train,
    ...{ settings, dataDir, store, fetch, log, now },
  });
  const { text } = trained;
  const asking = await openProviders({ settings, ground, log, answering: trained.answering });

  const room = createNewsroom({ store, net, text, log, now });
  const threads = parts.threads
    ? createNewsThreads({
        ...{ store, databaseUrl, dataDir, net, log },
        ...{ network: trained.network, models: () => deployedModels(trained.live()) },
      })
    : undefined;
  const { news, trends, meaning, categories, names: reader } = threads ?? room;
  const { embedder, byMeaning } = chooseMeaning(asking.embedder, meaning, room.vectorModel, store);
  const sample = createSample({ ...store, log, now });
  const topics = createDeskTopics({ taught: store.taught, learn: categories.learn, now });
  const names = createDeskNames({ gazetteer: store.gazetteer, room: reader, live: trained.live });
  const findFeed = createFindFeed({ fetch });
  const charts = createCharts();

  const commands = Object.values(commandRegistry);
  const platforms = createPlatforms({
    plugins: switched(adapterList(parts.adapters), settings),
    settings,
    log,
    parts: { log, conversation: store.conversation, dataDir, now, announce },
  });
  const health = (deskId: string) =>
    healthLines(
      {
        ...{ store, cache, dataDir },
        providers: asking.providers,
        providerPlugins: asking.plugins,
        adapterPlugins: platforms.plugins,
        platformProblems: platforms.problems,
        started: platforms.started,
        trained: trained.models,
        meaning: embedder,
        describeDatabase: () => store.database.describe(),
      },
      deskId,
    );
  const services = createServices({
    ...{
      store,
      now,
      news,
      text,
      topics,
      names,
      trends,
      byMeaning,
      pages,
      fetch,
      queue,
      sample,
      commands,
      health,
      findFeed,
    },
    ask: asking.ask,
    remember: asking.remember,
    generates: asking.generates,
    models: trained.models,
    chart: charts.chart,
    adapters: platforms.adapters,
  });

  const receive = createReceive({
    commands,
    search: commandRegistry.search,
    services: () => trained.within(services),
    desks: store.desks,
    actions: store.actions,
    log,
    now,
    timeLimit: house.COPYTASTER_TIME_LIMIT * 1000,
  });
  const calm = createCalm(bounds);
  const accept = createAccept({
    inbox: store.inbox,
    journal: store.journal,
    receive,
    calm,
    log,
    now,
    owner: randomUUID(),
    lease: parts.lease ?? 15_000,
    adapters: platforms.ready,
  });
  const host = createHost({
    ...{ handle: accept.handle, analyze: trained.analyze },
    ...{ commands, receive, services, health, now },
    ...{ desks: store.desks, inbox: store.inbox },
  });
  const deliver = digestReply({ services, store, now });

  let stopping: Promise<void> | undefined;
  const prepare = async () => {
    if (house.COPYTASTER_SAMPLE) await sample.ensure((await store.desks.list())[0]?.id ?? "newsroom");
  };

  return {
    host,
    services,
    store,
    importFile: room.importFile,
    adapters: platforms.adapters,
    prepare,
    retrain: trained.retrain,
    attach: (adapter) => platforms.attach(adapter, host),
    async start() {
      await prepare();
      await platforms.start(host);
      await accept.start();
      await startJobs({
        ...{ queue, news, trends, store, deliver, embedder, log, now },
        retrain: trained.retrain,
        learnt: learntReplies({ services, store }),
        adapters: platforms.adapters,
        prune: ground.prune,
      });
      for (const subscription of await store.subscriptions.list({}))
        await scheduleDigest(queue, subscription);
      await queue.start();
    },
    stop() {
      const grace = house.COPYTASTER_GRACE * 1000;
      stopping ??= inTurn(log, [
        () => queue.stop(grace),
        () => Promise.all([platforms.stop(), accept.stop(grace)]),
        ...asking.stops,
        () => Promise.all([threads?.stop(), room.stop(), findFeed.stop(), pages.stop(), charts.stop()]),
        () => Promise.all([fetch.stop(), trained.stop()]),
        () => cache.close(),
        () => store.close(),
      ]);
      return stopping;
    },
  };
}

/** One after the other; one that fails does not keep the next from closing. */
async function inTurn(log: Log, steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      log.error({ error: String(error) }, "a part did not stop as it should");
    }
  }
}

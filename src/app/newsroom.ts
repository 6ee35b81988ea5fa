/** The news room put together: what reads feeds, compares stories and learns desks' categories, over one store. The same in this thread or in one of its own. */
import { createTextTools } from "../language/index.ts";
import type { FittedDesk } from "../learn/topics/desk.ts";
import type { Collect } from "../news/collect.ts";
import { createNews } from "../news/index.ts";
import { createNamesRoom, type NamesRoom } from "../news/names/index.ts";
import { createTrends } from "../news/trends/index.ts";
import type { CategoryExample, Embedder, Log, News, Services, Store, TextTools, Trends } from "../types.ts";
import { createByMeaning, staticEmbedder, vectorFolder } from "./meaning.ts";

/** From `netSettings`. */
export interface NetChoices {
  allowPrivate: boolean;
  userAgent: string | undefined;
  fullText: boolean;
}

export interface NewsroomParts {
  store: Pick<Store, "archive" | "sources" | "journal" | "trends" | "vectors">;
  net: NetChoices;
  /** The house's own when unset. */
  text?: TextTools;
  log: Log;
  now(): number;
}

/** What is asked of it, by rooms: only data goes in and out, so that it may be worked on in another thread. */
export interface Rooms {
  news: News;
  trends: Trends;
  meaning: {
    embed: Embedder["embed"];
    find: Services["byMeaning"];
  };
  names: NamesRoom;
  categories: {
    learn(examples: readonly Pick<CategoryExample, "category" | "text">[]): Promise<FittedDesk>;
  };
}

export interface Newsroom extends Rooms {
  /** What makes the vectors: its name, for what is kept by it. */
  vectorModel: string;
  importFile: Collect["importFile"];
  /** Ends what parses, and closes what is kept open to other hosts; may be called twice. */
  stop(): Promise<void>;
}

/** Starts nothing and reads nothing before it is asked; what only collecting needs is loaded with its first feed. */
export function createNewsroom({ store, net, text, log, now }: NewsroomParts): Newsroom {
  const { archive, sources, journal, vectors } = store;
  const embedder = staticEmbedder(vectorFolder);
  let collecting: Promise<Collect> | undefined;
  const opened = (): Promise<Collect> => {
    collecting ??= openCollect({ archive, sources, journal }, { net, log, now });
    return collecting;
  };
  return {
    news: createNews({
      ...{ archive, sources, log },
      text: text ?? createTextTools(),
      collect: async (ids, signal) => (await opened()).collect(ids, signal),
    }),
    // Counted by the shipped models, whichever are deployed: a subject's line over months has one measure.
    trends: createTrends({ archive, sources, counts: store.trends, text: createTextTools(), now }),
    meaning: { embed: embedder.embed, find: createByMeaning({ embedder, vectors, archive }) },
    names: createNamesRoom({ archive, sources }),
    categories: {
      learn: async (examples) => (await import("./learn-categories.ts")).learnCategories(examples, archive),
    },
    vectorModel: embedder.model,
    importFile: async (path, options) => (await opened()).importFile(path, options),
    stop: async () => (await collecting)?.stop(),
  };
}

async function openCollect(
  store: Pick<Store, "archive" | "sources" | "journal">,
  { net, log, now }: Pick<NewsroomParts, "net" | "log" | "now">,
): Promise<Collect> {
  const [{ createCollect }, { createFetch }, { createPages }] = await Promise.all([
    import("../news/collect.ts"),
    import("../net/fetch.ts"),
    import("../net/pages.ts"),
  ]);
  const fetch = createFetch({ allowPrivate: net.allowPrivate, userAgent: net.userAgent, log });
  const pages = createPages({ fetch, log });
  const collect = createCollect({ ...store, fetch, pages, log, fullText: net.fullText, now });
  return {
    ...collect,
    async stop() {
      await Promise.all([collect.stop(), pages.stop()]);
      await fetch.stop();
    },
  };
}

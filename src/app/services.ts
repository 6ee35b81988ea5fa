/** What commands meet of the rest of the house, put together. */
import { createHash } from "node:crypto";
import { UserError } from "../errors.ts";
import type { Fetch } from "../net/fetch.ts";
import { canonicalUrl } from "../news/identify.ts";
import type { Sample } from "../news/sample.ts";
import type {
  Adapter,
  Ask,
  CommandInfo,
  DeskNames,
  DeskTopics,
  FileRef,
  HealthLine,
  Message,
  Models,
  News,
  Page,
  Pages,
  Queue,
  Remember,
  Services,
  Store,
  Subscription,
  TextTools,
} from "../types.ts";
import { replyAbout } from "./reply-about.ts";

/** What a person may attach. */
const mostBytes = 5 * 1024 * 1024;

export interface ServiceParts {
  store: Store;
  ask: Ask;
  remember: Remember;
  generates: boolean;
  models: Models;
  news: News;
  trends: Services["trends"];
  text: TextTools;
  chart: Services["chart"];
  topics: DeskTopics;
  names: DeskNames;
  byMeaning: Services["byMeaning"];
  pages: Pages;
  fetch: Fetch;
  findFeed: Services["findFeed"] & { lists: Services["opml"] };
  queue: Queue;
  sample: Sample;
  now(): number;
  commands: readonly CommandInfo[];
  adapters(): ReadonlyMap<string, Adapter>;
  health(deskId: string): Promise<readonly HealthLine[]>;
}

export const digestJob = "send-digest";
/** A digest that was missed because nothing ran is sent late when it is younger than this (ms). */
export const catchUp = 3 * 3_600_000;

export function createServices(parts: ServiceParts): Services {
  const { store, queue, pages, fetch } = parts;
  const adapterOf = (platform: string) => {
    const adapter = parts.adapters().get(platform);
    if (!adapter)
      throw new UserError(
        {
          en: `The platform ${platform} does not run in this process`,
          zh: `本进程没有运行 ${platform} 平台`,
        },
        { en: "Ask there, where the bot runs", zh: "请在运行机器人的地方提问" },
      );
    return adapter;
  };
  const bytesOf = (file: FileRef, message: Message, signal: AbortSignal) =>
    adapterOf(message.place.platform).open(file, mostBytes, signal);

  return {
    ask: parts.ask,
    remember: parts.remember,
    generates: parts.generates,
    archive: {
      ...store.archive,
      // Stories are kept under their address without what follows readers around: a pasted link is looked for by the same.
      byUrl: (url) => store.archive.byUrl(canonicalUrl(url)),
    },
    sources: store.sources,
    desks: store.desks,
    feedback: store.feedback,
    journal: store.journal,
    models: parts.models,
    learning: store.learning,
    inbox: { open: store.inbox.open, replyAbout: replyAbout(store) },
    digests: {
      async subscribe(subscription) {
        await store.subscriptions.add(subscription);
        await scheduleDigest(queue, subscription);
      },
      async cancel(id) {
        await queue.unschedule(digestJob, id);
        return store.subscriptions.remove(id);
      },
      list: (where) => store.subscriptions.list(where),
      next: () => queue.next(digestJob),
      last: (id, limit) => store.deliveries.last(id, limit),
      told: (id, since) => store.deliveries.told(id, since),
    },
    news: parts.news,
    trends: parts.trends,
    text: parts.text,
    chart: parts.chart,
    topics: parts.topics,
    names: parts.names,
    byMeaning: parts.byMeaning,
    pages,
    files: {
      async read(file, message, signal): Promise<Page> {
        return pages.parse(file.name, file.type, await bytesOf(file, message, signal), signal);
      },
      async text(file, message, signal) {
        return utf8(await bytesOf(file, message, signal), file.name);
      },
    },
    async fetchText(url, signal) {
      const got = await fetch(url, { signal });
      return utf8(got.bytes, url);
    },
    sourceId: (deskId, url) =>
      `s_${createHash("sha256").update(`${deskId}\n${url}`).digest("hex").slice(0, 10)}`,
    history: (place, range, asker) => adapterOf(place.platform).history(place, range, asker),
    opml: parts.findFeed.lists,
    findFeed: parts.findFeed,
    sample: parts.sample,
    health: parts.health,
    commands: parts.commands,
  };
}

export function scheduleDigest(queue: Queue, { id, cron, zone }: Subscription): Promise<void> {
  return queue.schedule(digestJob, id, cron, zone, { subscription: id }, catchUp);
}

/** @throws UserError for bytes that are not text. */
function utf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(
      { en: `${name} is not text in UTF-8`, zh: `${name} 不是 UTF-8 文本` },
      { en: "Save it as UTF-8 and try again", zh: "请另存为 UTF-8 后重试" },
      { cause },
    );
  }
}

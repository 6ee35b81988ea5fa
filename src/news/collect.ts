/** Collecting: every source in its time, one request at a time to each host, several hosts side by side. */
import type { Fetch } from "../net/fetch.ts";
import type { StoppablePages } from "../net/pages.ts";
import type { Archive, CollectReport, Journal, Log, News, Source, Sources } from "../types.ts";
import { collectSource } from "./collect-source.ts";
import { createFeedReader } from "./feed-reader.ts";
import { createFullText } from "./full-text.ts";
import { type ImportOptions, type ImportReport, importFile } from "./import-stories.ts";
import { createPlaces } from "./places.ts";

export interface CollectParts {
  sources: Sources;
  archive: Archive;
  journal: Journal;
  fetch: Fetch;
  pages: Pick<StoppablePages, "read">;
  /** The setting FULL_TEXT. */
  fullText: boolean;
  now(): number;
  log: Log;
}

export interface Collect {
  /** As `News.collect`: named sources are asked at once, whatever they wait for; an unknown id is told in its report. */
  collect: News["collect"];
  /** Stories from a file of JSON lines, plain or gzip. Throws `UserError` when the file cannot be read. */
  importFile(path: string, options: ImportOptions): Promise<ImportReport>;
  /** Ends the parsing thread; may be called twice. */
  stop(): Promise<void>;
}

/** Just under the job's ten minutes, so that a source asked in one run is due in the next. */
const intervalMs = 9 * 60_000;
const hostsSideBySide = 6;
const atOnce = 64;
/** Of the large feeds: each is held several times over while it is taken apart and kept. */
const largeAtOnce = 2;

export function createCollect(parts: CollectParts): Collect {
  const { sources, archive, now, log } = parts;
  const feeds = createFeedReader();
  const complete = createFullText({ archive, pages: parts.pages, log, enabled: parts.fullText });
  const large = createPlaces(largeAtOnce);
  const one = (source: Source, signal: AbortSignal) =>
    collectSource(source, { ...parts, feeds, complete, large, intervalMs }, signal);

  return {
    async collect(sourceIds, signal) {
      if (sourceIds !== "due") {
        const named = await Promise.all(sourceIds.map(async (id) => [id, await sources.get(id)] as const));
        const found = named.flatMap(([, source]) => (source?.kind === "feed" ? [source] : []));
        const unknown = named.filter(([, source]) => source === undefined);
        return [
          ...(await byHost(found, (source) => one(source, signal), signal)),
          ...unknown.map(([id]) => ({
            source: id,
            added: 0,
            changed: 0,
            seen: 0,
            problem: "there is no such source",
          })),
        ];
      }
      const reports: CollectReport[] = [];
      while (!signal.aborted) {
        const taken = await sources.take(now(), now() + intervalMs, atOnce);
        const feedsOnly = taken.filter((source) => source.kind === "feed");
        reports.push(...(await byHost(feedsOnly, (source) => one(source, signal), signal)));
        if (taken.length < atOnce) break;
      }
      return reports;
    },
    importFile: (path, options) => importFile(path, { ...options, sources, archive, now }),
    stop: () => feeds.stop(),
  };
}

/** A slow host holds up only its own sources. After an abort the reports so far are given. */
async function byHost(
  sources: readonly Source[],
  work: (source: Source) => Promise<CollectReport>,
  signal: AbortSignal,
): Promise<CollectReport[]> {
  const hosts = [...Map.groupBy(sources, (source) => URL.parse(source.url)?.host ?? "").values()];
  const reports: CollectReport[] = [];
  const worker = async () => {
    for (let own = hosts.shift(); own; own = hosts.shift())
      for (const source of own) {
        try {
          reports.push(await work(source));
        } catch (error) {
          if (!signal.aborted) throw error;
        }
      }
  };
  await Promise.all(Array.from({ length: hostsSideBySide }, worker));
  return reports;
}

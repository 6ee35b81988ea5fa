/** One source, once: asked, parsed, identified, kept. */
import { messageOf, UserError } from "../errors.ts";
import type { Fetch, Fetched } from "../net/fetch.ts";
import { fetchProblem } from "../net/problems.ts";
import type { Archive, CollectReport, Journal, Log, Source, Sources, Story } from "../types.ts";
import { createBreath } from "./breathe.ts";
import type { FeedReader } from "./feed-reader.ts";
import type { FeedProblem } from "./feeds.ts";
import { feedTypes } from "./find-feed.ts";
import { identify, sharedAddresses } from "./identify.ts";

export interface CollectSourceParts {
  sources: Sources;
  archive: Archive;
  journal: Journal;
  fetch: Fetch;
  feeds: FeedReader;
  complete(stories: readonly Story[], signal: AbortSignal): Promise<readonly Story[]>;
  /** Runs few at a time. */
  large<T>(work: () => Promise<T>): Promise<T>;
  now(): number;
  log: Log;
  /** ms until a source that answered is asked again. */
  intervalMs: number;
}

/** Such a feed waits for its place (`large`). */
const largeBytes = 500_000;
const longestWait = 24 * 3600_000;
/** A feed that is gone for good (410) is not asked again. */
const never = Date.UTC(9999, 0, 1);

const words: Readonly<Record<FeedProblem, string>> = {
  empty: "the address gives an empty answer",
  page: "the address gives a web page and no feed",
  other: "what the address gives is no feed",
  broken: "the feed is damaged and nothing of it could be read",
};

/** Rejects only when the signal is aborted; every other failure is in the report, in the source's row and in the journal. */
export async function collectSource(
  source: Source,
  parts: CollectSourceParts,
  signal: AbortSignal,
): Promise<CollectReport> {
  try {
    return await attempt(source, parts, signal);
  } catch (error) {
    if (signal.aborted) {
      // It was taken and not asked: the next run finds it due.
      await parts.sources.update(source.id, { dueAt: parts.now() });
      throw error;
    }
    return await failed(source, error, parts);
  }
}

async function attempt(
  source: Source,
  parts: CollectSourceParts,
  signal: AbortSignal,
): Promise<CollectReport> {
  const { sources, now, intervalMs } = parts;
  const got = await parts.fetch(source.url, {
    signal,
    etag: source.etag,
    lastModified: source.lastModified,
    accept: feedTypes,
    polite: true,
  });
  const well = { failures: 0, lastProblem: undefined, lastOkAt: now(), dueAt: now() + intervalMs };
  if (got.status === 304) {
    await sources.update(source.id, well);
    return { source: source.id, added: 0, changed: 0, seen: 0, skipped: "unchanged" };
  }
  const keep = () => kept(source, got, well, parts, signal);
  return got.bytes.length > largeBytes ? parts.large(keep) : keep();
}

/** Takes the feed apart and keeps what is in it. */
async function kept(
  source: Source,
  got: Fetched,
  well: Partial<Source>,
  parts: CollectSourceParts,
  signal: AbortSignal,
): Promise<CollectReport> {
  const { sources, archive, now } = parts;
  const { feed, problem } = await parts.feeds.parse(
    { bytes: got.bytes, type: got.type, url: got.url },
    signal,
  );
  if (!feed) throw new Error(words[problem ?? "other"]);
  const shared = sharedAddresses(feed.items, feed.home);
  const breathe = createBreath();
  const stories = new Map<string, Story>();
  for (const item of feed.items) {
    const story = identify(item, { source, feed, shared, now: now() });
    // Newest first is the custom: of two entries with one id the first one counts.
    if (story && !stories.has(story.id)) stories.set(story.id, story);
    await breathe();
  }
  const { added, changed } = await archive.add(await parts.complete([...stories.values()], signal));
  await sources.update(source.id, {
    ...well,
    etag: got.etag,
    lastModified: got.lastModified,
    ...(source.title === "" || source.title === source.url ? { title: feed.title || source.url } : {}),
  });
  if (problem && source.lastOkAt === undefined)
    await note(source, "the feed is damaged; what is whole of it is collected", parts);
  return { source: source.id, added: added.length, changed: changed.length, seen: stories.size };
}

async function failed(source: Source, error: unknown, parts: CollectSourceParts): Promise<CollectReport> {
  const { sources, log, now, intervalMs } = parts;
  const facts = fetchProblem(error);
  const problem = error instanceof UserError ? error.problem.en : reason(error);
  if (!facts) log.warn({ source: source.id, error: messageOf(error) }, "a source could not be collected");
  const failures = source.failures + 1;
  const wait = Math.min(longestWait, intervalMs * 2 ** Math.min(failures, 12));
  const gone = facts?.status === 410;
  const dueAt = gone ? never : Math.max(now() + wait, facts?.retryAt ?? 0);
  const told = gone ? `${problem}; it is not asked any more` : problem;
  try {
    await sources.update(source.id, { failures, lastProblem: told, dueAt });
    await note(source, told, parts);
  } catch (cause) {
    log.error({ source: source.id, error: messageOf(cause) }, "a source's failure could not be noted");
  }
  return { source: source.id, added: 0, changed: 0, seen: 0, problem: told };
}

function reason(error: unknown): string {
  const message = messageOf(error);
  if (message === "timeout" || message === "memory")
    return "the feed takes too long to take apart and was given up";
  return message;
}

async function note(source: Source, text: string, { journal, now }: CollectSourceParts): Promise<void> {
  await journal.write({
    at: now(),
    kind: "collect",
    deskId: source.deskId,
    subject: source.id,
    note: `${source.title || source.url}: ${text}`,
  });
}

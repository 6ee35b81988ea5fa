/** Texts from outside: got, judged by their content, and parsed beside the event loop. */
import type { UserError } from "../errors.ts";
import type { Log, Page, PageCaution, Pages } from "../types.ts";
import type { Extraction } from "./extracted.ts";
import type { Fetch } from "./fetch.ts";
import * as problems from "./page-problems.ts";
import type { PageTask } from "./page-worker.ts";
import { tooLarge } from "./problems.ts";
import { type Kind, sniff } from "./sniff.ts";
import { createThreads } from "./threads.ts";

export interface PagesParts {
  fetch: Fetch;
  log: Log;
  /** For parsing one text; 10,000 when unset. */
  timeoutMs?: number;
}

export interface ReadOptions {
  /** One at a time to each host, with a gap: for collecting. */
  polite: boolean;
}

/** `Pages` as the house knows it, with what collecting needs besides. */
export interface StoppablePages extends Pages {
  read(url: string, signal: AbortSignal, options?: ReadOptions): Promise<Page>;
  /** Ends the parsing threads; may be called twice. */
  stop(): Promise<void>;
}

const maxBytes = 5 * 1024 * 1024;

export function createPages({ fetch, log, timeoutMs = 10_000 }: PagesParts): StoppablePages {
  const threads = createThreads({
    file: new URL("./page-worker.ts", import.meta.url),
    maxThreads: 2,
    timeoutMs,
    maxHeapMb: 512,
    idleMs: 30_000,
  });

  async function understood(task: PageTask, name: string, cut: boolean, signal: AbortSignal): Promise<Page> {
    const { kind, format } = sniff(task.bytes, task.type);
    if (task.bytes.length === 0) throw problems.unreadable("empty");
    if (kind === "binary") throw problems.binary(format);
    if (kind === "feed") throw problems.isFeed();
    if (cut && kind !== "text") throw tooLarge(maxBytes);
    const extraction = await extract(kind, task, signal);
    if ("unreadable" in extraction) throw problems.unreadable(extraction.unreadable);
    const { canonical, ...page } = extraction.page;
    const told = new Set<PageCaution>([...(cut ? (["cut"] as const) : []), ...page.cautions]);
    const cautions = [...told];
    const host = URL.parse(task.url)?.hostname.replace(/^www\./, "");
    return {
      ...page,
      source: task.url || name,
      ...(task.url ? { url: canonical ?? task.url } : {}),
      title: page.title || host || name,
      ...(page.outlet || host ? { outlet: page.outlet ?? host ?? "" } : {}),
      cautions,
    };
  }

  async function extract(kind: Kind, task: PageTask, signal: AbortSignal): Promise<Extraction> {
    try {
      return (await threads.run(kind, task, signal)) as Extraction;
    } catch (error) {
      throw parsingProblem(error, kind) ?? error;
    }
  }

  function parsingProblem(error: unknown, kind: Kind): UserError | undefined {
    if (!(error instanceof Error) || (error.message !== "timeout" && error.message !== "memory"))
      return undefined;
    log.warn({ kind, why: error.message }, "a text was too heavy to parse and was given up");
    return problems.tooHeavy(error);
  }

  return {
    async read(url, signal, options) {
      const got = await fetch(url, { signal, maxBytes, cut: true, polite: options?.polite ?? false });
      return understood({ bytes: got.bytes, type: got.type, url: got.url }, got.url, got.cut, signal);
    },
    async parse(name, type, bytes, signal) {
      const cut = bytes.length > maxBytes;
      const some = cut ? bytes.slice(0, maxBytes) : bytes;
      return understood({ bytes: some, type, url: "" }, name, cut, signal);
    },
    stop: () => threads.stop(),
  };
}

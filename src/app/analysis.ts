/** Texts of programs, read beside the event loop: a text of a megabyte takes seconds, and whoever asks meanwhile does not notice. */
import { BusyError, TooMuchError } from "../errors.ts";
import type { LiveModels } from "../learn/live-models.ts";
import { createThreads } from "../net/threads.ts";
import type { AnalysisRequest } from "../types.ts";
import type { AnalysisResult, AnalysisTask } from "./analysis-worker.ts";
import type { OfDesk } from "./analyze-text.ts";
import { deployedModels } from "./deployed-tools.ts";
import { heardError } from "./news-protocol.ts";

export interface Analyses {
  /**
   * An array of `Analysis` as JSON in UTF-8, in the order of the texts. @throws BusyError when too much waits already, TooMuchError for what
   * takes too long or too much memory, UserError for weights that are damaged.
   */
  analyze(
    request: AnalysisRequest,
    desk: { topics: readonly OfDesk["topics"][]; names: OfDesk["names"] },
  ): Promise<Uint8Array>;
  /** May be called twice. */
  stop(): Promise<void>;
}

export interface AnalysisBounds {
  /** Requests running and waiting together. */
  requests: number;
  /** UTF-16 units of their texts. */
  characters: number;
  /** For one request; a megabyte of English takes three seconds with every tool. */
  timeoutMs: number;
  /** Is the network of tone heard? It is when unset. */
  network?: boolean;
}

export const usualBounds: AnalysisBounds = { requests: 64, characters: 4_000_000, timeoutMs: 60_000 };
/** Each thread holds weights of its own. */
const maxThreads = 2;
const maxHeapMb = 768;
/** ms */
const idle = 30_000;
/** UTF-16 units that all tools together read in a second, carefully: what waits is told by it. */
const perSecond = 200_000;

export function createAnalyses(
  live: Pick<LiveModels, "current" | "refresh">,
  bounds: AnalysisBounds = usualBounds,
): Analyses {
  const threads = createThreads({
    file: new URL("./analysis-worker.ts", import.meta.url),
    ...{ maxThreads, maxHeapMb, timeoutMs: bounds.timeoutMs, idleMs: idle },
  });
  let requests = 0;
  let characters = 0;
  return {
    async analyze({ texts, ...asked }, desk) {
      const size = texts.reduce((sum, { text }) => sum + text.length, 0);
      // What is larger than the bound is taken when nothing else waits.
      if (requests >= bounds.requests || (requests > 0 && characters + size > bounds.characters))
        throw busy(Math.max(1, Math.min(60, Math.ceil(characters / perSecond))));
      requests++;
      characters += size;
      try {
        await live.refresh();
        const models = deployedModels(live.current());
        const task: AnalysisTask = {
          ...{ ...asked, models, names: desk.names, network: bounds.network ?? true },
          texts: texts.map((text, n) => ({ ...text, own: desk.topics[n] ?? [] })),
        };
        // A thread that is ended takes its weights with it: whoever hung up costs less by being finished.
        const { signal } = new AbortController();
        const result = (await threads.run("analyze", task, signal)) as AnalysisResult;
        if ("error" in result) throw heardError(result.error);
        return result.json;
      } catch (error) {
        throw error instanceof Error && /^(timeout|memory)$/.test(error.message) ? tooMuch(error) : error;
      } finally {
        requests--;
        characters -= size;
      }
    },
    stop: () => threads.stop(),
  };
}

function busy(seconds: number): BusyError {
  return new BusyError(
    seconds,
    { en: "Too many texts are being read already", zh: "正在处理的文本过多" },
    { en: `Try again in ${seconds} s`, zh: `请在 ${seconds} 秒后重试` },
  );
}

function tooMuch(cause: Error): TooMuchError {
  return new TooMuchError(
    { en: "Reading these texts took too long", zh: "处理这些文本用时过长" },
    { en: "Send less text at once, or want fewer findings", zh: "请减少每次发送的文本，或减少所需的结果" },
    { cause },
  );
}

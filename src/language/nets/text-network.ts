/** A trained network that reads sentences, in a thread of its own: loaded at the first question, gone again when nobody asks. */
import { Worker } from "node:worker_threads";
import { messageOf, UserError } from "../../errors.ts";
import type { ModelFolder } from "../model-folder.ts";

export interface TextNetwork {
  /** The exact weights, for `madeBy`. */
  model: string;
  /** What the network puts out for each sentence, in order; nothing for one without a token. Never blocks this thread. */
  ask(sentences: readonly string[]): Promise<(Float32Array | undefined)[]>;
  /** The same, with what each token weighed (0 … 1, adding up to 1) where the network weighs tokens. */
  weigh(sentences: readonly string[]): Promise<(Weighed | undefined)[]>;
  /** May be called twice; a later question opens it anew. */
  stop(): Promise<void>;
}

export interface Weighed {
  output: Float32Array;
  /** Places in the sentence; UTF-16, end excluded. */
  tokens: readonly { start: number; end: number; weight: number | undefined }[];
}

/** What the thread is given, and asked. */
export interface NetworkWeights {
  onnx: Uint8Array;
  vocabulary: string;
  /** Tokens of a sentence that are read. */
  steps: number;
}
export interface Question {
  id: number;
  sentences: readonly string[];
  weigh: boolean;
}
export type Answer =
  | { id: number; outputs: Float32Array; columns: number; tokens: readonly Weighed["tokens"][] | undefined }
  | { id: number; problem: string };

/** A thread without questions goes after this, and its memory with it; ms. */
const IDLE = 15_000;

/** The folder's `network.onnx` and `vocabulary.txt`. Nothing is read before the first question; then a changed file is refused (UserError). */
export function createTextNetwork(folder: ModelFolder, steps: number, idleMs = IDLE): TextNetwork {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last = 0;
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: unknown): void }>();

  const fail = (error: unknown): void => {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  const open = (): Worker => {
    const weights: NetworkWeights = {
      onnx: folder.read("network.onnx"),
      vocabulary: folder.read("vocabulary.txt").toString("utf8"),
      steps,
    };
    const made = new Worker(new URL("./network-worker.ts", import.meta.url), {
      workerData: weights,
      env: {},
    });
    made.on("message", (answer: Answer) => {
      waiting.get(answer.id)?.resolve(answer);
      waiting.delete(answer.id);
      if (waiting.size > 0) return;
      // Nobody waits: the process may end, and after a while the thread does.
      made.unref();
      idle = setTimeout(() => void stop(), idleMs).unref();
    });
    made.on("error", (error) => fail(failed(folder.label, messageOf(error), error)));
    made.on("exit", (code) => {
      if (worker === made) fail(failed(folder.label, `its thread ended with ${code}`));
    });
    return made;
  };
  const put = async (
    sentences: readonly string[],
    weigh: boolean,
  ): Promise<Extract<Answer, { columns: number }>> => {
    clearTimeout(idle);
    worker ??= open();
    worker.ref();
    const id = ++last;
    const answered = new Promise<Answer>((resolve, reject) => waiting.set(id, { resolve, reject }));
    worker.postMessage({ id, sentences, weigh } satisfies Question);
    const answer = await answered;
    if ("problem" in answer) throw failed(folder.label, answer.problem);
    return answer;
  };
  const stop = async (): Promise<void> => {
    clearTimeout(idle);
    const running = worker;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(new Error("The network was stopped"));
    waiting.clear();
    await running?.terminate();
  };
  /** A sentence without tokens has no number at all. */
  const rows = ({ outputs, columns }: { outputs: Float32Array; columns: number }, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const row = outputs.subarray(i * columns, (i + 1) * columns);
      return row.length === 0 || Number.isNaN(row[0]) ? undefined : row;
    });
  return {
    model: folder.label,
    async ask(sentences) {
      return sentences.length === 0 ? [] : rows(await put(sentences, false), sentences.length);
    },
    async weigh(sentences) {
      if (sentences.length === 0) return [];
      const answer = await put(sentences, true);
      return rows(answer, sentences.length).map((output, i) =>
        output ? { output, tokens: answer.tokens?.[i] ?? [] } : undefined,
      );
    },
    stop,
  };
}

/** Weights that the runtime does not take, a runtime that does not run here, a thread that died. */
function failed(label: string, why: string, cause?: unknown): UserError {
  return new UserError(
    { en: `The network ${label} failed: ${why}`, zh: `神经网络 ${label} 出错：${why}` },
    {
      en: "It is opened anew at the next question; if it fails again, copy its folder anew or go back: `models rollback`",
      zh: "下次提问时会重新打开；若仍出错，请重新复制其文件夹，或回退：`models rollback`",
    },
    { cause },
  );
}

/** The thread's side of `host.ts`: loads the model, then works jobs as they come, one at a time. */
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../../errors.ts";
import { type Loaded, load } from "./load.ts";
import type { FromWorker, ModelChoice, ToWorker } from "./protocol.ts";

/** To be called once in a thread that `host.ts` began. An aborted job fails, whatever `work` makes of the signal. */
export function serve<J, D>(
  work: (model: Loaded, job: J, signal: AbortSignal, partial: (text: string) => void) => Promise<D>,
): void {
  const port = parentPort;
  if (!port) throw new Error("This file is run as a worker thread, by transformers/host.ts");
  const tell = (message: FromWorker<D>) => port.postMessage(message);
  let underWay: { id: number; stop: AbortController; over: Promise<void> } | undefined;

  const loaded: Promise<Loaded | undefined> = load(workerData as ModelChoice, tell).catch(
    (error: unknown) => {
      tell({ kind: "unloadable", why: messageOf(error) });
      port.close();
      return undefined;
    },
  );

  async function answer(id: number, job: J, signal: AbortSignal): Promise<void> {
    const model = await loaded;
    if (!model) return;
    try {
      const done = await work(model, job, signal, (text) => tell({ kind: "partial", id, text }));
      if (signal.aborted) throw new Error("The answer was interrupted");
      tell({ kind: "done", id, done });
    } catch (error) {
      tell({ kind: "failed", id, why: messageOf(error) });
    }
  }

  async function stop(): Promise<void> {
    underWay?.stop.abort();
    await underWay?.over;
    const model = await loaded;
    await model?.model.dispose();
  }

  port.on("message", (message: ToWorker<J>) => {
    if (message.kind === "job") {
      const controller = new AbortController();
      const over = answer(message.id, message.job, controller.signal);
      underWay = { id: message.id, stop: controller, over };
    } else if (message.kind === "interrupt") {
      if (underWay?.id === message.id) underWay.stop.abort();
    } else void stop().finally(() => port.close());
  });
}

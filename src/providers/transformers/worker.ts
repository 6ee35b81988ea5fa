/** The thread that runs a local model: preparing its input would block everybody else. Jobs come one at a time. */
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../../errors.ts";
import { generate } from "./generate.ts";
import { type Loaded, load } from "./load.ts";
import type { FromWorker, Job, ModelChoice, ToWorker } from "./protocol.ts";

const port = parentPort;
if (!port) throw new Error("This file is run as a worker thread, by transformers/host.ts");

const tell = (message: FromWorker) => port.postMessage(message);
const choice = workerData as ModelChoice;
let interrupt: { id: number; now(): void } | undefined;

const loaded: Promise<Loaded | undefined> = load(choice, tell).catch((error: unknown) => {
  tell({ kind: "unloadable", why: messageOf(error) });
  port.close();
  return undefined;
});

async function work(job: Job): Promise<void> {
  const model = await loaded;
  if (!model) return;
  try {
    const { InterruptableStoppingCriteria } = await import("@xenova/transformers");
    const stopping = new InterruptableStoppingCriteria();
    interrupt = { id: job.id, now: () => stopping.interrupt() };
    const done = await generate(model, job, stopping, (text) => tell({ kind: "partial", id: job.id, text }));
    if (stopping.interrupted) throw new Error("The answer was interrupted");
    tell({ kind: "done", id: job.id, ...done });
  } catch (error) {
    tell({ kind: "failed", id: job.id, why: messageOf(error) });
  } finally {
    interrupt = undefined;
  }
}

async function stop(): Promise<void> {
  interrupt?.now();
  await underWay;
  const model = await loaded;
  await model?.model.dispose();
}

let underWay: Promise<void> = Promise.resolve();
port.on("message", (message: ToWorker) => {
  if (message.kind === "job") underWay = work(message.job);
  else if (message.kind === "interrupt") {
    if (interrupt?.id === message.id) interrupt.now();
  } else void stop().finally(() => port.close());
});

/** The thread's side of `news-thread.ts`: the news room over a store of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { messageOf } from "../errors.ts";
import { createTextTools } from "../language/index.ts";
import { openStore, turnsOver } from "../store/index.ts";
import type { Log, TextTools } from "../types.ts";
import { createDeployedTools, type DeployedModel } from "./deployed-tools.ts";
import { withoutNetwork } from "./live-text.ts";
import {
  type FromNews,
  type NewsCall,
  type NewsThreadData,
  type ToNews,
  tellError,
} from "./news-protocol.ts";
import { createNewsroom, type Rooms } from "./newsroom.ts";

const port = parentPort;
if (!port) throw new Error("news-worker.ts runs in a thread that news-thread.ts starts.");
const tell = (message: FromNews) => port.postMessage(message);
const { databaseUrl, dataDir, net, network, turn } = workerData as NewsThreadData;

/** Fields hold what JSON can say, and so what can travel. */
const line = (level: keyof Log) => (fields: Readonly<Record<string, unknown>>, text: string) =>
  tell({ kind: "log", level, fields: JSON.parse(JSON.stringify(fields)), text });
const log: Log = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };

const toolsOf = createDeployedTools();
let tools: TextTools = createTextTools(network ? {} : withoutNetwork);
/** Each call goes to what answers in the house when it is asked. */
const text = new Proxy({} as TextTools, {
  get: (_, name) => tools[name as keyof TextTools],
  has: (_, name) => name in tools,
});

/** Where a deployed model cannot be read here, what read before goes on: the house tells of it in its own place (`doctor`, `models`). */
async function hear(models: readonly DeployedModel[]): Promise<void> {
  try {
    ({ tools } = await toolsOf(models, network));
  } catch (error) {
    log.error({ error: messageOf(error) }, "a deployed model cannot be used in the news room's thread");
  }
}

const opened = (async () => {
  const store = await openStore({
    databaseUrl,
    dataDir,
    log,
    ...(turn && { turn: turnsOver(turn) }),
  });
  return { store, room: createNewsroom({ store, net, text, log, now: Date.now }) };
})();
// Each call tells it to who asked; the next one begins with a fresh thread.
opened.catch(() => setImmediate(close));

function answer(
  rooms: Rooms,
  { room, method, args, signal }: NewsCall,
  abort: AbortSignal,
): Promise<unknown> {
  // The other side calls by the room's own type (`remote` in news-thread.ts).
  const work = (rooms[room] as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>)[method];
  if (!work) throw new Error(`The news room has no ${room}.${method}.`);
  return work(...args, ...(signal ? [abort] : []));
}

const underWay = new Map<number, { stop: AbortController; done: Promise<void> }>();

async function work(id: number, call: NewsCall, signal: AbortSignal): Promise<void> {
  try {
    const { room } = await opened;
    await hear(call.models);
    tell({ kind: "done", id, value: await answer(room, call, signal) });
  } catch (error) {
    tell({ kind: "failed", id, error: tellError(error) });
  } finally {
    underWay.delete(id);
  }
}

async function stop(): Promise<void> {
  for (const one of underWay.values()) one.stop.abort();
  await Promise.all([...underWay.values()].map((one) => one.done));
  try {
    const { store, room } = await opened;
    await room.stop();
    await store.close();
  } finally {
    close();
  }
}

/** Nothing is left that would keep the thread. */
function close(): void {
  port?.close();
  turn?.close();
}

port.on("message", (message: ToNews) => {
  if (message.kind === "stop") void stop();
  else if (message.kind === "abort") underWay.get(message.id)?.stop.abort();
  else {
    const { id, ...call } = message;
    const controller = new AbortController();
    // Known before it begins, so that an abort finds it.
    const done = Promise.resolve().then(() => work(id, call, controller.signal));
    underWay.set(id, { stop: controller, done });
  }
});

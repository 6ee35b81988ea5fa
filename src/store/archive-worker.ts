/** The thread's side of `archive-thread.ts`: a connection of its own, one request after the other. */
import { parentPort, workerData } from "node:worker_threads";
import type { Story } from "../types.ts";
import { addStories } from "./archive-add.ts";
import { fts5 } from "./archive-fts5.ts";
import type { FromThread, ThreadData, ToThread } from "./archive-thread.ts";
import { openSqlite } from "./sqlite.ts";
import { turnsOver } from "./turn-port.ts";

const port = parentPort;
if (!port) throw new Error("archive-worker.ts runs in a thread that archive-thread.ts starts.");
const tell = (message: FromThread) => port.postMessage(message);

const { file, turn } = workerData as ThreadData;
const database = openSqlite(file, { turn: turnsOver(turn) });

const add = async (stories: readonly Story[]) => {
  const opened = await database;
  const done = await addStories(opened, fts5, stories);
  await opened.checkpoint();
  return done;
};

port.on("message", async (message: ToThread) => {
  try {
    const value =
      message.kind === "add"
        ? await add(message.stories)
        : await (await database).all(message.sql, message.params);
    tell({ kind: "done", id: message.id, value });
  } catch (error) {
    tell({ kind: "failed", id: message.id, error });
  }
});

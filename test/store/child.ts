/** Another process of the bot on the same database: does what it is told over IPC. */
import { openStore } from "../../src/store/index.ts";
import { message } from "../fakes/message.ts";
import { quietLog } from "../fakes/quiet-log.ts";

export interface ChildTask {
  dataDir: string;
  databaseUrl?: string;
  owner: string;
}

const task = JSON.parse(process.argv[2] ?? "{}") as ChildTask;
const store = await openStore({ ...task, log: quietLog });
process.send?.({ ready: true });

process.on("message", async (ids: readonly string[] | "close") => {
  if (ids === "close") {
    await store.close();
    process.disconnect();
    return;
  }
  const won: string[] = [];
  for (const id of ids)
    if (await store.inbox.accept(message("hello", { id }), task.owner, Date.now() + 60_000)) won.push(id);
  process.send?.({ won });
});

/** `start`: the bot, until it is told to stop. */
import * as adapterRegistry from "../../adapters/index.ts";
import { openApp } from "../app.ts";
import { messageOf } from "../errors.ts";
import { logHere, settingsHere } from "./open.ts";

export async function start(): Promise<void> {
  const settings = settingsHere();
  const log = logHere(settings, false);
  const app = await openApp({
    settings,
    adapters: adapterRegistry,
    log,
    now: Date.now,
    threads: true,
    // A prompt may stand there already.
    announce: (line) => process.stdout.write(`${process.stdout.isTTY ? "\r\u001b[2K" : ""}${line}\n`),
  });

  let told = false;
  const stop = (why: string, code: number) => {
    if (told) {
      // Asked twice: at once. What is open is kept and answered at the next start.
      process.exit(code || 130);
    }
    told = true;
    log.info({ why }, "stopping: finishing what is under way");
    app.stop().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ error: messageOf(error) }, "the stop failed");
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => stop(signal, 0));
  const broken = (what: string) => (error: unknown) => {
    log.error({ error: messageOf(error), stack: error instanceof Error ? error.stack : undefined }, what);
    stop(what, 1);
  };
  process.on("uncaughtException", broken("an error that nobody caught"));
  process.on("unhandledRejection", broken("a rejection that nobody caught"));

  await app.start();
}

/** The bot as a process that is there to be killed: the whole house with Slack alone, and short leases. */
import { slack } from "../../adapters/slack/index.ts";
import { openApp } from "../../src/app.ts";
import { logHere, settingsHere } from "../../src/cli/open.ts";

const settings = settingsHere();
const app = await openApp({
  threads: true,
  settings,
  adapters: { slack },
  log: logHere(settings, false),
  now: Date.now,
  announce: () => {},
  lease: Number(process.env.KILL_LEASE),
  jobLease: Number(process.env.KILL_JOB_LEASE),
});
process.once("SIGTERM", () => {
  app.stop().then(() => process.exit(0));
});
await app.start();
process.stdout.write("up\n");

/** Once a day: takes away what is too old to be kept. */
import { messageOf } from "../errors.ts";
import type { MakeJob } from "./house-job.ts";

export const prune: MakeJob = ({ prune: prunes, log, now }) => ({
  name: "prune",
  side: 1,
  schedule: { cron: "17 3 * * *", zone: "UTC", catchUpMs: 86_400_000, atStart: false },
  async run() {
    const problems: string[] = [];
    for (const [what, pruneOne] of Object.entries(prunes)) {
      try {
        const rows = await pruneOne(now());
        if (rows) log.info({ what, rows }, "old rows were taken away");
      } catch (error) {
        // What cannot be pruned must not keep the rest from it.
        problems.push(`${what}: ${messageOf(error)}`);
      }
    }
    if (problems.length) throw new Error(`could not prune ${problems.join("; ")}`);
  },
});

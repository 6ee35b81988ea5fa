/** Every ten minutes, after the collecting: counts what came in, so that a question about trends finds it counted. */
import type { MakeJob } from "./house-job.ts";

export const countTrends: MakeJob = ({ trends, log }) => ({
  name: "count-trends",
  side: 1,
  schedule: { cron: "4-59/10 * * * *", zone: "UTC", catchUpMs: 10 * 60_000, atStart: false },
  async run({ signal }) {
    const stories = await trends.count(signal);
    if (stories > 0) log.info({ stories }, "stories were counted for the trends");
  },
});

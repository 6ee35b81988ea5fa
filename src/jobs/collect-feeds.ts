/** Every ten minutes: fetches the sources that are due. */
import type { MakeJob } from "./house-job.ts";

export const collectFeeds: MakeJob = ({ news, log }) => ({
  name: "collect-feeds",
  side: 1,
  schedule: { cron: "*/10 * * * *", zone: "UTC", catchUpMs: 10 * 60_000, atStart: true },
  async run({ signal }) {
    const reports = await news.collect("due", signal);
    if (!reports.length) return;
    log.info(
      {
        sources: reports.length,
        added: reports.reduce((sum, report) => sum + report.added, 0),
        changed: reports.reduce((sum, report) => sum + report.changed, 0),
        problems: reports.filter((report) => report.problem !== undefined).length,
      },
      "sources were collected",
    );
  },
});

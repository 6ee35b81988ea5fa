/** The registry: one line a job. */
import type { Queue } from "../types.ts";
import { collectFeeds } from "./collect-feeds.ts";
import { countTrends } from "./count-trends.ts";
import { embedStories } from "./embed-stories.ts";
import type { HouseParts, MakeJob } from "./house-job.ts";
import { prune } from "./prune.ts";
import { retrain } from "./retrain.ts";
import { sendDigest } from "./send-digest.ts";

export type { HouseJob, HouseParts } from "./house-job.ts";
export { deliveryId } from "./send-digest.ts";

const jobs: readonly MakeJob[] = [collectFeeds, countTrends, sendDigest, retrain, embedStories, prune];

/** Gives the queue the house's jobs with their schedules. They run from the queue's start on. */
export async function startJobs({ queue, ...parts }: HouseParts & { queue: Queue }): Promise<void> {
  for (const make of jobs) {
    const { name, side, schedule, run } = make(parts);
    await queue.work(name, side, run);
    if (!schedule) continue;
    await queue.schedule(name, "house", schedule.cron, schedule.zone, {}, schedule.catchUpMs);
    // A newcomer should not wait ten minutes for the first stories.
    if (schedule.atStart) await queue.send(name, {}, { key: "start", startAt: parts.now(), tries: 1 });
  }
}

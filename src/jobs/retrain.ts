/** Once a week, by night: trains again what people taught something new about, and tells the desks what was learnt. */
import { messageOf } from "../errors.ts";
import type { MakeJob } from "./house-job.ts";

export const retrain: MakeJob = ({ retrain: train, learnt, adapters, log }) => ({
  name: "retrain",
  side: 1,
  schedule: { cron: "23 2 * * 1", zone: "UTC", catchUpMs: 6 * 86_400_000, atStart: false },
  async run({ signal, dueAt }) {
    const reports = await train(signal);
    for (const { task, state, examples } of reports) log.info({ task, state, examples }, "training again");
    for (const { place, reply, key } of await learnt(reports)) {
      const adapter = adapters().get(place.platform);
      try {
        // The week's own id: a job that is run again posts it once.
        await adapter?.post(place, reply, `learnt:${key}:${dueAt}`);
      } catch (error) {
        // What was learnt stands: `models` tells it too.
        log.warn({ desk: key, error: messageOf(error) }, "a desk could not be told what was learnt");
      }
    }
  },
});

/** Every ten minutes: stories that have no vector of the model in use get one, newest first; when all have, those of other models go. */
import type { MakeJob } from "./house-job.ts";

const batch = 64;

export const embedStories: MakeJob = ({ store, embedder, log }) => ({
  name: "embed-stories",
  side: 1,
  schedule: { cron: "5-59/10 * * * *", zone: "UTC", catchUpMs: 10 * 60_000, atStart: false },
  async run({ signal }) {
    let done = 0;
    for (;;) {
      signal.throwIfAborted();
      const stories = await store.vectors.without(embedder.model, batch);
      if (stories.length === 0) break;
      const vectors = await embedder.embed(
        stories.map(({ title, text }) => `${title}\n${text}`),
        signal,
      );
      await store.vectors.put(
        embedder.model,
        stories.flatMap(({ id }, at) => {
          const vector = vectors[at];
          return vector ? [{ storyId: id, vector }] : [];
        }),
      );
      if (vectors.length < stories.length)
        throw new Error(`${embedder.model} gave ${vectors.length} vectors for ${stories.length} texts`);
      done += stories.length;
    }
    const gone = await store.vectors.forgetOthers(embedder.model);
    if (done || gone) log.info({ done, gone, model: embedder.model }, "stories got their vectors");
  },
});

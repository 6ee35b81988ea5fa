import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { embedStories } from "../../src/jobs/embed-stories.ts";
import type { HouseParts } from "../../src/jobs/index.ts";
import { type OpenStore, openStore } from "../../src/store/index.ts";
import type { Embedder, Job, Story } from "../../src/types.ts";
import { fakeEmbedder } from "../fakes/embedder.ts";
import { quietLog } from "../fakes/quiet-log.ts";

const story = (id: string, title: string): Story => ({
  id,
  sourceId: "s",
  url: "",
  title,
  text: title,
  language: "en",
  outlet: "Post",
  publishedAt: 1,
  collectedAt: 1,
  sample: false,
});

describe("embed-stories", () => {
  let dataDir: string;
  let store: OpenStore;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "copytaster-embed-"));
    store = await openStore({ dataDir, log: quietLog });
  });
  afterEach(async () => {
    await store.close();
    await rm(dataDir, { recursive: true });
  });
  const run = (embedder: Embedder) =>
    embedStories({ store, embedder, log: quietLog, now: () => 1 } as unknown as HouseParts).run({
      signal: new AbortController().signal,
    } as Job);
  const vectorOf = async (text: string) => {
    const [vector] = await fakeEmbedder().embed([text], new AbortController().signal);
    return vector ?? new Float32Array();
  };

  it("gives every story a vector once, and again when its words changed", async () => {
    await store.archive.add(Array.from({ length: 130 }, (_, i) => story(`a${i}`, `ferry ${i}`)));
    const embedder = fakeEmbedder();
    await run(embedder);
    expect(embedder.asked).toHaveLength(130);
    await run(embedder);
    expect(embedder.asked).toHaveLength(130);
    await store.archive.add([story("a7", "zoo opens")]);
    await run(embedder);
    expect(embedder.asked.slice(130)).toEqual(["zoo opens\nzoo opens"]);
    const [best] = await store.vectors.nearest("letters", await vectorOf("zoo opens"), { limit: 1 });
    expect(best).toMatchObject({ storyId: "a7" });
    expect(best?.cosine).toBeGreaterThan(0.99);
  });

  it("makes all anew for another model, and keeps the old ones until the new ones are whole", async () => {
    await store.archive.add([story("a", "ferry zone"), story("b", "zoo")]);
    await run(fakeEmbedder("old"));
    const failing: Embedder = { ...fakeEmbedder("new"), embed: () => Promise.reject(new Error("away")) };
    await expect(run(failing)).rejects.toThrow("away");
    expect(await store.vectors.nearest("old", await vectorOf("zoo"), { limit: 5 })).toHaveLength(2);
    await run(fakeEmbedder("new"));
    expect(await store.vectors.nearest("old", await vectorOf("zoo"), { limit: 5 })).toEqual([]);
    expect((await store.vectors.nearest("new", await vectorOf("zoo"), { limit: 5 }))[0]?.storyId).toBe("b");
  });
});

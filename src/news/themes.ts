/**
 * What a stretch of news is about at large: themes are wider than events (the same clustering with a looser hand), named by their own
 * phrases, and told by what is new in them against the days before.
 */
import type { Story, TextTools, Theme } from "../types.ts";
import { createBreath } from "./breathe.ts";
import { type ClusterOptions, createClusterer, settlesAt } from "./cluster.ts";
import { leadOf, outletsOf, type Weighed } from "./events.ts";
import { createVectorizer } from "./vectors.ts";

/** About half of what makes an event: stories of one strike, one trial, one storm season. */
const loose: ClusterOptions = { join: 0.16, merge: 0.2, mean: 0.03 };
/** Less is no theme. */
const fewest = 3;
const phrases = 3;
const titlesRead = 60;

/**
 * The themes of these stories that have at least three since `since` (ms), the fastest growing first. Growth: stories since then against what the
 * same time had before, on average from `from` on; a theme that was not there before grows by all it has. The same stories in any order give the same.
 */
export async function findThemes(
  stories: readonly Story[],
  from: number,
  since: number,
  until: number,
  text: Pick<TextTools, "keyPhrases">,
): Promise<readonly Theme[]> {
  const breathe = createBreath();
  const vectorizer = createVectorizer();
  const ordered = [...stories].sort((a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : 1));
  const counted = [];
  for (const story of ordered) {
    const counts = vectorizer.count(story);
    vectorizer.see(counts);
    counted.push(counts);
    await breathe();
  }
  const clusterer = createClusterer(loose);
  const weighed: Weighed[] = [];
  for (const [at, story] of ordered.entries()) {
    const counts = counted[at] ?? new Map();
    const vector = vectorizer.weigh(counts);
    clusterer.add(vector, story.publishedAt);
    weighed.push({ story, counts, vector });
    await breathe();
    if (settlesAt(at + 1)) for (const _ of clusterer.settle()) await breathe();
  }
  for (const _ of clusterer.settle()) await breathe();
  const labels = clusterer.labels();
  const places = new Map(weighed.map((one, at) => [one, labels[at] ?? -1]));
  const clusters = Map.groupBy(weighed, (one) => places.get(one));
  const share = (until - since) / Math.max(1, since - from);
  const themes: Theme[] = [];
  for (const cluster of clusters.values()) {
    const now = cluster.filter(({ story }) => story.publishedAt > since);
    if (now.length < fewest) continue;
    const before = cluster.length - now.length;
    const expected = before * share;
    themes.push({
      label: await labelOf(now, text),
      stories: [...now].reverse().map(({ story }) => story),
      lead: leadOf([...now].reverse()).story,
      outlets: outletsOf(now.map(({ story }) => story)),
      before,
      growth: (now.length + 0.5) / (expected + 0.5),
    });
    await breathe();
  }
  return themes.sort(
    (a, b) =>
      Math.log(b.growth) * Math.sqrt(b.stories.length) - Math.log(a.growth) * Math.sqrt(a.stories.length) ||
      (a.lead.id < b.lead.id ? -1 : 1),
  );
}

/** What the titles have in common. Of the texts less would stand in a headline. */
async function labelOf(
  cluster: readonly Weighed[],
  text: Pick<TextTools, "keyPhrases">,
): Promise<readonly string[]> {
  const titles = cluster
    .slice(-titlesRead)
    .map(({ story }) => ({ id: story.id, title: "", text: story.title }));
  return (await text.keyPhrases(titles, phrases)).map(({ phrase }) => phrase);
}

/** Stories → events: all of a window at once, so that the order in which they came does not matter. */
import type { Story } from "../types.ts";
import { createBreath } from "./breathe.ts";
import { createClusterer, settlesAt } from "./cluster.ts";
import { type Counts, createVectorizer, type Vector } from "./vectors.ts";

/** A story as it is compared. */
export interface Weighed {
  story: Story;
  counts: Counts;
  vector: Vector;
}

/** Stories about the same thing, newest first. */
export type Cluster = readonly Weighed[];

/** Clusters stories; gives way to the event loop every few milliseconds. The same stories in any order give the same clusters. */
export async function clusterStories(stories: readonly Story[]): Promise<readonly Cluster[]> {
  const breathe = createBreath();
  const vectorizer = createVectorizer();
  const ordered = [...stories].sort((a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : 1));
  const counted: Counts[] = [];
  for (const story of ordered) {
    const counts = vectorizer.count(story);
    vectorizer.see(counts);
    counted.push(counts);
    await breathe();
  }
  const clusterer = createClusterer();
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
  const clusters = new Map<number, Weighed[]>();
  for (const [at, label] of clusterer.labels().entries()) {
    const one = weighed[at];
    if (!one) continue;
    const cluster = clusters.get(label);
    if (cluster) cluster.unshift(one);
    else clusters.set(label, [one]);
  }
  return [...clusters.values()];
}

/** Characters from which a text tells the whole story. */
const fullText = 1200;

/** The story that stands for the others: what most of them say, and told in full. Of equals the newest. */
export function leadOf(cluster: Cluster): Weighed {
  // A giant event is judged by its newest: comparing all with all would take seconds.
  const judged = cluster.slice(0, 40);
  let best: { one: Weighed; score: number } | undefined;
  const sum = new Map<number, number>();
  for (const { vector } of judged)
    for (const [at, term] of vector.terms.entries())
      sum.set(term, (sum.get(term) ?? 0) + (vector.weights[at] ?? 0));
  for (const one of judged) {
    // The mean of its cosines with all of them is its product with their sum.
    const { terms, weights } = one.vector;
    const central =
      terms.reduce((dot, term, at) => dot + (weights[at] ?? 0) * (sum.get(term) ?? 0), 0) / judged.length;
    const score = central + 0.4 * Math.min(1, one.story.text.length / fullText);
    if (!best || score > best.score) best = { one, score };
  }
  if (!best) throw new Error("an event without stories has no lead");
  return best.one;
}

export function outletsOf(stories: readonly Story[]): number {
  return new Set(stories.map((story) => story.outlet || story.sourceId)).size;
}

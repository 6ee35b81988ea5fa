/**
 * Which stories tell the same event: single-pass clustering of tf-idf vectors around centroids (topic detection and tracking,
 * Allan et al. 1998), and then joining of clusters that turn out to be one, so that the order in which stories come matters little.
 */
import { createNeighbours } from "./neighbours.ts";
import { type Comparable, createVectorizer, type Vector } from "./vectors.ts";

export interface ClusterOptions {
  /** Cosine from which a story joins a cluster. */
  join: number;
  /** Cosine from which two clusters become one. */
  merge: number;
  /**
   * Mean likeness to the members that is needed too. The centroid of a loose cluster points where all news points, and without
   * this a large one draws in everything.
   */
  mean: number;
}

/** Chosen on half of the events and stories of the public sets, among unrelated news; measured on the other half. */
export const clusterDefaults: ClusterOptions = { join: 0.26, merge: 0.3, mean: 0.05 };

export interface Clusterer {
  /** Takes one text, said at `at` (ms); its number is 0, 1, 2 … in the order of adding. */
  add(vector: Vector, at: number): void;
  /**
   * Joins clusters that have grown alike, a little at each step, so that others can have their turn in between. To be run to its end
   * now and then, and before reading `labels`.
   */
  settle(): Iterable<void>;
  /** The cluster of every text, by number. Equal labels: one event. */
  labels(): readonly number[];
}

/** Whether to settle after so many texts: each time that a quarter more have come. */
export function settlesAt(count: number): boolean {
  let at = 200;
  while (at < count) at = Math.ceil(at * 2);
  return at === count;
}

/** Clusters vectors of one vectorizer, in whatever order they come. */
export function createClusterer(options: ClusterOptions = clusterDefaults): Clusterer {
  const neighbours = createNeighbours();
  const of: number[] = [];
  const grown = new Set<number>();

  function* settle(): Iterable<void> {
    for (let pass = 0; pass < 5 && grown.size; pass++) {
      // Small ones first: a stray pair finds its event before the events are compared with each other.
      const changed = [...grown].sort((a, b) => neighbours.size(a) - neighbours.size(b) || a - b);
      grown.clear();
      for (const number of changed) {
        yield;
        const best = neighbours.nearestTo(number, options.mean);
        if (!best || best.cosine < options.merge) continue;
        neighbours.merge(number, best.cluster);
        grown.add(best.cluster);
      }
    }
    grown.clear();
  }

  return {
    add(vector, at) {
      const best = neighbours.nearest(vector, at, options.mean);
      const number = best && best.cosine >= options.join ? best.cluster : neighbours.open(at);
      neighbours.put(number, vector, at);
      grown.add(number);
      of.push(number);
    },
    settle,
    labels: () => of.map(neighbours.rootOf),
  };
}

/** The events of a stream of texts, each weighed by what was seen before it: the label of every text, in order. */
export function clusterStream(
  texts: Iterable<Comparable>,
  options: ClusterOptions = clusterDefaults,
): readonly number[] {
  const vectorizer = createVectorizer();
  const clusterer = createClusterer(options);
  let count = 0;
  for (const text of texts) {
    const counts = vectorizer.count(text);
    vectorizer.see(counts);
    clusterer.add(vectorizer.weigh(counts), text.at ?? 0);
    if (settlesAt(++count)) Array.from(clusterer.settle());
  }
  Array.from(clusterer.settle());
  return clusterer.labels();
}

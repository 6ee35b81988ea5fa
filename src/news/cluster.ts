/**
 * Which stories tell the same event: single-pass clustering of tf-idf vectors around centroids (topic detection and tracking,
 * Allan et al. 1998), and then joining of clusters that turn out to be one, so that the order in which stories come matters little.
 */
import { type Comparable, createVectorizer, type Vector } from "./vectors.ts";

export interface ClusterOptions {
  /** Cosine from which a story joins a cluster. */
  join: number;
  /** Cosine from which two clusters become one. */
  merge: number;
}

/** Chosen on half of the events and stories of the public sets, by whole events; measured on the other half (test/bench). */
export const clusterDefaults: ClusterOptions = { join: 0.18, merge: 0.16 };

export interface Clusterer {
  /** Takes one text, said at `at` (ms); its number is 0, 1, 2 … in the order of adding. */
  add(vector: Vector, at: number): void;
  /** Joins clusters that have grown alike. Called by itself every few hundred texts; call it before reading `labels`. */
  settle(): void;
  /** The cluster of every text, by number. Equal labels: one event. */
  labels(): readonly number[];
}

interface Cluster {
  sum: Map<number, number>;
  /** Length of `sum`, squared. */
  square: number;
  size: number;
  first: number;
  last: number;
}

const dayMs = 86_400_000;
const settleEvery = 256;
/** A term in more clusters than this says too little to be worth following. */
const postingLimit = 1500;

/** The longer nothing was heard of an event, the less a story that sounds like it belongs to it: half after 90 days beyond the first week. */
function fadeOf(cluster: Cluster, first: number, last: number): number {
  const gap = Math.max(cluster.first - last, first - cluster.last, 0) / dayMs;
  return gap > 7 ? 1 / (1 + (gap - 7) / 90) : 1;
}

/** Clusters vectors of one vectorizer, in whatever order they come. */
export function createClusterer(options: ClusterOptions = clusterDefaults): Clusterer {
  const clusters: (Cluster | undefined)[] = [];
  const postings = new Map<number, Map<number, number>>();
  const of: number[] = [];
  const mergedInto: number[] = [];
  const grown = new Set<number>();

  const rootOf = (cluster: number): number => {
    const parent = mergedInto[cluster] ?? cluster;
    return parent === cluster ? cluster : rootOf(parent);
  };

  /** The cluster nearest to a direction, itself left out, and its cosine. */
  function nearest(
    terms: Iterable<readonly [number, number]>,
    length: number,
    first: number,
    last: number,
    except: number,
  ): { cluster: number; cosine: number } {
    const dots = new Map<number, number>();
    for (const [term, weight] of terms) {
      const posting = postings.get(term);
      if (!posting || posting.size > postingLimit) continue;
      for (const [cluster, sum] of posting) dots.set(cluster, (dots.get(cluster) ?? 0) + weight * sum);
    }
    const best = { cluster: -1, cosine: 0 };
    for (const [number, dot] of dots) {
      const cluster = clusters[number];
      if (!cluster || number === except) continue;
      const cosine = (dot / Math.sqrt(cluster.square * length)) * fadeOf(cluster, first, last);
      if (cosine > best.cosine || (cosine === best.cosine && number < best.cluster)) {
        best.cluster = number;
        best.cosine = cosine;
      }
    }
    return best;
  }

  function put(number: number, cluster: Cluster, terms: Iterable<readonly [number, number]>): void {
    for (const [term, weight] of terms) {
      const old = cluster.sum.get(term) ?? 0;
      cluster.sum.set(term, old + weight);
      cluster.square += 2 * old * weight + weight * weight;
      const posting = postings.get(term);
      if (posting) posting.set(number, old + weight);
      else postings.set(term, new Map([[number, weight]]));
    }
    grown.add(number);
  }

  function merge(from: number, into: number): void {
    const source = clusters[from];
    const target = clusters[into];
    if (!source || !target) return;
    for (const term of source.sum.keys()) postings.get(term)?.delete(from);
    put(into, target, source.sum);
    target.size += source.size;
    target.first = Math.min(target.first, source.first);
    target.last = Math.max(target.last, source.last);
    clusters[from] = undefined;
    mergedInto[from] = into;
  }

  const pairsOf = (vector: Vector) =>
    vector.terms.map((term, at) => [term, vector.weights[at] ?? 0] as const);

  function settle(): void {
    // Small ones first: a stray pair finds its event before the events are compared with each other.
    for (let pass = 0; pass < 5 && grown.size; pass++) {
      const changed = [...grown].sort((a, b) => (clusters[a]?.size ?? 0) - (clusters[b]?.size ?? 0) || a - b);
      grown.clear();
      for (const number of changed) {
        const cluster = clusters[number];
        if (!cluster) continue;
        const best = nearest(cluster.sum, cluster.square, cluster.first, cluster.last, number);
        if (best.cosine >= options.merge) merge(number, best.cluster);
      }
    }
    grown.clear();
  }

  return {
    add(vector, at) {
      const pairs = pairsOf(vector);
      const best = nearest(pairs, 1, at, at, -1);
      const joins = best.cosine >= options.join;
      const number = joins
        ? best.cluster
        : clusters.push({ sum: new Map(), square: 0, size: 0, first: at, last: at }) - 1;
      const cluster = clusters[number];
      if (!cluster) throw new Error("a cluster that was found is gone");
      put(number, cluster, pairs);
      cluster.size++;
      cluster.first = Math.min(cluster.first, at);
      cluster.last = Math.max(cluster.last, at);
      of.push(number);
      if (of.length % settleEvery === 0) settle();
    },
    settle,
    labels: () => of.map(rootOf),
  };
}

/** The events of a stream of texts, each weighed by what was seen before it: the label of every text, in order. */
export function clusterStream(
  texts: Iterable<Comparable>,
  options: ClusterOptions = clusterDefaults,
): readonly number[] {
  const vectorizer = createVectorizer();
  const clusterer = createClusterer(options);
  for (const text of texts) {
    const counts = vectorizer.count(text);
    vectorizer.see(counts);
    clusterer.add(vectorizer.weigh(counts), text.at ?? 0);
  }
  clusterer.settle();
  return clusterer.labels();
}

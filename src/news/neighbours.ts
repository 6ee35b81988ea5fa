/** The centroids of clusters, and which is nearest: candidates by the most telling terms, then exact cosines of the best few. */
import type { Vector } from "./vectors.ts";

export interface Neighbour {
  cluster: number;
  /** Times how much the event has faded. */
  cosine: number;
}

export interface Neighbours {
  /** A new cluster without members. */
  open(at: number): number;
  put(cluster: number, vector: Vector, at: number): void;
  /** `from` becomes part of `into`. */
  merge(from: number, into: number): void;
  /** What a cluster has become part of; itself where nothing. */
  rootOf(cluster: number): number;
  /** Members; 0 for one that was merged away. */
  size(cluster: number): number;
  /** The nearest whose members are like it by `mean` on average. */
  nearest(vector: Vector, at: number, mean: number): Neighbour | undefined;
  nearestTo(cluster: number, mean: number): Neighbour | undefined;
}

/** How heavy a term is in a cluster. The same object stands in the cluster and in the term's posting, so that no look-up is needed between them. */
interface Entry {
  /** −1 when it went into another entry. */
  cluster: number;
  weight: number;
}

interface Cluster {
  sum: Map<number, Entry>;
  /** Length of `sum`, squared. */
  square: number;
  size: number;
  first: number;
  last: number;
}

const dayMs = 86_400_000;
/** Terms that are looked up for candidates. */
const probes = 10;
/** Clusters looked at for candidates, from the most telling term on: it bounds the time that one story takes, however many events there are. */
const budget = 200;
/** Candidates whose cosine is computed in full. */
const exact = 4;

/** The longer nothing was heard of an event, the less a story that sounds like it belongs to it: half after 90 days beyond the first week. */
function fade(cluster: Cluster, first: number, last: number): number {
  const gap = Math.max(cluster.first - last, first - cluster.last, 0) / dayMs;
  return gap > 7 ? 1 / (1 + (gap - 7) / 90) : 1;
}

/** The heaviest entries, heaviest first. */
function heaviest(sum: ReadonlyMap<number, Entry>, count: number): [number, number][] {
  const top: [number, number][] = [];
  let least = 0;
  for (const [term, { weight }] of sum) {
    if (top.length === count && weight <= least) continue;
    let at = top.length;
    while (at > 0 && (top[at - 1]?.[1] ?? 0) < weight) at--;
    top.splice(at, 0, [term, weight]);
    if (top.length > count) top.pop();
    least = top.at(-1)?.[1] ?? 0;
  }
  return top;
}

export function createNeighbours(): Neighbours {
  const clusters: (Cluster | undefined)[] = [];
  const parents: number[] = [];
  /** Per term its entries in all clusters. */
  const postings = new Map<number, Entry[]>();
  /** Per cluster the dot product so far; zero between two searches. */
  let partial = new Float64Array(1024);

  const rootOf = (cluster: number): number => {
    let root = cluster;
    for (let parent = parents[root]; parent !== undefined && parent !== root; parent = parents[root])
      root = parent;
    return root;
  };

  /** Clusters that share telling terms, the most promising first. */
  function candidates(terms: readonly (readonly [number, number])[], except: number): number[] {
    const touched: number[] = [];
    let left = budget;
    for (const [term, weight] of terms) {
      const posting = postings.get(term);
      if (!posting || posting.length > left) continue;
      left -= posting.length;
      for (const entry of posting) {
        const { cluster } = entry;
        if (cluster < 0 || cluster === except) continue;
        const sum = partial[cluster] ?? 0;
        if (sum === 0) touched.push(cluster);
        partial[cluster] = sum + weight * entry.weight;
      }
    }
    const best: { number: number; worth: number }[] = [];
    for (const number of touched) {
      const worth = (partial[number] ?? 0) / Math.sqrt(clusters[number]?.square ?? 1);
      partial[number] = 0;
      if (best.length === exact && worth <= (best.at(-1)?.worth ?? 0)) continue;
      let at = best.length;
      while (at > 0 && (best[at - 1]?.worth ?? 0) < worth) at--;
      best.splice(at, 0, { number, worth });
      if (best.length > exact) best.pop();
    }
    return best.map(({ number }) => number);
  }

  function closest(
    found: readonly number[],
    dotWith: (cluster: Cluster) => number,
    own: { square: number; size: number; first: number; last: number },
    mean: number,
  ): Neighbour | undefined {
    let best: Neighbour | undefined;
    for (const number of found) {
      const cluster = clusters[number];
      if (!cluster) continue;
      const dot = dotWith(cluster);
      if (dot / (cluster.size * own.size) < mean) continue;
      const cosine = (dot / Math.sqrt(cluster.square * own.square)) * fade(cluster, own.first, own.last);
      if (!best || cosine > best.cosine || (cosine === best.cosine && number < best.cluster))
        best = { cluster: number, cosine };
    }
    return best;
  }

  function addTo(number: number, cluster: Cluster, term: number, weight: number): void {
    const entry = cluster.sum.get(term);
    if (entry) {
      cluster.square += 2 * entry.weight * weight + weight * weight;
      entry.weight += weight;
      return;
    }
    adopt(cluster, term, { cluster: number, weight });
  }

  /** A term that is new to the cluster. */
  function adopt(cluster: Cluster, term: number, entry: Entry, posted = false): void {
    cluster.sum.set(term, entry);
    cluster.square += entry.weight * entry.weight;
    if (posted) return;
    const posting = postings.get(term);
    if (posting) posting.push(entry);
    else postings.set(term, [entry]);
  }

  const pairs = (vector: Vector) => vector.terms.map((term, at) => [term, vector.weights[at] ?? 0] as const);

  return {
    rootOf,
    size: (number) => clusters[number]?.size ?? 0,
    open(at) {
      const number = clusters.push({ sum: new Map(), square: 0, size: 0, first: at, last: at }) - 1;
      parents.push(number);
      if (number >= partial.length) partial = new Float64Array(2 * partial.length);
      return number;
    },
    put(number, vector, at) {
      const cluster = clusters[number];
      if (!cluster) throw new Error("a story cannot join a cluster that is gone");
      for (const [term, weight] of pairs(vector)) addTo(number, cluster, term, weight);
      cluster.size++;
      cluster.first = Math.min(cluster.first, at);
      cluster.last = Math.max(cluster.last, at);
    },
    merge(from, into) {
      const source = clusters[from];
      const target = clusters[into];
      if (!source || !target) return;
      for (const [term, entry] of source.sum) {
        if (target.sum.has(term)) {
          addTo(into, target, term, entry.weight);
          entry.cluster = -1;
        } else {
          entry.cluster = into;
          adopt(target, term, entry, true);
        }
      }
      target.size += source.size;
      target.first = Math.min(target.first, source.first);
      target.last = Math.max(target.last, source.last);
      clusters[from] = undefined;
      parents[from] = into;
    },
    nearest(vector, at, mean) {
      const all = pairs(vector);
      const dotWith = ({ sum }: Cluster) => {
        let dot = 0;
        for (const [term, weight] of all) dot += weight * (sum.get(term)?.weight ?? 0);
        return dot;
      };
      const own = { square: 1, size: 1, first: at, last: at };
      return closest(candidates(all.slice(0, probes), -1), dotWith, own, mean);
    },
    nearestTo(number, mean) {
      const own = clusters[number];
      if (!own) return undefined;
      const dotWith = (other: Cluster) => {
        const [small, large] = other.sum.size < own.sum.size ? [other.sum, own.sum] : [own.sum, other.sum];
        let dot = 0;
        for (const [term, { weight }] of small) dot += weight * (large.get(term)?.weight ?? 0);
        return dot;
      };
      return closest(candidates(heaviest(own.sum, probes), number), dotWith, own, mean);
    },
  };
}

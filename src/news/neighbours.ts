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

interface Cluster {
  /** Term → its entry. */
  sum: Map<number, number>;
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
/** The cluster of an entry that went into another. */
const gone = -1;

/** The longer nothing was heard of an event, the less a story that sounds like it belongs to it: half after 90 days beyond the first week. */
function fade(cluster: Cluster, first: number, last: number): number {
  const gap = Math.max(cluster.first - last, first - cluster.last, 0) / dayMs;
  return gap > 7 ? 1 / (1 + (gap - 7) / 90) : 1;
}

/** The `count` that weigh most, heaviest first; of equals the one that came first. */
function createTop(count: number) {
  const numbers: number[] = [];
  const weights: number[] = [];
  return {
    numbers,
    weights,
    offer(number: number, weight: number): void {
      if (numbers.length === count) {
        if (weight <= (weights[count - 1] ?? 0)) return;
        numbers.pop();
        weights.pop();
      }
      let at = numbers.length;
      while (at > 0 && (weights[at - 1] ?? 0) < weight) at--;
      numbers.splice(at, 0, number);
      weights.splice(at, 0, weight);
    },
  };
}

/**
 * How heavy a term is in a cluster, one number an entry: it stands in the cluster and in the term's posting, so that no look-up is needed between them.
 * Columns and not objects, since a digest of ten thousand stories goes through millions of them.
 */
function createEntries() {
  let clusters = new Int32Array(4096);
  let weights = new Float64Array(4096);
  let count = 0;
  return {
    clusterOf: (entry: number): number => clusters[entry] ?? gone,
    weightOf: (entry: number): number => weights[entry] ?? 0,
    add(cluster: number, weight: number): number {
      if (count === clusters.length) {
        const more = new Int32Array(2 * count);
        more.set(clusters);
        clusters = more;
        const heavier = new Float64Array(2 * count);
        heavier.set(weights);
        weights = heavier;
      }
      clusters[count] = cluster;
      weights[count] = weight;
      return count++;
    },
    grow(entry: number, by: number): void {
      weights[entry] = (weights[entry] ?? 0) + by;
    },
    move(entry: number, cluster: number): void {
      clusters[entry] = cluster;
    },
  };
}

export function createNeighbours(): Neighbours {
  const clusters: (Cluster | undefined)[] = [];
  const parents: number[] = [];
  const entries = createEntries();
  /** Per term its entries in all clusters. */
  const postings: (number[] | undefined)[] = [];
  /** Per cluster the dot product so far; zero between two searches. */
  let partial = new Float64Array(1024);

  const rootOf = (cluster: number): number => {
    let root = cluster;
    for (let parent = parents[root]; parent !== undefined && parent !== root; parent = parents[root])
      root = parent;
    return root;
  };

  /** Clusters that share telling terms, the most promising first. */
  function candidates(terms: readonly number[], weights: readonly number[], except: number): number[] {
    const touched: number[] = [];
    let left = budget;
    for (let at = 0; at < terms.length && at < probes; at++) {
      const posting = postings[terms[at] ?? 0];
      if (!posting || posting.length > left) continue;
      left -= posting.length;
      const weight = weights[at] ?? 0;
      for (const entry of posting) {
        const cluster = entries.clusterOf(entry);
        if (cluster === gone || cluster === except) continue;
        const sum = partial[cluster] ?? 0;
        if (sum === 0) touched.push(cluster);
        partial[cluster] = sum + weight * entries.weightOf(entry);
      }
    }
    const best = createTop(exact);
    for (const number of touched) {
      best.offer(number, (partial[number] ?? 0) / Math.sqrt(clusters[number]?.square ?? 1));
      partial[number] = 0;
    }
    return best.numbers;
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
    const known = cluster.sum.get(term);
    if (known !== undefined) {
      cluster.square += 2 * entries.weightOf(known) * weight + weight * weight;
      entries.grow(known, weight);
      return;
    }
    const entry = entries.add(number, weight);
    adopt(cluster, term, entry);
    const posting = postings[term];
    if (posting) posting.push(entry);
    else postings[term] = [entry];
  }

  /** A term that is new to the cluster. */
  function adopt(cluster: Cluster, term: number, entry: number): void {
    cluster.sum.set(term, entry);
    cluster.square += entries.weightOf(entry) ** 2;
  }

  return {
    rootOf,
    size: (number) => clusters[number]?.size ?? 0,
    open(at) {
      const number = clusters.push({ sum: new Map(), square: 0, size: 0, first: at, last: at }) - 1;
      parents.push(number);
      if (number >= partial.length) partial = new Float64Array(2 * partial.length);
      return number;
    },
    put(number, { terms, weights }, at) {
      const cluster = clusters[number];
      if (!cluster) throw new Error("a story cannot join a cluster that is gone");
      for (let n = 0; n < terms.length; n++) addTo(number, cluster, terms[n] ?? 0, weights[n] ?? 0);
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
          addTo(into, target, term, entries.weightOf(entry));
          entries.move(entry, gone);
        } else {
          entries.move(entry, into);
          adopt(target, term, entry);
        }
      }
      target.size += source.size;
      target.first = Math.min(target.first, source.first);
      target.last = Math.max(target.last, source.last);
      clusters[from] = undefined;
      parents[from] = into;
    },
    nearest({ terms, weights }, at, mean) {
      const dotWith = ({ sum }: Cluster) => {
        let dot = 0;
        for (let n = 0; n < terms.length; n++) {
          const entry = sum.get(terms[n] ?? 0);
          if (entry !== undefined) dot += (weights[n] ?? 0) * entries.weightOf(entry);
        }
        return dot;
      };
      const own = { square: 1, size: 1, first: at, last: at };
      return closest(candidates(terms, weights, gone), dotWith, own, mean);
    },
    nearestTo(number, mean) {
      const own = clusters[number];
      if (!own) return undefined;
      const dotWith = (other: Cluster) => {
        const [small, large] = other.sum.size < own.sum.size ? [other.sum, own.sum] : [own.sum, other.sum];
        let dot = 0;
        for (const [term, entry] of small) {
          const same = large.get(term);
          if (same !== undefined) dot += entries.weightOf(entry) * entries.weightOf(same);
        }
        return dot;
      };
      const heaviest = createTop(probes);
      for (const [term, entry] of own.sum) heaviest.offer(term, entries.weightOf(entry));
      return closest(candidates(heaviest.numbers, heaviest.weights, number), dotWith, own, mean);
    },
  };
}

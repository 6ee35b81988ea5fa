/** What was run on this: does the archive give the other stories of the same event first? */
import { ndcgAt, precisionAt } from "../../../../src/learn/metrics/ranking.ts";
import { createRelatedRanker } from "../../../../src/news/related.ts";
import { bm25, type Rank, type Searchable, tfidf } from "../baselines/search.ts";
import { readRows } from "../data.ts";
import type { Gate, Run, Task } from "../frame.ts";
import { meanRow } from "../scored.ts";

export interface EventStory extends Searchable {
  /** ms */
  at?: number;
  event: string;
}

/** Makes a ranker for a pool. */
export type Ranker = (pool: readonly EventStory[]) => Rank<EventStory>;

const ours: Ranker = (pool) => {
  const rank = createRelatedRanker(pool);
  return (query, limit) => rank(query, limit).map(({ id }) => id);
};

const SETS = [
  { name: "events_fulltext", read: fulltext },
  { name: "uci_headline_stories", read: headlines },
] as const;

export const related: Task = relatedTask(ours);

/** The task for any ranker. Every story asks for the others; P@5 is over stories whose event has at least five others, nDCG@10 over all with one. */
export function relatedTask(ranker: Ranker): Task {
  return {
    name: "related",
    about: "stories of the same event first: P@5, nDCG@10",
    gates: SETS.map((set) => aboveBm25(set.name)),
    async run(run) {
      for (const set of SETS) {
        const pool = set.read(run);
        if (pool) evaluate(run, set.name, pool, ranker);
      }
    },
  };
}

function evaluate(run: Run, set: string, pool: readonly EventStory[], ranker: Ranker): void {
  const began = performance.now();
  const systems: Record<string, Rank<EventStory>> = {
    ours: ranker(pool),
    bm25: bm25(pool),
    tfidf: tfidf(pool),
  };
  const events = new Map(pool.map((story) => [story.id, story.event]));
  const sizes = new Map<string, number>();
  for (const { event } of pool) sizes.set(event, (sizes.get(event) ?? 0) + 1);
  const precision: Record<string, number[]> = { ours: [], bm25: [], tfidf: [] };
  const gain: Record<string, number[]> = { ours: [], bm25: [], tfidf: [] };
  pool.forEach((query, done) => {
    run.progress(set, done + 1, pool.length);
    const others = (sizes.get(query.event) ?? 1) - 1;
    if (others === 0) return;
    const ideal = Array.from({ length: others }, () => 1);
    for (const [name, rank] of Object.entries(systems)) {
      const ids = rank(query, 10);
      const hits = ids.map((id) => events.get(id) === query.event);
      if (others >= 5) precision[name]?.push(precisionAt(hits, 5));
      const value = ndcgAt(hits.map(Number), ideal, 10);
      gain[name]?.push(value);
      if (name === "ours")
        run.predict({ set, id: query.id, gold: query.event, predicted: ids, score: value });
    }
  });
  const seconds = (performance.now() - began) / 1_000;
  const { ours: ownPrecision = [], ...otherPrecision } = precision;
  const { ours: ownGain = [], ...otherGain } = gain;
  if (ownPrecision.length > 0) meanRow(run, set, "pAt5", ownPrecision, otherPrecision, seconds, ["bm25"]);
  meanRow(run, set, "ndcgAt10", ownGain, otherGain, seconds, ["bm25"]);
}

function fulltext(run: Run): EventStory[] | undefined {
  const rows = readRows<{ id: string; title: string; text: string; date?: string; event: string | number }>(
    run,
    "events_fulltext",
    "clustering/events_fulltext",
  );
  return rows?.map((row) => {
    const at = Date.parse(row.date ?? "");
    return {
      id: row.id,
      title: row.title,
      text: row.text,
      event: String(row.event),
      ...(Number.isNaN(at) ? {} : { at }),
    };
  });
}

function headlines(run: Run): EventStory[] | undefined {
  const rows = readRows<{ id: string; title: string; story: string; ts: number }>(
    run,
    "uci_headline_stories",
    "clustering/uci_headline_stories",
  );
  return rows?.map((row) => ({ id: row.id, title: row.title, text: "", at: row.ts, event: row.story }));
}

function aboveBm25(set: string): Gate {
  return {
    set,
    metric: "pAt5",
    fails(row) {
      const other = row.baselines.bm25 ?? 1;
      return row.value > other ? undefined : `${row.value.toFixed(4)} is not above bm25, ${other.toFixed(4)}`;
    },
  };
}

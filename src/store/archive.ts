/** The archive of stories. Writing is cut into small transactions; the search itself is each database's own (`archive-*.ts`). */
import type { Archive, ArchiveQuery, Database, Hit, SqlValue, Story } from "../types.ts";
import { addStories, tidy } from "./archive-add.ts";
import { fts5 } from "./archive-fts5.ts";
import { asHeldBy, firstLink, heldBy, unlink } from "./archive-links.ts";
import { columns, fromRow, type StoryRow } from "./archive-rows.ts";
import { tsvector } from "./archive-tsvector.ts";
import { breathe, placeholders } from "./engine.ts";
import type { WordIndex } from "./word-index.ts";
import { queryTerms, type Term } from "./words.ts";

/** Stories (with their texts) are read in slices, with a breath between, so that a large answer holds nobody up. */
const readSlice = 100;
const removeSlice = 200;
const largeLoad = 1_000;
const hourMs = 3_600_000;

type Filter = Omit<ArchiveQuery, "limit">;

/** How the two kinds of long work are done. */
export interface Hands {
  add(stories: readonly Story[]): Promise<{ added: readonly string[]; changed: readonly Story[] }>;
  rank<Row = Ranked>(sql: string, params: readonly SqlValue[]): Promise<Row[]>;
}

/** The source and its time: where a story is wanted as others hold it. */
export interface Ranked extends Partial<Pick<StoryRow, "source_id" | "collected_at">> {
  seq: number;
  score: number;
}

/** Everything here, on the caller's own connection. */
export function ownHands(database: Database): Hands {
  return {
    add: (stories) => addStories(database, indexOf(database), stories),
    rank: (sql, params) => database.all(sql, params),
  };
}

/** Does anything but the words say which stories are wanted? */
function isNarrowed({ sourceIds, language, since, until, noSample }: Filter): boolean {
  return (
    Boolean(sourceIds || noSample) || language !== undefined || since !== undefined || until !== undefined
  );
}

export function createArchive(database: Database, hands: Hands = ownHands(database)): Archive {
  const index = indexOf(database);

  /** Undefined: words were asked for, but there is nothing in them to look for. */
  const select = (query: Filter, terms: readonly Term[], best?: number) => {
    const params: SqlValue[] = [];
    const parts: string[] = [];
    let from = "from stories s";
    let held = "";
    let score: string | undefined;
    if (query.words?.trim()) {
      if (!terms.length) return undefined;
      const matched = index.matching(terms, query.match, params, isNarrowed(query) ? undefined : best);
      ({ from, score } = matched);
      parts.push(matched.where);
    }
    let time = query.collected ? "s.collected_at" : "s.published_at";
    if (query.sourceIds) {
      if (!query.sourceIds.length) return undefined;
      if (query.collected) {
        // `cross join` keeps SQLite to this order: what is rarer comes first.
        from = terms.length
          ? `${from} cross join story_sources l`
          : "from story_sources l cross join stories s";
        time = "l.collected_at";
        parts.push(firstLink(terms.length ? "stories" : "links", query.sourceIds, params));
        held = ", l.source_id as source_id, l.collected_at as collected_at";
      } else parts.push(heldBy(query.sourceIds, params));
    }
    if (query.language !== undefined) parts.push(`s.language = $${params.push(query.language)}`);
    if (query.since !== undefined) parts.push(`${time} >= $${params.push(query.since)}`);
    if (query.until !== undefined) parts.push(`${time} <= $${params.push(query.until)}`);
    if (query.noSample) parts.push("s.sample = 0");
    return { time, from, held, score, where: parts.length ? parts.join(" and ") : "true", params };
  };
  const termsOf = (query: Filter) => (query.words?.trim() ? queryTerms(query.words) : []);

  const find = async (where: string, value: string): Promise<Story | undefined> => {
    const [row] = await database.all<StoryRow>(`select ${columns} from stories s where ${where} = $1`, [
      value,
    ]);
    return row && fromRow(row);
  };

  return {
    async add(stories) {
      const kept = stories.map(tidy);
      const { added, changed } = await hands.add(kept);
      if (added.length >= largeLoad) await index.settle(database);
      const isNew = new Set(added);
      // Of two with one id in one load the first is the one that was added.
      return { added: kept.filter(({ id }) => isNew.delete(id)), changed };
    },
    get: (id) => find("s.id", id),
    byUrl: async (url) => (url === "" ? undefined : find("s.url <> '' and s.url", url)),

    async search(query) {
      const asked = termsOf(query);
      const terms = query.match === "any" ? await index.telling(database, asked, query.limit) : asked;
      const picked = select(query, terms, query.limit);
      if (!picked) return [];
      const { from, held, score, where, params, time } = picked;
      const best =
        terms.length && score === undefined
          ? await index.ranking(database, terms, query, params)
          : { from: "", where: "true", score: score ?? "0" };
      const ranked = await hands.rank(
        `select s.seq as seq, ${best.score} as score${held} ${from} ${best.from} where ${where} and ${best.where}
         order by ${terms.length ? "score desc, " : ""}${time} desc, s.seq desc limit $${params.push(query.limit)}`,
        params,
      );
      return load(database, ranked, (!query.collected && query.sourceIds) || []);
    },

    async count(query) {
      const picked = select(query, termsOf(query));
      if (!picked) return 0;
      const [row] = await database.all<{ n: number }>(
        `select count(*) as n ${picked.from} where ${picked.where}`,
        picked.params,
      );
      return row?.n ?? 0;
    },

    async hours(query, by) {
      const picked = select(query, termsOf(query));
      if (!picked) return [];
      const group = by ? `s.${by === "source" ? "source_id" : by}` : "''";
      const rows = await hands.rank<{ hour: number; part: string; n: number }>(
        `select s.published_at / ${hourMs} as hour, ${group} as part, count(*) as n
         ${picked.from} where ${picked.where} group by 1, 2 order by 1, 2`,
        picked.params,
      );
      return rows.map(({ hour, part, n }) => ({ at: hour * hourMs, count: n, group: part }));
    },

    async remove(sourceIds) {
      let removed = 0;
      while (sourceIds.length) {
        const { links, gone } = await database.transaction(async (within) => {
          const done = await unlink(within, sourceIds, removeSlice);
          if (done.gone.length) await index.drop(within, done.gone);
          return done;
        });
        removed += gone.length;
        if (links < removeSlice) break;
        await breathe();
      }
      return removed;
    },
  };
}

export function indexOf(database: Database): WordIndex {
  return database.dialect === "sqlite" ? fts5 : tsvector;
}

async function load(
  database: Database,
  ranked: readonly Ranked[],
  sourceIds: readonly string[],
): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (let from = 0; from < ranked.length; from += readSlice) {
    if (from) await breathe();
    const slice = ranked.slice(from, from + readSlice);
    const rows = await database.all<StoryRow>(
      `select ${columns} from stories s where s.seq in (${placeholders(1, slice.length)})`,
      slice.map(({ seq }) => seq),
    );
    const bySeq = new Map((await asHeldBy(database, sourceIds, rows)).map((row) => [row.seq, row]));
    for (const { seq, score, ...held } of slice) {
      const row = bySeq.get(seq);
      if (row) hits.push({ story: fromRow({ ...row, ...held }), score });
    }
  }
  return hits;
}

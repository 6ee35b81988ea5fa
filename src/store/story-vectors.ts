/** The vectors of stories, a byte a number: for search by meaning, over the newest stories, page by page. */
import type { Database, StoryVectors } from "../types.ts";
import { breathe, placeholders, rowPlaceholders } from "./engine.ts";

/** Older ones are found by their words. An exact look at so many takes some tens of ms in all. */
const newest = 20_000;
const page = 1_000;
const writeSlice = 64;

export function createStoryVectors(database: Database): StoryVectors {
  return {
    async without(model, limit) {
      const rows = await database.all<{ id: string }>(
        `select s.id from (select seq, id from stories order by seq desc limit ${newest}) s
         where not exists (select 1 from story_vectors v where v.model = $1 and v.seq = s.seq)
         order by s.seq desc limit $2`,
        [model, limit],
      );
      if (rows.length === 0) return [];
      return database.all(
        `select id, title, text from stories where id in (${placeholders(1, rows.length)}) order by seq desc`,
        rows.map(({ id }) => id),
      );
    },

    some: async (model) =>
      (await database.all("select 1 from story_vectors where model = $1 limit 1", [model])).length > 0,

    async put(model, vectors) {
      for (let from = 0; from < vectors.length; from += writeSlice) {
        const slice = vectors.slice(from, from + writeSlice);
        // A story may have gone meanwhile.
        const rows = await database.all<{ id: string; seq: number }>(
          `select id, seq from stories where id in (${placeholders(1, slice.length)})`,
          slice.map(({ storyId }) => storyId),
        );
        const seqs = new Map(rows.map(({ id, seq }) => [id, seq]));
        const kept = slice.flatMap(({ storyId, vector }) => {
          const seq = seqs.get(storyId);
          return seq === undefined ? [] : [[model, seq, packed(vector)] as const];
        });
        if (kept.length)
          await database.run(
            `insert into story_vectors (model, seq, vector) values ${rowPlaceholders(kept.length, 3)}
             on conflict (model, seq) do update set vector = excluded.vector`,
            kept.flat(),
          );
        await breathe();
      }
    },

    async nearest(model, vector, { limit, since, language }) {
      const best: { storyId: string; cosine: number }[] = [];
      const size = Math.hypot(...vector);
      if (size === 0) return [];
      let before = Number.MAX_SAFE_INTEGER;
      for (let seen = 0; seen < newest; seen += page) {
        const rows = await database.all<{
          seq: number;
          id: string;
          language: string;
          at: number;
          vector: Uint8Array;
        }>(
          `select v.seq, s.id, s.language, s.published_at as at, v.vector
           from story_vectors v join stories s on s.seq = v.seq
           where v.model = $1 and v.seq < $2 order by v.seq desc limit ${page}`,
          [model, before],
        );
        for (const row of rows) {
          if (
            (since !== undefined && row.at < since) ||
            (language !== undefined && row.language !== language)
          )
            continue;
          const cosine = likeness(vector, size, row.vector);
          if (cosine > 0) best.push({ storyId: row.id, cosine });
        }
        best.sort((a, b) => b.cosine - a.cosine || (a.storyId < b.storyId ? -1 : 1));
        best.length = Math.min(best.length, limit);
        const last = rows.at(-1);
        if (!last || rows.length < page) break;
        before = last.seq;
        await breathe();
      }
      return best;
    },

    forgetOthers: (model) => database.run("delete from story_vectors where model <> $1", [model]),
  };
}

/** The direction alone counts, so that a byte a number is enough (cosine changes by less than .01). */
function packed(vector: Float32Array): Uint8Array {
  const most = vector.reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  return new Uint8Array(Int8Array.from(vector, (value) => Math.round((value / most) * 127)).buffer);
}

function likeness(vector: Float32Array, size: number, bytes: Uint8Array): number {
  const other = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (other.length !== vector.length) return 0;
  let product = 0;
  let square = 0;
  for (let d = 0; d < other.length; d++) {
    const value = other[d] as number;
    product += (vector[d] as number) * value;
    square += value * value;
  }
  return square > 0 ? product / (size * Math.sqrt(square)) : 0;
}

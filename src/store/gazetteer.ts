/** Names that desks added by hand. */
import type { Database, Gazetteer, GazetteerEntry, NameKind } from "../types.ts";

interface Row {
  folded: string;
  deskId: string;
  name: string;
  kind: NameKind;
  /** A JSON list. */
  also: string;
  by: string;
  at: number;
}

const columns = `desk_id as "deskId", folded, name, kind, also, by_person as "by", at`;

export function createGazetteer(database: Database): Gazetteer {
  // Sorted here: databases disagree on the order of letters.
  const rowsOf = async (deskId: string) =>
    (await database.all<Row>(`select ${columns} from gazetteer where desk_id = $1`, [deskId])).sort((a, b) =>
      a.folded < b.folded ? -1 : 1,
    );
  return {
    put: (entry) =>
      database.transaction(async (within) => {
        const folded = fold(entry.name);
        const [before] = await within.all<Row>(
          `select ${columns} from gazetteer where desk_id = $1 and folded = $2`,
          [entry.deskId, folded],
        );
        await within.run(
          `insert into gazetteer (desk_id, folded, name, kind, also, by_person, at)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (desk_id, folded) do update set
             name = excluded.name, kind = excluded.kind, also = excluded.also,
             by_person = excluded.by_person, at = excluded.at`,
          [entry.deskId, folded, entry.name, entry.kind, JSON.stringify(entry.also), entry.by, entry.at],
        );
        return before && entryOf(before);
      }),
    async remove(deskId, name) {
      const wanted = fold(name);
      const rows = await rowsOf(deskId);
      const found =
        rows.find(({ folded }) => folded === wanted) ??
        rows.find((row) => entryOf(row).also.some((form) => fold(form) === wanted));
      if (!found) return undefined;
      const gone = await database.run("delete from gazetteer where desk_id = $1 and folded = $2", [
        deskId,
        found.folded,
      ]);
      return gone === 1 ? entryOf(found) : undefined;
    },
    list: async (deskId) => (await rowsOf(deskId)).map(entryOf),
  };
}

const fold = (name: string) => name.normalize("NFKC").replace(/\s+/g, " ").trim().toLowerCase();

const entryOf = ({ folded: _, also, ...row }: Row): GazetteerEntry => ({
  ...row,
  also: JSON.parse(also) as string[],
});

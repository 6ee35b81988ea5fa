/** Desks, the channels that belong to them, and who is what there. */
import { UserError } from "../errors.ts";
import type { Database, Desk, Desks, Role, SqlValue } from "../types.ts";
import { channelKey, personKey } from "./keys.ts";
import { assignments, set } from "./rows.ts";

interface Row {
  id: string;
  name: string;
  brief: string;
  language: Desk["language"] | null;
  zone: string;
}

/** "City Desk" and "city desk" are one name. */
const nameKey = (name: string): string => name.normalize("NFKC").trim().toLowerCase();

const fromRow = (row: Row): Desk => ({
  id: row.id,
  name: row.name,
  brief: row.brief,
  ...set("language", row.language),
  zone: row.zone,
});

/** The desk that every place belongs to until somebody says otherwise. Made once, when there is none. */
export async function ensureFirstDesk(database: Database): Promise<void> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [any] = await database.all("select id from desks limit 1", []);
  if (any) return;
  await database.run(
    `insert into desks (id, name, name_key, brief, language, zone, made_at)
     values ('newsroom', 'newsroom', 'newsroom', '', null, $1, 0) on conflict do nothing`,
    [zone],
  );
}

export function createDesks(database: Database, now: () => number): Desks {
  const find = async (where: string, params: readonly SqlValue[]): Promise<Desk | undefined> => {
    const [row] = await database.all<Row>(`select * from desks ${where}`, params);
    return row && fromRow(row);
  };
  return {
    async create(desk) {
      const rows = await database.run(
        `insert into desks (id, name, name_key, brief, language, zone, made_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
        [desk.id, desk.name, nameKey(desk.name), desk.brief, desk.language ?? null, desk.zone, now()],
      );
      return rows === 1;
    },
    get: (id) => find("where id = $1", [id]),
    byName: (name) => find("where name_key = $1", [nameKey(name)]),
    async list() {
      const rows = await database.all<Row>("select * from desks order by made_at, id", []);
      return rows.map(fromRow);
    },

    /** Throws `UserError` for a name that another desk has. */
    async update(id, change) {
      const given = assignments(
        { name: "name", brief: "brief", language: "language", zone: "zone", nameKey: "name_key" },
        change.name === undefined ? change : { ...change, nameKey: nameKey(change.name) },
      );
      if (!given) return;
      const after = given.params.length + 1;
      // The name is looked at in the statement itself: the table's own constraint speaks each database's own words.
      const free =
        change.name === undefined
          ? ""
          : ` and not exists (select 1 from desks d where d.name_key = $${after + 1} and d.id <> $${after})`;
      const rows = await database.run(`update desks set ${given.sql} where id = $${after}${free}`, [
        ...given.params,
        id,
        ...(change.name === undefined ? [] : [nameKey(change.name)]),
      ]);
      if (rows === 0 && change.name !== undefined && (await find("where id = $1", [id])))
        throw new UserError(
          { en: `There is a desk named "${change.name}" already`, zh: `已有名为“${change.name}”的编辑部` },
          { en: "Choose another name", zh: "请换一个名称" },
        );
    },

    async of(place) {
      // The place's own; where it has none, the first of the house.
      const desk = await find(
        `order by case when id = (select desk_id from desk_places where channel_key = $1) then 0 else 1 end, made_at, id
         limit 1`,
        [channelKey(place)],
      );
      if (!desk) throw new Error("There is no desk at all; opening the store makes the first one.");
      return desk;
    },
    async join(place, deskId) {
      await database.run(
        `insert into desk_places (channel_key, desk_id) values ($1, $2)
         on conflict (channel_key) do update set desk_id = excluded.desk_id`,
        [channelKey(place), deskId],
      );
    },

    async role(deskId, person) {
      const [row] = await database.all<{ role: Role }>(
        "select role from desk_members where desk_id = $1 and person_key = $2",
        [deskId, personKey(person)],
      );
      return row?.role;
    },
    async setRole(deskId, person, role) {
      await database.run(
        `insert into desk_members (desk_id, person_key, platform, person_id, name, role)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (desk_id, person_key) do update set name = excluded.name, role = excluded.role`,
        [deskId, personKey(person), person.platform, person.id, person.name, role],
      );
    },
    members: (deskId) =>
      database.all(
        `select name, platform, person_id as id, role from desk_members
         where desk_id = $1 order by name, person_key`,
        [deskId],
      ),
  };
}

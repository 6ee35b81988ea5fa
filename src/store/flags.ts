/** One-time things by a name of their own. */
import type { Database, Store } from "../types.ts";

export function createFlags(database: Database): Pick<Store, "flag" | "setFlag"> {
  return {
    async flag(name) {
      const [row] = await database.all<{ value: string }>("select value from flags where name = $1", [name]);
      return row?.value;
    },
    async setFlag(name, value) {
      await database.run(
        "insert into flags (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
        [name, value],
      );
    },
  };
}

/** The databases of `test/store/databases.ts`, with the schema that the job queue makes beside ours taken away too. */
import pg from "pg";
import { type Ground, type Kind, postgres as plain, sqlite } from "../store/databases.ts";

export { sqlite };

export const postgres: Kind = {
  ...plain,
  async fresh(): Promise<Ground> {
    const { where, clear } = await plain.fresh();
    const schema = new URL(where.databaseUrl ?? "").searchParams.get("schema");
    return {
      where,
      async clear() {
        const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
        await client.connect();
        await client.query(`drop schema if exists "${schema}_jobs" cascade`);
        await client.end();
        await clear();
      },
    };
  },
};

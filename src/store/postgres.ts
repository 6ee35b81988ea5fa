/** Postgres as a `Database`: a pool of connections that all look at our schema. */
import type { Pool, PoolClient } from "pg";
import { messageOf, UserError } from "../errors.ts";
import type { Log, Queryable, SqlValue } from "../types.ts";
import { type PostgresAddress, postgresAddress } from "./address.ts";
import { clean, type Engine } from "./engine.ts";

export interface PostgresEngine extends Engine {
  readonly dialect: "postgres";
  readonly address: PostgresAddress;
}

const int8 = 20;
const connectTimeoutMs = 5_000;
const connections = 10;

/** Connects and makes the schema where there is none. Throws `UserError` when the server does not let us in. */
export async function openPostgres(databaseUrl: string, log: Log): Promise<PostgresEngine> {
  const address = postgresAddress(databaseUrl);
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: address.connectionString,
    // `public` stays in sight behind ours, for extensions that live there.
    options: `-c search_path=${address.schema === "public" ? "public" : `${address.schema},public`}`,
    application_name: "copytaster",
    max: connections,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    // Ours are times and counts, far below 2^53.
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        oid === int8
          ? Number
          : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
    },
  });
  // Without a listener an idle connection that breaks would end the process; the pool makes a new one when it is needed.
  pool.on("error", (error) => log.warn({ problem: error.message }, "an idle database connection broke"));
  try {
    await makeSchema(pool, address.schema);
  } catch (error) {
    await pool.end();
    throw refused(address, error);
  }

  let closed = false;
  const queries = (on: Pool | PoolClient): Queryable => ({
    all: async <Row>(sql: string, params: readonly SqlValue[]) =>
      (await on.query(sql, params.map(clean))).rows as Row[],
    run: async (sql, params) => (await on.query(sql, params.map(clean))).rowCount ?? 0,
  });
  const between = async <T>(begin: string, work: (within: Queryable) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    // The pool listens only to idle connections; one that breaks in our hands would end the process.
    const breaks = (error: Error) => {
      broken = error;
    };
    client.on("error", breaks);
    try {
      await client.query(begin);
      const result = await work(queries(client));
      await client.query("commit");
      return result;
    } catch (error) {
      try {
        await client.query("rollback");
      } catch (cause) {
        // The connection itself is gone, and its transaction with it: it must not go back to the pool.
        broken = cause instanceof Error ? cause : new Error(messageOf(cause));
      }
      throw error;
    } finally {
      client.release(broken);
      client.off("error", breaks);
    }
  };

  return {
    dialect: "postgres",
    address,
    ...queries(pool),
    transaction: (work) => between("begin", work),
    snapshot: (work) => between("begin isolation level repeatable read, read only", work),
    async describe() {
      const { rows } = await pool.query("show server_version");
      const version = String(rows[0]?.server_version).split(" ")[0];
      return `PostgreSQL ${version} at ${address.shown}, schema ${address.schema}`;
    },
    async close() {
      if (closed) return;
      closed = true;
      await pool.end();
    },
  };
}

async function makeSchema(pool: Pool, schema: string): Promise<void> {
  const { rows } = await pool.query("select 1 from information_schema.schemata where schema_name = $1", [
    schema,
  ]);
  if (rows.length) return;
  try {
    // The name was checked to be a plain one (`postgresAddress`).
    await pool.query(`create schema if not exists "${schema}"`);
  } catch (error) {
    // Two processes that make it at once: "if not exists" does not keep them apart, and the second may fail. It is there then.
    const again = await pool.query("select 1 from information_schema.schemata where schema_name = $1", [
      schema,
    ]);
    if (!again.rows.length) throw error;
  }
}

function refused(address: PostgresAddress, cause: unknown): UserError {
  return new UserError(
    {
      en: `The database at ${address.shown} cannot be used (${messageOf(cause) || "no answer"})`,
      zh: `无法使用数据库 ${address.shown}（${messageOf(cause) || "无应答"}）`,
    },
    {
      en: "Check DATABASE_URL, that the server runs, and that its user may create tables there",
      zh: "请检查 DATABASE_URL、服务器是否在运行，以及该用户能否在其中建表",
    },
    { cause },
  );
}

/** DATABASE_URL taken apart: what Postgres is given, and the schema that is ours (`?schema=name`; "public" when unset). */
import { UserError } from "../errors.ts";

export interface PostgresAddress {
  /** Without our own `schema` parameter. */
  connectionString: string;
  schema: string;
  /** For people: host and database, never the password. */
  shown: string;
}

/** Throws `UserError` for an address that is none. */
export function postgresAddress(databaseUrl: string): PostgresAddress {
  const url = URL.parse(databaseUrl);
  if (!url || !/^postgres(ql)?:$/.test(url.protocol))
    throw new UserError(
      {
        en: "DATABASE_URL is not the address of a Postgres database",
        zh: "DATABASE_URL 不是 Postgres 数据库地址",
      },
      {
        en: "Write it as postgres://user:password@host:5432/name, or leave it out to use the SQLite file",
        zh: "请写成 postgres://user:password@host:5432/name；留空则使用 SQLite 文件",
      },
    );
  const schema = url.searchParams.get("schema") ?? "public";
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw new UserError(
      {
        en: `The schema "${schema}" in DATABASE_URL is not a plain name`,
        zh: `DATABASE_URL 中的 schema“${schema}”不是普通名称`,
      },
      { en: "Use lower-case letters, digits and underscores", zh: "请只用小写字母、数字和下划线" },
    );
  url.searchParams.delete("schema");
  return { connectionString: url.href, schema, shown: `${url.host || "localhost"}${url.pathname}` };
}

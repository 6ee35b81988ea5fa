import { afterEach, describe, expect, it } from "vitest";
import { openStore, sqliteFile } from "../../src/store/index.ts";
import { migrate, versionOf } from "../../src/store/migrate.ts";
import { migrations } from "../../src/store/migrations/index.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { type Ground, kinds } from "./databases.ts";

const grounds: Ground[] = [];
afterEach(async () => {
  for (const ground of grounds.splice(0)) await ground.clear();
});

describe.each(kinds)("an older database: $title", (kind) => {
  it.skipIf(kind.skip !== undefined)("is brought up to date with what it holds", async () => {
    const ground = await kind.fresh();
    grounds.push(ground);
    const { databaseUrl, dataDir } = ground.where;
    const old = databaseUrl
      ? await openPostgres(databaseUrl, quietLog)
      : await openSqlite(sqliteFile(dataDir));
    await migrate(old, migrations.slice(0, 2));
    await old.run(
      `insert into stories (id, source_id, url, title, text, language, outlet, published_at, collected_at, sample)
       values ('a', 'feed', 'https://example.org/a', 'Ferry', 'Late.', 'en', 'Post', 1, 2, 0)`,
      [],
    );
    await old.close();

    const store = await openStore({ ...ground.where, log: quietLog });
    expect(await versionOf(store.database)).toBe(migrations.at(-1)?.id);
    const query = {
      match: "any",
      sourceIds: ["feed"],
      since: 2,
      until: 2,
      collected: true,
      limit: 9,
    } as const;
    expect((await store.archive.search(query)).map(({ story }) => story.id)).toEqual(["a"]);
    await store.close();
  });
});

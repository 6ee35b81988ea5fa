/** Backup while running, and restore: all or nothing. */
import { UserError } from "../errors.ts";
import type { Log } from "../types.ts";
import { assertAlone } from "./alone.ts";
import { type Head, readBackup, writeBackup } from "./backup-file.ts";
import { openDatabase, sqliteFile, type Where } from "./database.ts";
import { countRows, isEmpty, type Rows, readRows, type Tell } from "./dump.ts";
import type { Engine } from "./engine.ts";
import { loadRows } from "./load.ts";
import { migrations } from "./migrations/index.ts";

const version = (): number => migrations.at(-1)?.id ?? 0;

/** The state of one moment, while everybody goes on working. Left out: what can be made anew (cache, index). Resolves to the rows written. */
export async function backup(
  store: { readonly database: Engine },
  file: string,
  tell: Tell = () => {},
  now: () => number = Date.now,
): Promise<number> {
  return store.database.snapshot(async (within) => {
    const of = [...(await countRows(within)).values()].reduce((sum, n) => sum + n, 0);
    const head: Head = { copytaster: "backup", format: 1, version: version(), at: now(), rows: of };
    await writeBackup(file, head, telling(readRows(within), of, tell));
    return of;
  });
}

async function* telling(source: AsyncIterable<Rows>, of: number, tell: Tell): AsyncGenerator<Rows> {
  let done = 0;
  for await (const rows of source) {
    yield rows;
    done += rows.rows.length;
    tell(done, of);
  }
}

/**
 * Puts a backup in the place of what is there, in one transaction. Throws `UserError` for a file that is no whole backup or is of a newer version, for a
 * target that holds something (unless `force`), and for a SQLite file that a bot has open. Resolves to the rows restored.
 */
export async function restore(
  file: string,
  where: Where & { log: Log; force?: boolean },
  tell: Tell = () => {},
): Promise<number> {
  if (!where.databaseUrl) assertAlone(sqliteFile(where.dataDir));
  const engine = await openDatabase(where);
  try {
    return await engine.transaction(async (within) => {
      if (!where.force && !(await isEmpty(within))) throw notEmpty(await engine.describe());
      let of = 0;
      const rows = readBackup(file, (head) => {
        if (head.version > version()) throw newer(file, head.version);
        of = head.rows;
      });
      const written = await loadRows(engine, within, rows, of, (done) => tell(done, of));
      return [...written.values()].reduce((sum, n) => sum + n, 0);
    });
  } finally {
    await engine.close();
  }
}

export function notEmpty(what: string): UserError {
  return new UserError(
    { en: `There is something already in ${what}`, zh: `${what} 中已有数据` },
    {
      en: "Choose an empty data folder or database, or (restore only) say --force to put the backup in the place of what is there",
      zh: "请选择空的数据文件夹或数据库；恢复时也可加 --force，用备份替换现有数据",
    },
  );
}

function newer(file: string, have: number): UserError {
  return new UserError(
    {
      en: `${file} was made by a newer Copytaster (its tables are at version ${have}, this program knows ${version()})`,
      zh: `${file} 由更新版本的 Copytaster 制作（表版本为 ${have}，本程序只认识 ${version()}）`,
    },
    { en: "Update Copytaster, then restore", zh: "请先升级 Copytaster，再恢复" },
  );
}

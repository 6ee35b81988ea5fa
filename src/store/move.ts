/**
 * Moves everything from the SQLite file to Postgres. A bot that runs on the file is refused: what it took in during the move would be left behind.
 * The file is only read, and stays where it is.
 */
import { existsSync } from "node:fs";
import { UserError } from "../errors.ts";
import type { Log } from "../types.ts";
import { assertAlone, readAlone } from "./alone.ts";
import { notEmpty } from "./backup.ts";
import { openDatabase, sqliteFile } from "./database.ts";
import { countRows, isEmpty, readRows, type Tell } from "./dump.ts";
import { loadRows } from "./load.ts";

/**
 * Resolves to the rows moved, by table. Throws `UserError` where there is no file, a bot has it open, or the target holds something. One transaction:
 * it is moved wholly (counted again in the target before it is kept) or not at all.
 */
export async function move(
  parts: { dataDir: string; to: string; log: Log },
  tell: Tell = () => {},
): Promise<ReadonlyMap<string, number>> {
  const file = sqliteFile(parts.dataDir);
  if (!existsSync(file))
    throw new UserError(
      { en: `There is no database file ${file}`, zh: `找不到数据库文件 ${file}` },
      { en: "Check COPYTASTER_DATA_DIR", zh: "请检查 COPYTASTER_DATA_DIR" },
    );
  assertAlone(file);
  // An older file is brought up to date first, so that both sides have the same tables.
  await (await openDatabase({ dataDir: parts.dataDir, log: parts.log })).close();
  const target = await openDatabase({ databaseUrl: parts.to, dataDir: parts.dataDir, log: parts.log });
  try {
    return await readAlone(file, async (from) => {
      const counts = await countRows(from);
      const of = [...counts.values()].reduce((sum, n) => sum + n, 0);
      await target.transaction(async (within) => {
        if (!(await isEmpty(within))) throw notEmpty(await target.describe());
        await loadRows(target, within, readRows(from), of, tell);
        const arrived = await countRows(within);
        for (const [table, rows] of counts)
          if (arrived.get(table) !== rows)
            throw new Error(
              `${table}: ${rows} rows were sent and ${arrived.get(table)} arrived. Nothing was moved.`,
            );
      });
      return counts;
    });
  } finally {
    await target.close();
  }
}

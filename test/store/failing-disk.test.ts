/** A disk that is full, a file that is damaged or may only be read: told with the mend, by the road and at the start. */
import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, open, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { openStore } from "../../src/store/index.ts";
import { openSqlite } from "../../src/store/sqlite.ts";
import { toldOf } from "../../src/store/sqlite-problems.ts";
import { quietLog } from "../fakes/quiet-log.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "copytaster-disk-"));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const problemOf = async (work: () => Promise<unknown>) => {
  const error = await work().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return error as UserError;
};

describe("a store that cannot be written", () => {
  it("says that the disk is full, in a statement and in a transaction, and goes on when there is room", async () => {
    const engine = await openSqlite(join(dataDir, "copytaster.db"));
    await engine.run("create table t (a text)", []);
    const [row] = await engine.all<{ page_count: number }>("pragma page_count", []);
    // As SQLite sees it, a file at its largest is a full disk.
    await engine.all(`pragma max_page_count = ${row?.page_count}`, []);
    const big = "x".repeat(100_000);
    const alone = await problemOf(() => engine.run("insert into t values ($1)", [big]));
    const within = await problemOf(() =>
      engine.transaction((inside) => inside.run("insert into t values ($1)", [big])),
    );
    for (const error of [alone, within]) {
      expect(error.problem.en).toContain("is full");
      expect(error.mend?.en).toContain("COPYTASTER_DATA_DIR");
      expect(error.mend?.zh).toMatch(/腾出空间/);
    }
    await engine.all("pragma max_page_count = 100000", []);
    expect(await engine.run("insert into t values ($1)", [big])).toBe(1);
    await engine.close();
  });

  it("says that the file is damaged, and that a backup mends it", async () => {
    const store = await openStore({ dataDir, log: quietLog });
    await store.close();
    const file = await open(join(dataDir, "copytaster.db"), "r+");
    await file.write(Buffer.alloc(4096 * 20, 0xff), 0, 4096 * 20, 4096);
    await file.close();
    const error = await problemOf(() => openStore({ dataDir, log: quietLog }));
    expect(error.problem.en).toContain("damaged");
    expect(error.mend?.en).toContain("restore");
  });

  it("says that a file may only be read", () => {
    const file = join(dataDir, "own.db");
    new DatabaseSync(file).exec("create table t (a)");
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      database.exec("insert into t values (1)");
      expect.unreachable();
    } catch (error) {
      expect(toldOf(error)).toMatchObject({ problem: { en: expect.stringContaining("only be read") } });
    } finally {
      database.close();
    }
    const other = new Error("something else");
    expect(toldOf(other)).toBe(other);
  });
});

it("what the bot keeps is its owner's alone, also in a folder that everybody may enter", async () => {
  await chmod(dataDir, 0o755);
  const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
  const backup = join(dataDir, "b.backup");
  const env = { ...process.env, COPYTASTER_DATA_DIR: dataDir };
  execFileSync(process.execPath, [main, "backup", backup], { env });
  for (const name of ["copytaster.db", "b.backup"])
    expect([name, ((await stat(join(dataDir, name))).mode & 0o777).toString(8)]).toEqual([name, "600"]);
  expect((await readFile(backup)).length).toBeGreaterThan(0);
}, 60_000);

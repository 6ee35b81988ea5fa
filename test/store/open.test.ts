import { mkdir, writeFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import {
  channelKey,
  checkDatabase,
  openStore,
  personKey,
  placeKey,
  postgresAddress,
  sqliteFile,
} from "../../src/store/index.ts";
import { createTurns } from "../../src/store/turns.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { type Ground, kinds, sqlite } from "./databases.ts";

const grounds: Ground[] = [];
afterEach(async () => {
  for (const ground of grounds.splice(0)) await ground.clear();
});

describe("opening", () => {
  it.each(kinds.filter(({ skip }) => !skip))("says what was found: $title", async (kind) => {
    const ground = await kind.fresh();
    grounds.push(ground);
    expect(await checkDatabase({ ...ground.where, log: quietLog })).toMatch(
      kind === sqlite ? /^SQLite 3\.\d+.* at .*copytaster\.db/ : /^PostgreSQL \d+\.\d+ at .*, schema test_/,
    );
  });

  it("names the mend for a file that is no database, or no file", async () => {
    const ground = await sqlite.fresh();
    grounds.push(ground);
    const file = sqliteFile(ground.where.dataDir);
    await writeFile(file, "not a database, but long enough to be looked at as one. ".repeat(20));
    const opening = openStore({ ...ground.where, log: quietLog });
    await expect(opening).rejects.toThrow(UserError);
    await expect(opening).rejects.toThrow(/COPYTASTER_DATA_DIR/);
    const other = await sqlite.fresh();
    grounds.push(other);
    await mkdir(sqliteFile(other.where.dataDir));
    await expect(openStore({ ...other.where, log: quietLog })).rejects.toThrow(/COPYTASTER_DATA_DIR/);
  });

  it("names the mend for a server that is away, and never the password", async () => {
    const databaseUrl = "postgres://ana:sesame@127.0.0.1:1/news";
    const error = await openStore({ databaseUrl, dataDir: "/nowhere", log: quietLog }).catch(String);
    expect(error).toMatch(/127\.0\.0\.1:1\/news.*DATABASE_URL/);
    expect(error).not.toContain("sesame");
  });

  it("takes a schema by the address, a plain name only", () => {
    expect(postgresAddress("postgres://u:p@h:5432/d?schema=desk_1&sslmode=require")).toEqual({
      connectionString: "postgres://u:p@h:5432/d?sslmode=require",
      schema: "desk_1",
      shown: "h:5432/d",
    });
    expect(postgresAddress("postgresql://h/d").schema).toBe("public");
    for (const bad of ["mysql://h/d", "nonsense", 'postgres://h/d?schema=a"b', "postgres://h/d?schema=A;b"])
      expect(() => postgresAddress(bad)).toThrow(UserError);
  });
});

describe("keys", () => {
  const place = { platform: "a", workspace: "b", channel: "c" };

  it("tells apart whatever is not the same", () => {
    expect(placeKey({ ...place, thread: "t" })).not.toBe(placeKey(place));
    expect(placeKey({ ...place, workspace: 'b","c', channel: "" })).not.toBe(placeKey(place));
    expect(personKey({ platform: "a", workspace: "b", id: "c" })).not.toBe(
      personKey({ platform: "a", workspace: "bc", id: "" }),
    );
  });

  it("gives all threads of a channel one key", () => {
    expect(channelKey({ ...place, thread: "t" })).toBe(channelKey(place));
  });
});

describe("turns", () => {
  it("are taken one at a time, first come first served, and passed on after a failure", async () => {
    const turns = createTurns();
    const order: string[] = [];
    const one = async (name: string, fail = false) => {
      order.push(`${name}+`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name}-`);
      if (fail) throw new Error(name);
    };
    const all = ["a", "b", "c"].map((name) => turns.take(() => one(name, name === "b")));
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(order).toEqual(["a+", "a-", "b+", "b-", "c+", "c-"]);
  });
});

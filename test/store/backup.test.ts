import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { keptTables } from "../../src/store/dump.ts";
import { backup, move, type OpenStore, openStore, restore, sqliteFile } from "../../src/store/index.ts";
import { story } from "../contracts/archive.ts";
import { reply } from "../contracts/store.ts";
import { message } from "../fakes/message.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { type Ground, type Kind, kinds, postgres, sqlite } from "./databases.ts";

const place = { platform: "test", workspace: "w", channel: "c", thread: "😀" };
const ana = { platform: "test", workspace: "w", id: "ana", name: "Ana 安娜" };
const odd = "选举 😀 \u0001\u001f\u2028 \" \\ \u202e' -- \u0000 \ud800";

const grounds: Ground[] = [];
afterEach(async () => {
  for (const ground of grounds.splice(0)) await ground.clear();
});
const fresh = async (kind: Kind) => {
  const ground = await kind.fresh();
  grounds.push(ground);
  return ground;
};
const open = (ground: Ground) => openStore({ ...ground.where, log: quietLog });

/** A row or more in every table. */
async function fill(store: OpenStore): Promise<void> {
  const one = message(odd, { id: odd, place });
  await store.inbox.accept(one, "me", 5);
  await store.inbox.replied(one, reply(odd));
  await store.inbox.accept(message("open"), "me", 5);
  for (const at of [3, 1, 2])
    await store.conversation.add(place, { id: `${at}`, at, reply: reply(odd) }, `${odd}${at}`);
  await store.archive.add(
    Array.from({ length: 250 }, (_, i) =>
      story({ title: `Elections ${odd} ${i}`, author: odd, publishedAt: i }),
    ),
  );
  await store.sources.add({
    id: "s",
    deskId: "",
    url: "u",
    title: odd,
    kind: "feed",
    dueAt: 1,
    failures: 0,
    addedAt: 1,
  });
  await store.desks.create({ id: "city", name: odd, brief: odd, zone: "UTC" });
  await store.desks.join(place, "city");
  await store.desks.setRole("city", ana, "admin");
  await store.subscriptions.add({
    id: "sub",
    deskId: "city",
    place,
    cron: "* * * * *",
    zone: "UTC",
    language: "zh",
    by: odd,
    createdAt: 1,
  });
  await store.deliveries.plan({
    id: "d",
    subscriptionId: "sub",
    place,
    dueAt: 1,
    state: "planned",
    storyIds: ["a"],
  });
  await store.deliveries.ready("d", reply("d"), ["a"]);
  await store.actions.keep({ label: odd, command: "c", options: { odd } }, place, 1);
  await store.feedback.put({ replyId: "r", deskId: "city", person: odd, verdict: "up", at: 1 });
  for (const note of [odd, "second"])
    await store.journal.write({ at: Date.now(), kind: "desk", deskId: "", subject: "s", note });
  await store.setFlag(odd, odd);
  await store.trends.add(0, 0, [
    { origin: odd, at: 0, stories: 1, terms: { [odd]: 1 }, labels: { [odd]: 1 } },
  ]);
  await store.learning.agree(ana, "yes");
  const finding = { task: "tone", text: odd, language: "en", answer: odd, confidence: 1, model: odd };
  await store.learning.teach(finding, odd, ana, "city");
  const taught = { id: odd, deskId: "city", category: odd, text: odd, language: "en", by: odd, at: 1 };
  await store.taught.add(taught);
  await store.gazetteer.put({ deskId: "city", name: odd, kind: "event", also: [odd], by: odd, at: 1 });
  await store.deployments.add({
    ...{
      task: "tone",
      n: 1,
      kind: "deploy",
      hash: "a",
      label: odd,
      at: 1,
      by: odd,
      reason: odd,
      forced: true,
    },
  });
  await store.database.run(
    "insert into job_schedules (name, key, cron, zone, data, catch_up_ms, next_at) values ('j', $1, '* * * * *', 'UTC', '{}', 1, 1)",
    [odd],
  );
  await store.database.run(
    "insert into jobs (id, name, key, data, due_at, run_at, tries, attempt, state) values ('j1', 'j', 'k', '{}', 1, 1, 3, 0, 'waiting')",
    [],
  );
}

/** All rows of all tables, in an order that does not hang on the database. */
async function everything(store: OpenStore): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const { name } of keptTables()) {
    const rows = await store.database.all<Record<string, unknown>>(`select * from ${name}`, []);
    all[name] = rows.map(({ seq: _, ...row }) => JSON.stringify(Object.entries(row).sort())).sort();
  }
  return all;
}

const pairs = kinds.flatMap((from) => kinds.map((to) => ({ from, to, skip: from.skip ?? to.skip })));

describe.each(pairs)("a backup: $from.title → $to.title", ({ from, to, skip }) => {
  it.skipIf(skip !== undefined)("brings back every row of every table, and the search", async () => {
    const source = await fresh(from);
    const target = await fresh(to);
    const store = await open(source);
    await fill(store);
    const before = await everything(store);
    for (const [table, rows] of Object.entries(before)) expect(rows, table).not.toEqual([]);
    const file = join(source.where.dataDir, "copy.gz");
    const told: [number, number][] = [];
    const rows = await backup(store, file, (done, of) => told.push([done, of]));
    expect(told.at(-1)).toEqual([rows, rows]);
    expect((await stat(file)).mode & 0o077).toBe(0);
    await store.close();

    expect(await restore(file, { ...target.where, log: quietLog })).toBe(rows);
    const restored = await open(target);
    expect(await everything(restored)).toEqual(before);
    const found = await restored.archive.search({ words: "election 选举", match: "all", limit: 300 });
    expect(found).toHaveLength(250);
    expect(found[0]?.story.publishedAt).toBe(249);
    expect((await restored.conversation.list(place, { limit: 9 })).map(({ at }) => at)).toEqual([1, 2, 3]);
    // The tables' own counting goes on after what was restored.
    await restored.journal.write({ at: Date.now(), kind: "desk", deskId: "", subject: "s", note: "third" });
    expect((await restored.archive.add([story()])).added).toHaveLength(1);
    await restored.close();
  });
});

describe.each(kinds)("backup and restore: $title", (kind) => {
  const here = it.skipIf(kind.skip !== undefined);

  here("is of one moment, while others write", async () => {
    const ground = await fresh(kind);
    const store = await open(ground);
    await fill(store);
    const before = await everything(store);
    const file = join(ground.where.dataDir, "copy.gz");
    let writing: Promise<unknown> | undefined;
    await backup(store, file, () => {
      writing ??= store.setFlag("written meanwhile", "1").then(() => store.archive.remove(["harbour-post"]));
    });
    await writing;
    await store.close();
    await restore(file, { ...ground.where, log: quietLog, force: true });
    const restored = await open(ground);
    expect(await everything(restored)).toEqual(before);
    await restored.close();
  });

  here("of before a story could have several sources gives each story the one it had", async () => {
    const ground = await fresh(kind);
    const store = await open(ground);
    await fill(store);
    const before = await everything(store);
    const file = join(ground.where.dataDir, "copy.gz");
    await backup(store, file);
    await store.close();
    const lines = gunzipSync(await readFile(file))
      .toString()
      .trimEnd()
      .split("\n");
    const kept = lines.slice(1, -1).filter((line) => !line.startsWith('{"table":"story_sources"'));
    const rows = kept.reduce((sum, line) => sum + (JSON.parse(line) as { rows: unknown[] }).rows.length, 0);
    const older = [lines[0]?.replace(/"version":\d+/, '"version":2'), ...kept, JSON.stringify({ end: rows })];
    await writeFile(file, gzipSync(older.join("\n")));
    await restore(file, { ...ground.where, log: quietLog, force: true });
    const restored = await open(ground);
    expect(await everything(restored)).toEqual(before);
    await restored.close();
  });

  here(
    "refuses a place that is not empty, and all that is no whole backup; nothing is changed then",
    async () => {
      const ground = await fresh(kind);
      const store = await open(ground);
      await fill(store);
      const before = await everything(store);
      const file = join(ground.where.dataDir, "copy.gz");
      await backup(store, file);
      await store.close();
      const where = { ...ground.where, log: quietLog };
      await expect(restore(file, where)).rejects.toThrow(/something already.*--force/);

      const text = gunzipSync(await readFile(file)).toString();
      const lines = text.trimEnd().split("\n");
      const bad: Record<string, string | Buffer> = {
        cut: gzipSync(lines.slice(0, -1).join("\n")),
        torn: (await readFile(file)).subarray(0, 2_000),
        plain: "hello",
        other: gzipSync('{"hello":1}\n'),
        newer: gzipSync(text.replace(/"version":\d+/, '"version":999')),
        format: gzipSync(text.replace('"format":1', '"format":2')),
        short: gzipSync([...lines.slice(0, 3), lines.at(-1)].join("\n")),
        injected: gzipSync(
          `${lines[0]}\n{"table":"flags; drop table inbox","columns":["name"],"rows":[["x"]]}\n{"end":1}\n`,
        ),
        column: gzipSync(`${lines[0]}\n{"table":"flags","columns":["name) --"],"rows":[["x"]]}\n{"end":1}\n`),
      };
      for (const [name, bytes] of Object.entries(bad)) {
        const path = join(ground.where.dataDir, `${name}.gz`);
        await writeFile(path, bytes);
        await expect(restore(path, { ...where, force: true }), name).rejects.toThrow(/backup|newer/);
      }
      await expect(restore(join(ground.where.dataDir, "none.gz"), { ...where, force: true })).rejects.toThrow(
        /none/,
      );
      const after = await open(ground);
      expect(await everything(after)).toEqual(before);
      await after.close();
    },
  );
});

describe("beside a running bot", () => {
  it("a SQLite file is neither restored over nor moved", async () => {
    const ground = await fresh(sqlite);
    const store = await open(ground);
    const file = join(ground.where.dataDir, "copy.gz");
    await backup(store, file);
    const { dataDir } = ground.where;
    await expect(restore(file, { dataDir, log: quietLog, force: true })).rejects.toThrow(/running/);
    await expect(move({ dataDir, to: "postgres://127.0.0.1:1/none", log: quietLog })).rejects.toThrow(
      /running/,
    );
    expect(await store.desks.list()).toHaveLength(1);
    await store.setFlag("still", "works");
    await store.close();
    await restore(file, { dataDir, log: quietLog, force: true });
  });

  it("a file whose bytes became a line without an end is refused, and nothing stands still", async () => {
    const { where } = await fresh(sqlite);
    const file = join(where.dataDir, "endless.gz");
    const letters = gzipSync(Buffer.alloc(64 * 1024 * 1024, "a"));
    await writeFile(file, Buffer.concat(Array.from({ length: 5 }, () => letters)));
    await expect(restore(file, { ...where, log: quietLog })).rejects.toThrow(/no end/);
  });

  it.each([["none", "x.gz"], ["."], ["file", "x.gz"]])(
    "a place that cannot be written is told (%s %s), and nothing is left there",
    async (...path) => {
      const ground = await fresh(sqlite);
      const store = await open(ground);
      await writeFile(join(ground.where.dataDir, "file"), "");
      const target = join(ground.where.dataDir, ...path);
      const error = await backup(store, target).catch((error: unknown) => error);
      await store.close();
      expect(error).toBeInstanceOf(UserError);
      expect((error as UserError).mend?.zh).toMatch(/\p{Script=Han}/u);
      await expect(stat(`${target}.partial`)).rejects.toThrow();
    },
  );

  it("a folder without a file is told", async () => {
    const { where } = await fresh(sqlite);
    await expect(
      move({ dataDir: where.dataDir, to: "postgres://127.0.0.1:1/x", log: quietLog }),
    ).rejects.toThrow(sqliteFile(where.dataDir));
  });
});

describe(`move: ${postgres.title}`, () => {
  it.skipIf(postgres.skip !== undefined)(
    "takes everything to the server, counted, and only to an empty one",
    async () => {
      const source = await fresh(sqlite);
      const target = await fresh(postgres);
      const store = await open(source);
      await fill(store);
      const before = await everything(store);
      await store.close();
      const parts = { dataDir: source.where.dataDir, to: target.where.databaseUrl ?? "", log: quietLog };
      const counts = await move(parts);
      expect(Object.fromEntries(counts)).toEqual(
        Object.fromEntries(Object.entries(before).map(([table, rows]) => [table, rows.length])),
      );
      const moved = await open(target);
      expect(await everything(moved)).toEqual(before);
      await moved.close();
      await expect(move(parts)).rejects.toThrow(/something already/);
      const left = await open(source);
      expect(await everything(left)).toEqual(before);
      await left.close();
    },
  );
});

/**
 * The large run, with its figures: `node test/kill/main.ts --messages 10000 --kills 200`. On SQLite; with `--postgres` in a schema of its
 * own on the server that TEST_DATABASE_URL names; with `--seed N` other kills.
 */
import { parseArgs } from "node:util";
import { postgres, sqlite } from "./grounds.ts";
import { play } from "./scene.ts";

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "150" },
    kills: { type: "string", default: "8" },
    seed: { type: "string", default: "1" },
    digests: { type: "string" },
    life: { type: "string", default: "3000" },
    rate: { type: "string" },
    postgres: { type: "boolean", default: false },
  },
});
const kind = values.postgres ? postgres : sqlite;
if (kind.skip) throw new Error(kind.skip);
const ground = await kind.fresh();
try {
  const kills = Number(values.kills);
  const outcome = await play({
    where: ground.where,
    seed: Number(values.seed),
    messages: Number(values.messages),
    // As long as the kills are expected to take.
    rate: Number(values.rate ?? Number(values.messages) / (kills * (Number(values.life) / 2000 + 1))),
    kills,
    digests: Number(values.digests ?? Math.ceil(kills / 2)),
    lease: 2_000,
    jobLease: values.postgres ? 10_000 : 2_000,
    lifeMs: Number(values.life),
    endMs: 180_000,
    tell: (line) => process.stderr.write(`${line}\n`),
  });
  const bad = outcome.lost.length + outcome.doubled.length + outcome.private.lost + outcome.open;
  process.stdout.write(`${JSON.stringify({ database: kind.title, ...outcome }, null, 2)}\n`);
  process.exitCode = bad + outcome.digests.lost.length + outcome.digests.doubled.length > 0 ? 1 : 0;
} finally {
  await ground.clear();
}

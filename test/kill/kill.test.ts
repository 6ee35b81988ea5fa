import { describe, expect, it } from "vitest";
import { postgres, sqlite } from "./grounds.ts";
import { play } from "./scene.ts";

// The large run: node test/kill/main.ts --messages 10000 --kills 200
describe("killed at any moment and started again, one process or two, some of them frozen for a while", () => {
  for (const kind of [sqlite, postgres])
    it.skipIf(kind.skip)(
      `answers every acknowledged message once and posts every digest once: ${kind.title}`,
      { timeout: 240_000 },
      async () => {
        const { where, clear } = await kind.fresh();
        try {
          const outcome = await play({
            where,
            seed: 20261,
            messages: 150,
            rate: 12,
            kills: 8,
            digests: 4,
            lease: 2_000,
            jobLease: where.databaseUrl ? 10_000 : 2_000,
            lifeMs: 2_000,
            endMs: 120_000,
          });
          expect(outcome).toMatchObject({
            lost: [],
            doubled: [],
            private: { lost: 0 },
            digests: { lost: [], doubled: [] },
            strays: 0,
            told: 0,
            open: 0,
            fallen: [],
            refused: [],
          });
          // A process that is killed while it wakes may leave its status behind.
          expect(outcome.leftovers).toBeLessThanOrEqual(outcome.freezes);
          expect(outcome.acknowledged + outcome.unacknowledged.asked).toBeGreaterThan(130);
        } finally {
          await clear();
        }
      },
    );
});

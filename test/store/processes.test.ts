import { once } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { openStore } from "../../src/store/index.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import { type Child, child } from "./children.ts";
import { type Ground, kinds } from "./databases.ts";

describe.each(kinds)("several processes on one database: $title", (kind) => {
  let ground: Ground;
  const children: Child[] = [];
  const start = (owner: string) => {
    const started = child(ground.where, owner);
    children.push(started);
    return started;
  };
  afterEach(async () => {
    if (kind.skip) return;
    await Promise.all(children.splice(0).map((one) => one.close()));
    await ground.clear();
  });

  it.skipIf(kind.skip !== undefined)(
    "start at once on nothing, and each message is accepted by exactly one",
    async () => {
      ground = await kind.fresh();
      const three = ["a", "b", "c"].map(start);
      await Promise.all(three.map(({ ready }) => ready));
      const ids = Array.from({ length: 100 }, (_, i) => `m${i}`);
      const won = await Promise.all(three.map((one) => one.accept(ids)));
      expect(won.flat().sort()).toEqual([...ids].sort());
    },
  );

  it.skipIf(kind.skip !== undefined)(
    "lose nothing that one had accepted when it was killed, and another takes it over",
    async () => {
      ground = await kind.fresh();
      const doomed = start("doomed");
      await doomed.ready;
      const ids = Array.from({ length: 20 }, (_, i) => `m${i}`);
      expect(await doomed.accept(ids)).toEqual(ids);
      const ended = once(doomed.process, "exit");
      doomed.process.kill("SIGKILL");
      await ended;
      const store = await openStore({ ...ground.where, log: quietLog });
      const now = Date.now();
      expect(await store.inbox.abandoned("heir", now, now + 60_000, ["test"], 99)).toEqual([]);
      const later = now + 120_000;
      const taken = await store.inbox.abandoned("heir", later, later + 60_000, ["test"], 99);
      expect(taken.map(({ message }) => message.id).sort()).toEqual([...ids].sort());
      await store.close();
    },
  );
});

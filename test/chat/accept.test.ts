/** What a process that stood still, a store that is away, and a stop must not do: answer twice, or never. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type AcceptDesk, createAccept } from "../../src/chat/accept.ts";
import { createCalm } from "../../src/chat/calm.ts";
import type { Receive } from "../../src/chat/receive.ts";
import { type OpenStore, openStore } from "../../src/store/index.ts";
import type { Adapter, Inbox, Message, Reply, View } from "../../src/types.ts";
import { fakeLog, reply } from "../fakes/host.ts";
import { message } from "../fakes/message.ts";

let dataDir: string;
let store: OpenStore;
/** What stands in the platform, in the order in which it came. */
let stands: string[];
const desks: AcceptDesk[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "copytaster-accept-"));
  store = await openStore({ dataDir, log: fakeLog() });
  stands = [];
});
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.stop(100);
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Shows whatever it is given; a resumed one looks first, and takes away what stands there twice. */
const view = (looks: boolean, more: Partial<View> = {}): View => ({
  status: () => {},
  partial: () => {},
  acknowledge: async () => {},
  async show(made: Reply) {
    if (looks && stands.length > 0) stands.splice(1);
    else stands.push(made.markdown);
    return { id: "p" };
  },
  ...more,
});

interface More {
  lease?: number;
  now?: () => number;
  inbox?: Partial<Inbox>;
  understand?: Receive["understand"];
  answer?: (said: Message, stopping: AbortSignal) => Promise<Reply>;
}

/** One process of several over one store. */
function oneProcess({ lease = 15_000, now = Date.now, inbox, understand, answer }: More = {}): AcceptDesk {
  const receive = {
    understand: understand ?? (async () => ({ audience: "channel", error: undefined })),
    answer: async (_, said, __, stopping) => (answer ? answer(said, stopping) : reply(`heard ${said.text}`)),
    language: async () => "en",
  } satisfies Receive;
  const adapter = { platform: "test", resume: () => view(true) } as unknown as Adapter;
  const desk = createAccept({
    inbox: { ...store.inbox, ...inbox },
    journal: store.journal,
    receive,
    calm: createCalm({ side: 16, each: 8, most: 8 }),
    log: fakeLog(),
    now,
    owner: Math.random().toString(36),
    lease,
    adapters: () => new Map([["test", adapter]]),
  });
  desks.push(desk);
  return desk;
}

const allAnswered = () =>
  vi.waitFor(async () => expect(await store.inbox.open()).toBe(0), { timeout: 5_000 });

/** Another process, for which the first one's lease has long run out. */
const later = () => Date.now() + 3_600_000;

describe("a process that stood still longer than its lease", () => {
  it("drops its answer when another process has the message, or has answered it", async () => {
    const frozen = oneProcess({
      async answer() {
        // While this one knows nothing of it, another takes over and answers.
        const other = oneProcess({ now: later });
        await other.start();
        await allAnswered();
        return reply("too late");
      },
    });
    await frozen.handle(message("hello"), view(false));
    expect(stands).toEqual(["heard hello"]);
  });

  it("looks again when it showed its answer at the same moment as another", async () => {
    const frozen = oneProcess();
    const showing = view(false, {
      async show(made) {
        const other = oneProcess({ now: later });
        await other.start();
        await allAnswered();
        stands.push(made.markdown);
        return { id: "p" };
      },
    });
    await frozen.handle(message("hello"), showing);
    expect(stands).toEqual(["heard hello"]);
  });

  it("is not one that works long, even where it takes nothing over itself", async () => {
    const seen: number[] = [];
    const one = oneProcess({
      lease: 90,
      async answer() {
        const { lease_until: first } = await leaseOf();
        await vi.waitFor(async () => expect((await leaseOf()).lease_until).toBeGreaterThan(first));
        seen.push(first);
        return reply("at last");
      },
    });
    const leaseOf = async () => {
      const [row] = await store.database.all<{ lease_until: number }>("select lease_until from inbox", []);
      if (!row) throw new Error("nothing was kept");
      return row;
    };
    await one.handle(message("hello"), view(false));
    expect(seen).toHaveLength(1);
    expect(stands).toEqual(["at last"]);
  });

  it("says nothing more of its work", async () => {
    let time = Date.now();
    const told: string[] = [];
    const one = createAccept({
      ...{ inbox: store.inbox, journal: store.journal, log: fakeLog(), owner: "one", lease: 1_000 },
      calm: createCalm({ side: 1, each: 1, most: 1 }),
      now: () => time,
      adapters: () => new Map(),
      receive: {
        understand: async () => ({ audience: "channel", error: undefined }),
        async answer(_, __, progress) {
          progress.status("at work");
          time += 5_000;
          progress.status("still at work");
          return reply("done");
        },
        language: async () => "en",
      },
    });
    await one.handle(message("hello"), view(false, { status: (text) => told.push(text) }));
    expect(told).toEqual(["at work"]);
  });
});

describe("a store that is away for a moment", () => {
  it("costs nobody their question", async () => {
    let away = 2;
    const one = oneProcess({
      inbox: {
        async accept(...args) {
          if (away-- > 0) throw new Error("away");
          return store.inbox.accept(...args);
        },
      },
    });
    await one.handle(message("hello"), view(false));
    expect(stands).toEqual(["heard hello"]);
  });

  it.each(["replied", "answered"] as const)(
    "leaves nothing open for ever when it cannot note what was %s",
    async (step) => {
      let away = true;
      const one = oneProcess({
        lease: 90,
        inbox: {
          async [step](...args: never[]) {
            if (away) {
              away = false;
              throw new Error("away");
            }
            return (store.inbox[step] as (...given: never[]) => Promise<boolean>)(...args);
          },
        },
      });
      await one.start();
      await one.handle(message("hello"), view(false));
      expect(await store.inbox.open()).toBe(1);
      await allAnswered();
      expect(stands).toEqual(["heard hello"]);
    },
  );

  it("is answered in the end when more was left open than one person may have waiting", async () => {
    for (let n = 0; n < 20; n++) await store.inbox.accept(message(`m${n}`), "dead", 0);
    const all: string[] = [];
    const one = oneProcess({
      lease: 90,
      async answer(said) {
        all.push(said.text);
        return reply(said.text);
      },
    });
    await one.start();
    await allAnswered();
    expect(all.toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => `m${n}`).toSorted());
  });
});

describe("a crash or a stop", () => {
  it("finds every press kept whose button was spent", async () => {
    const open: number[] = [];
    const one = oneProcess({
      async understand() {
        open.push(await store.inbox.open());
        return { audience: "channel", error: undefined };
      },
    });
    await one.handle(message("", { kind: "pressed", action: "a" }), view(false));
    expect(open).toEqual([1]);
  });

  it("gives up what it leaves, so that the next start needs not wait for a lease", async () => {
    const failure = { problem: "stopping" };
    const one = oneProcess({
      answer: (_, stopping) =>
        new Promise((resolve) => {
          stopping.addEventListener("abort", () => resolve(reply("stopping", { failure })));
        }),
    });
    const said = message("hello");
    const handled = one.handle(said, view(false));
    await vi.waitFor(async () => expect(await store.inbox.open()).toBe(1));
    expect(await store.inbox.abandoned("next", Date.now(), Date.now(), ["test"], 99)).toEqual([]);
    await one.stop(10);
    await handled;
    expect(stands).toEqual([]);
    expect(await store.inbox.abandoned("next", Date.now(), Date.now(), ["test"], 99)).toEqual([
      { message: said },
    ]);
  });
});

describe("a backlog, after an outage", () => {
  it("of one person is worked off without a pause, in order, by all processes, no more at once than they work on", async () => {
    const place = { platform: "test", workspace: "w", channel: "c", thread: "t" };
    const left = Array.from({ length: 300 }, (_, n) =>
      message(`${n}`, { id: `m${n}`, at: n, place: n % 3 === 0 ? place : { ...place, thread: `t${n}` } }),
    );
    for (const one of left) await store.inbox.accept(one, "dead", 0);
    const heard: string[] = [];
    const most: number[] = [];
    const process = (n: number) => {
      let taken = 0;
      return oneProcess({
        inbox: {
          async abandoned(...asked) {
            const open = await store.inbox.abandoned(...asked);
            taken += open.length;
            most[n] = Math.max(most[n] ?? 0, taken);
            return open;
          },
          answered(...said) {
            taken--;
            return store.inbox.answered(...said);
          },
        },
        async answer(said) {
          heard.push(said.text);
          return reply("heard");
        },
      });
    };
    await Promise.all([process(0).start(), process(1).start()]);
    await allAnswered();
    expect(heard.toSorted((a, b) => Number(a) - Number(b))).toEqual(left.map(({ text }) => text));
    expect(Math.max(...most)).toBeLessThanOrEqual(64);
  });
});

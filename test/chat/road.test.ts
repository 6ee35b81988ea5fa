import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createAccept } from "../../src/chat/accept.ts";
import { createCalm } from "../../src/chat/calm.ts";
import { firstStatusAfter } from "../../src/chat/progress.ts";
import { createReceive } from "../../src/chat/receive.ts";
import { command } from "../../src/commands/define.ts";
import { UserError } from "../../src/errors.ts";
import { type OpenStore, openStore } from "../../src/store/index.ts";
import type { Adapter, Audience, Command, Context, Message, Reply, Services, View } from "../../src/types.ts";
import { fakeLog } from "../fakes/host.ts";
import { message } from "../fakes/message.ts";

let dataDir: string;
let store: OpenStore;
let log: ReturnType<typeof fakeLog>;
let run: (words: string, context: Context) => Promise<string>;
let ran: number;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "copytaster-road-"));
  log = fakeLog();
  store = await openStore({ dataDir, log });
  ran = 0;
  run = async (words) => `heard ${words}`;
});
afterEach(async () => {
  vi.useRealTimers();
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
});

const rest = {
  name: "words",
  kind: "text",
  required: false,
  rest: true,
  about: { en: "words", zh: "词" },
} as const;
const say = (name: string, more: Partial<Command> = {}): Command => ({
  ...command({
    name,
    about: { en: name, zh: "说" },
    options: [rest],
    examples: [name],
    async run({ words = "" }, context) {
      ran++;
      return {
        markdown: await run(words, context),
        madeBy: ["test"],
        actions: [{ label: "Again", command: name, options: { words: "again" }, once: true }],
      };
    },
  }),
  ...more,
});

/** What the person sees, in the order in which it came. */
interface Seen extends View {
  shown: Reply[];
  steps: string[];
}

function view(more: Partial<View> = {}): Seen {
  const shown: Reply[] = [];
  const steps: string[] = [];
  return {
    shown,
    steps,
    status: (text) => steps.push(`status ${text}`),
    partial: () => {},
    acknowledge: async (audience: Audience) => {
      steps.push(`ack ${audience}`);
    },
    show: async (reply) => {
      steps.push("show");
      shown.push(reply);
      return { id: `p-${reply.id}` };
    },
    ...more,
  };
}

/** One process: several of them may stand over one store. */
function bot({ resumed = view(), lease = 15_000, now = Date.now, timeLimit = 5_000 } = {}) {
  const commands = [say("echo"), say("hush", { audience: () => "author" }), say("boss", { role: "admin" })];
  const services = { inbox: store.inbox } as unknown as Services;
  const receive = createReceive({
    commands,
    search: commands[0] as Command,
    services: async () => services,
    desks: store.desks,
    actions: store.actions,
    log,
    now,
    timeLimit,
  });
  const adapter = { platform: "test", resume: () => resumed } as unknown as Adapter;
  const calm = createCalm({ side: 16, each: 8, most: 64 });
  const desk = createAccept({
    inbox: store.inbox,
    journal: store.journal,
    receive,
    calm,
    log,
    now,
    owner: Math.random().toString(36),
    lease,
    adapters: () => new Map([["test", adapter]]),
  });
  return { ...desk, resumed };
}

describe("the road from a message to its reply", () => {
  it("keeps the message before it acknowledges, acknowledges before it works", async () => {
    const seen = view({
      async acknowledge() {
        expect(await store.inbox.open()).toBe(1);
        expect(ran).toBe(0);
      },
    });
    await bot().handle(message("echo hello"), seen);
    expect(seen.shown[0]).toMatchObject({
      markdown: "heard hello",
      audience: "channel",
      command: "echo",
      madeBy: ["test"],
    });
    expect(await store.inbox.open()).toBe(0);
  });

  it("answers once when one message comes twice at the same instant, to two processes", async () => {
    const one = bot();
    const two = bot();
    const said = message("echo hello");
    const views = [view(), view(), view(), view()];
    await Promise.all(views.map((seen, n) => (n % 2 ? one : two).handle(said, seen)));
    expect(views.flatMap((seen) => seen.shown)).toHaveLength(1);
    expect(views.every((seen) => seen.steps[0] === "ack channel")).toBe(true);
    expect(ran).toBe(1);
  });

  it("knows for whose eyes a reply is before it acknowledges", async () => {
    const seen = view();
    await bot().handle(message("hush secret"), seen);
    expect(seen.steps[0]).toBe("ack author");
    expect(seen.shown[0]?.audience).toBe("author");
  });

  it("tells of a failure in one calm sentence with an incident, and logs the cause", async () => {
    run = async () => {
      throw new Error("the disk is on fire", { cause: new Error("smoke") });
    };
    const seen = view();
    await bot().handle(message("echo x"), seen);
    const [reply] = seen.shown;
    expect(reply?.failure?.incident).toMatch(/^[2-9A-Z]{6}$/);
    expect(reply?.markdown).toContain(reply?.failure?.incident);
    expect(reply?.markdown).not.toContain("disk");
    expect(log.lines.find((line) => line.level === "error")?.fields).toMatchObject({
      incident: reply?.failure?.incident,
      error: "the disk is on fire",
      cause: "smoke",
    });
  });

  it("tells what a person can mend in their own language", async () => {
    run = async () => {
      throw new UserError(
        { en: "No such page", zh: "没有这个页面" },
        { en: "Check the link", zh: "请检查链接" },
      );
    };
    const seen = view();
    await bot().handle(
      message("echo x", {
        author: { platform: "test", workspace: "w", id: "li", name: "李", locale: "zh-CN" },
      }),
      seen,
    );
    expect(seen.shown[0]?.markdown).toBe("没有这个页面。 请检查链接。");
  });

  it("stops what takes too long, also when it does not listen", async () => {
    run = () => new Promise(() => {});
    const seen = view();
    await bot({ timeLimit: 30 }).handle(message("echo x"), seen);
    expect(seen.shown[0]?.failure?.problem).toContain("longer than");
  });

  it("says within a second that it is at work, and nothing behind the reply", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let release = (_: string) => {};
    run = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const seen = view();
    const done = bot().handle(message("echo x"), seen);
    await vi.waitFor(() => expect(ran).toBe(1));
    expect(firstStatusAfter).toBeLessThan(1000);
    await vi.advanceTimersByTimeAsync(firstStatusAfter);
    expect(seen.steps).toContain("status Working on it");
    release("late");
    await done;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seen.steps.at(-1)).toBe("show");
  });

  it("lets only those press, run and spend who may", async () => {
    const { handle } = bot();
    const seen = view();
    await handle(message("echo x"), seen);
    const id = seen.shown[0]?.actions[0]?.id ?? "";
    expect(id).not.toContain("echo");
    const press = (more: Partial<Message> = {}) => message("", { kind: "pressed", action: id, ...more });
    const elsewhere = view();
    await handle(press({ place: { platform: "test", workspace: "w", channel: "other" } }), elsewhere);
    expect(elsewhere.shown[0]).toMatchObject({
      audience: "author",
      failure: { problem: expect.stringContaining("not known here") },
    });
    const first = view();
    const said = press();
    await handle(said, first);
    expect(first.shown[0]?.markdown).toBe("heard again");
    const second = view();
    await handle(press(), second);
    expect(second.shown[0]?.failure?.problem).toContain("pressed already");
    const boss = view();
    await handle(message("boss now"), boss);
    expect(boss.shown[0]?.failure?.problem).toMatch(/for admins.+role here is editor/);
    const admin = view();
    await handle(
      message("boss now", {
        author: { platform: "test", workspace: "w", id: "root", name: "Root", admin: true },
      }),
      admin,
    );
    expect(admin.shown[0]?.markdown).toBe("heard now");
  });

  it("finishes what a dead process left open, once", async () => {
    const said = message("echo unfinished");
    // Another process accepted it and died: its lease has run out.
    await store.inbox.accept(said, "dead", Date.now() - 1);
    const one = bot();
    const two = bot();
    await Promise.all([one.start(), two.start()]);
    await vi.waitFor(async () => expect(await store.inbox.open()).toBe(0));
    expect([...one.resumed.shown, ...two.resumed.shown].map((reply) => reply.markdown)).toEqual([
      "heard unfinished",
    ]);
    await Promise.all([one.stop(1000), two.stop(1000)]);
  });

  it("leaves alone what a living process works on", async () => {
    await store.inbox.accept(message("echo mine"), "alive", Date.now() + 60_000);
    const one = bot();
    await one.start();
    await one.stop(1000);
    expect(one.resumed.shown).toEqual([]);
    expect(await store.inbox.open()).toBe(1);
  });

  it("shows the very reply that was made before the crash, and does not run again", async () => {
    const said = message("echo once");
    await store.inbox.accept(said, "dead", Date.now() - 1);
    await store.inbox.replied(said, {
      id: "r1",
      markdown: "made before",
      actions: [],
      audience: "channel",
      command: "echo",
      madeBy: ["test"],
    });
    const one = bot();
    await one.start();
    await vi.waitFor(() => expect(one.resumed.shown.map((reply) => reply.markdown)).toEqual(["made before"]));
    await one.stop(1000);
    expect(ran).toBe(0);
  });

  it("shows a reply again that its platform refused, then gives up and notes why", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let tries = 0;
    const refusing = {
      show: async () => {
        tries++;
        throw new Error("channel_not_found");
      },
    };
    const { handle } = bot({ resumed: view(refusing) });
    await handle(message("echo x"), view(refusing));
    for (let minute = 0; minute < 10; minute++) await vi.advanceTimersByTimeAsync(60_000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect(await store.inbox.open()).toBe(0));
    expect(tries).toBe(5);
    expect(ran).toBe(1);
    expect((await store.journal.read({ kind: "message", limit: 5 }))[0]?.note).toContain("channel_not_found");
  });

  it("says so when the message cannot be kept", async () => {
    await store.close();
    const seen = view();
    await bot().handle(message("echo x"), seen);
    expect(seen.shown[0]?.failure?.incident).toBeDefined();
    expect(ran).toBe(0);
    store = await openStore({ dataDir, log });
  });

  it("finishes what is under way before it stops", async () => {
    let release = (_: string) => {};
    run = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const one = bot();
    const seen = view();
    const done = one.handle(message("echo x"), seen);
    await vi.waitFor(() => expect(ran).toBe(1));
    const stopped = one.stop(10_000);
    release("done in time");
    await Promise.all([done, stopped]);
    expect(seen.shown[0]?.markdown).toBe("done in time");
  });

  it("keeps nothing of a message that was answered", async () => {
    const signals: WeakRef<AbortSignal>[] = [];
    run = async (words, { signal }) => {
      signals.push(new WeakRef(signal));
      // As libraries do that do not clean up behind them.
      signal.addEventListener("abort", () => run(words, undefined as never), { once: true });
      return words;
    };
    const one = bot();
    for (let n = 0; n < 20; n++) await one.handle(message(`echo ${n}`, { id: `m${n}` }), view());
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    await vi.waitFor(() => {
      collect();
      expect(signals.filter((signal) => signal.deref()).length).toBeLessThan(3);
    });
    await one.stop(10);
  });

  it("keeps open what it had to leave, for whoever starts next", async () => {
    run = () => new Promise(() => {});
    const one = bot();
    const seen = view();
    void one.handle(message("echo x"), seen);
    await vi.waitFor(() => expect(ran).toBe(1));
    await one.stop(10);
    expect(seen.shown).toEqual([]);
    expect(await store.inbox.open()).toBe(1);
  });
});

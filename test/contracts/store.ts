/** What everything that is kept must do on every database. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { openStore } from "../../src/store/index.ts";
import type { Delivery, Place, Reply, Source, Store } from "../../src/types.ts";
import { message } from "../fakes/message.ts";
import { quietLog } from "../fakes/quiet-log.ts";
import type { Ground, Kind } from "../store/databases.ts";

const place: Place = { platform: "test", workspace: "w", channel: "c" };
const thread: Place = { ...place, thread: "t" };
const ana = { platform: "test", workspace: "w", id: "ana", name: "Ana" };
const day = 86_400_000;

/** All that JSON can carry: it must come back exactly. */
export const reply = (id: string): Reply => ({
  id,
  markdown: "**选举** 😀 \u0000 \u001b \ud800 '; drop",
  actions: [],
  audience: "channel",
  command: "test",
  madeBy: [],
  data: { n: 1.5, none: null, list: [true] },
});

const source = (more: Partial<Source> = {}): Source => ({
  id: "s1",
  deskId: "newsroom",
  url: "https://example.org/feed",
  title: "Post",
  kind: "feed",
  dueAt: 100,
  failures: 0,
  addedAt: 1,
  ...more,
});

const delivery = (more: Partial<Delivery> = {}): Delivery => ({
  id: "d1",
  subscriptionId: "sub",
  place: thread,
  dueAt: 100,
  state: "planned",
  storyIds: [],
  ...more,
});

export function storeContract(kind: Kind): void {
  describe.skipIf(kind.skip !== undefined)(`store: ${kind.title}`, () => {
    let ground: Ground;
    let store: Store;
    let other: Store;
    let time = 1_000;
    beforeEach(async () => {
      time = 1_000;
      ground = await kind.fresh();
      const open = () => openStore({ ...ground.where, log: quietLog, now: () => time });
      // Both at once, on nothing: the tables are made once.
      [store, other] = await Promise.all([open(), open()]);
    });
    afterEach(async () => {
      await Promise.all([store.close(), other.close()]);
      await ground.clear();
    });

    describe("inbox", () => {
      it("accepts a message once, whoever is told of it", async () => {
        const one = message("hi", { id: "one" });
        const all = await Promise.all(
          [store, other, store, other].map(({ inbox }, i) => inbox.accept(one, `o${i}`, 50)),
        );
        expect(all.filter(Boolean)).toHaveLength(1);
        expect(await store.inbox.accept({ ...one, place: { ...one.place, platform: "else" } }, "o", 50)).toBe(
          true,
        );
        expect(await store.inbox.open()).toBe(2);
      });

      it("hands over what nobody works on: to one, with its reply, of platforms that it has", async () => {
        const one = message("a 选举\u0000😀", { id: "one", at: 2, quoted: "\u0007" });
        const two = message("b", { id: "two", at: 1 });
        await store.inbox.accept(one, "dead", 50);
        await store.inbox.accept(two, "dead", 50);
        await store.inbox.accept(message("c", { id: "three" }), "alive", 500);
        await store.inbox.replied(one, reply("r1"));
        expect(await other.inbox.abandoned("heir", 50, 200, ["test"], 99)).toEqual([]);
        expect(await other.inbox.abandoned("heir", 51, 200, ["slack"], 99)).toEqual([]);
        expect(await other.inbox.abandoned("heir", 51, 200, [], 99)).toEqual([]);
        const taken = await Promise.all([
          other.inbox.abandoned("heir", 51, 200, ["slack", "test"], 99),
          store.inbox.abandoned("heir2", 51, 200, ["slack", "test"], 99),
        ]);
        expect(taken.map((all) => all.length).sort()).toEqual([0, 2]);
        expect(taken.flat()).toEqual([{ message: two }, { message: one, reply: reply("r1") }]);
      });

      it("leaves what is renewed or answered", async () => {
        const one = message("a", { id: "one" });
        const two = message("b", { id: "two" });
        await store.inbox.accept(one, "me", 50);
        await store.inbox.accept(two, "me", 50);
        await store.inbox.answered(two, undefined, 60);
        await store.inbox.renew("me", 100);
        expect(await other.inbox.abandoned("heir", 99, 200, ["test"], 99)).toEqual([]);
        expect(await store.inbox.open()).toBe(1);
        expect(await other.inbox.abandoned("heir", 101, 200, ["test"], 99)).toEqual([{ message: one }]);
      });

      it("gives the oldest of what was left open first, and as many as were asked for", async () => {
        for (const at of [5, 3, 1, 4, 2])
          await store.inbox.accept(message(`${at}`, { id: `m${at}`, at }), "me", 50);
        const taken = async (owner: string, most: number) =>
          (await other.inbox.abandoned(owner, 60, 200, ["test"], most)).map((one) => one.message.text);
        expect(await taken("heir", 2)).toEqual(["1", "2"]);
        expect(await taken("next", 9)).toEqual(["3", "4", "5"]);
        expect(await taken("last", 9)).toEqual([]);
      });

      it("lets go of hundreds at once, and of those alone", async () => {
        const said = Array.from({ length: 250 }, (_, at) => message("x", { id: `m${at}`, at }));
        for (const one of said) await store.inbox.accept(one, "me", 50);
        const [kept, ...free] = await store.inbox.renew("me", 100);
        await store.inbox.release("me", []);
        await store.inbox.release("me", free);
        const open = await other.inbox.abandoned("heir", 60, 200, ["test"], 999);
        expect(open).toHaveLength(249);
        expect(open.map(({ message: { id } }) => id)).not.toContain(kept?.id);
      });

      it("tells an owner what it still holds, and lets go of what it releases", async () => {
        const one = message("a", { id: "one" });
        const two = message("b", { id: "two" });
        for (const each of [one, two]) await store.inbox.accept(each, "me", 50);
        const key = (id: string) => ({ platform: one.place.platform, workspace: one.place.workspace, id });
        expect((await store.inbox.renew("me", 100)).toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
          key("one"),
          key("two"),
        ]);
        await other.inbox.release("somebody else", [key("one")]);
        await store.inbox.release("me", [key("two")]);
        expect(await other.inbox.abandoned("heir", 60, 200, ["test"], 99)).toEqual([{ message: two }]);
        expect(await store.inbox.renew("me", 100)).toEqual([key("one")]);
        expect(await store.inbox.renew("nobody", 100)).toEqual([]);
      });

      it("takes a reply only from who holds the message, and tells who marked it first", async () => {
        const one = message("a", { id: "one" });
        await store.inbox.accept(one, "frozen", 50);
        await other.inbox.abandoned("heir", 60, 200, ["test"], 99);
        expect(await store.inbox.replied(one, reply("late"), "frozen")).toBe(false);
        expect(await store.inbox.replied(one, reply("r1"), "heir")).toBe(true);
        expect(await store.inbox.answeredWith(one)).toBeUndefined();
        const marks = await Promise.all(
          [store, other].map(({ inbox }, n) => inbox.answered(one, { id: `p${n}` }, 70)),
        );
        expect(marks.toSorted()).toEqual([false, true]);
        expect(await store.inbox.replied(one, reply("r2"), "heir")).toBe(false);
        expect(await store.inbox.answeredWith(one)).toEqual(reply("r1"));
      });

      it("finds a message by its key, with its reply once that is kept", async () => {
        const one = message("a", { id: "one" });
        const key = { platform: one.place.platform, workspace: one.place.workspace, id: "one" };
        expect(await store.inbox.find(key)).toBeUndefined();
        await store.inbox.accept(one, "me", 50);
        expect(await other.inbox.find(key)).toEqual({ message: one });
        await store.inbox.replied(one, reply("r1"));
        expect(await other.inbox.find(key)).toEqual({ message: one, reply: reply("r1") });
        await store.inbox.answered(one, { id: "p1" }, 60);
        expect(await other.inbox.find(key)).toEqual({ message: one, reply: reply("r1") });
        expect(await other.inbox.find({ ...key, workspace: "another" })).toBeUndefined();
      });

      it("finds a reply by its own id or the platform's, in its channel alone", async () => {
        const one = message("a", { place: thread });
        await store.inbox.accept(one, "me", 50);
        await store.inbox.replied(one, reply("r1"));
        await store.inbox.answered(one, { id: "p1" }, 60);
        const found = { message: one, reply: reply("r1") };
        expect(await store.inbox.replyAbout(place, "r1")).toEqual(found);
        expect(await store.inbox.replyAbout(thread, "p1")).toEqual(found);
        expect(await store.inbox.replyAbout({ ...place, channel: "else" }, "p1")).toBeUndefined();
        expect(await store.inbox.replyAbout(place, "none")).toBeUndefined();
      });
    });

    it("keeps a conversation: each delivery once, oldest first, threads by themselves", async () => {
      const add = (to: Place, at: number) =>
        store.conversation.add(to, { id: `e${at}`, at, reply: reply(`e${at}`) }, `d${at}`);
      expect(await add(place, 1)).toBe(true);
      expect(await add(place, 1)).toBe(false);
      expect(await add(thread, 2)).toBe(true);
      expect(await add(place, 3)).toBe(true);
      expect(await add({ ...place, channel: "else" }, 4)).toBe(true);
      const times = async (of: Place, range: { since?: number; until?: number; limit: number }) =>
        (await store.conversation.list(of, range)).map(({ at }) => at);
      expect(await times(place, { limit: 9 })).toEqual([1, 2, 3]);
      expect(await times(thread, { limit: 9 })).toEqual([2]);
      expect(await times(place, { limit: 2 })).toEqual([2, 3]);
      expect(await times(place, { since: 2, until: 2, limit: 9 })).toEqual([2]);
      expect((await store.conversation.list(thread, { limit: 1 }))[0]?.reply).toEqual(reply("e2"));
    });

    it("keeps sources: one of an address and desk, taken by one when it is due", async () => {
      expect(await store.sources.add(source())).toEqual(source());
      expect(await store.sources.add(source({ id: "s2", title: "Again" }))).toEqual(source());
      await store.sources.add(source({ id: "s3", deskId: "", dueAt: 200, etag: "e" }));
      await store.sources.add(source({ id: "s4", deskId: "city", kind: "import", url: "x" }));
      expect((await store.sources.list("newsroom")).map(({ id }) => id)).toEqual(["s1", "s3"]);
      expect(await store.sources.list()).toHaveLength(3);

      expect(await store.sources.take(99, 999, 9)).toEqual([]);
      const taken = await Promise.all([store.sources.take(150, 999, 9), other.sources.take(150, 999, 9)]);
      expect(taken.flat()).toEqual([source({ dueAt: 999 })]);
      await store.sources.update("s1", { dueAt: 5, etag: "W/1", lastProblem: "超时", failures: 2 });
      await store.sources.update("s1", {});
      expect(await store.sources.get("s1")).toEqual(
        source({ dueAt: 5, etag: "W/1", lastProblem: "超时", failures: 2 }),
      );
      expect(await store.sources.take(999, 2_000, 1)).toHaveLength(1);
      expect(await store.sources.remove("s1")).toBe(true);
      expect(await store.sources.remove("s1")).toBe(false);
      expect(await store.sources.get("s1")).toBeUndefined();
    });

    it("begins with one desk, to which every place belongs until it joins another", async () => {
      const [first, ...more] = await store.desks.list();
      expect(more).toEqual([]);
      expect(first).toMatchObject({ id: "newsroom", name: "newsroom", brief: "" });
      expect(await store.desks.of(place)).toEqual(first);
      time = 2_000;
      const city = {
        id: "city",
        name: "City Desk",
        brief: "城市新闻",
        zone: "Asia/Shanghai",
        language: "zh" as const,
      };
      expect(await store.desks.create(city)).toBe(true);
      expect(await store.desks.create({ ...city, id: "city2", name: "CITY DESK" })).toBe(false);
      expect(await store.desks.byName("city desk")).toEqual(city);
      await store.desks.join(thread, "city");
      expect(await other.desks.of({ ...place, thread: "another" })).toEqual(city);
      expect(await store.desks.of({ ...place, workspace: "v" })).toEqual(first);
      await store.desks.join(place, "newsroom");
      expect(await store.desks.of(thread)).toEqual(first);
      await store.desks.update("city", { name: "Metro", brief: "" });
      expect(await store.desks.get("city")).toEqual({ ...city, name: "Metro", brief: "" });
      await expect(store.desks.update("city", { name: "Newsroom" })).rejects.toThrow(UserError);
      expect(await store.desks.byName("metro")).toBeDefined();
    });

    it("knows a person by platform, workspace and id together", async () => {
      await store.desks.setRole("newsroom", ana, "reader");
      await store.desks.setRole("newsroom", { ...ana, name: "Ana B." }, "editor");
      expect(await store.desks.role("newsroom", ana)).toBe("editor");
      expect(await store.desks.role("newsroom", { ...ana, workspace: "v" })).toBeUndefined();
      expect(await store.desks.role("city", ana)).toBeUndefined();
      expect(await store.desks.members("newsroom")).toEqual([
        { name: "Ana B.", platform: "test", id: "ana", role: "editor" },
      ]);
    });

    it("keeps subscriptions by desk and place", async () => {
      const one = {
        id: "a",
        deskId: "newsroom",
        place: thread,
        cron: "0 7 * * 1-5",
        zone: "Europe/Berlin",
        language: "en" as const,
        by: "ana",
        createdAt: 1,
      };
      const two = { ...one, id: "b", place, topic: "选举", createdAt: 2 };
      await store.subscriptions.add(one);
      await store.subscriptions.add(two);
      expect(await store.subscriptions.get("b")).toEqual(two);
      expect(await store.subscriptions.list({})).toEqual([one, two]);
      expect(await store.subscriptions.list({ deskId: "newsroom", place: thread })).toEqual([one]);
      expect(await store.subscriptions.list({ deskId: "city" })).toEqual([]);
      expect(await store.subscriptions.remove("a")).toBe(true);
      expect(await store.subscriptions.remove("a")).toBe(false);
    });

    it("plans a delivery once, and what was sent stays sent", async () => {
      const plans = await Promise.all([store.deliveries.plan(delivery()), other.deliveries.plan(delivery())]);
      expect(plans.sort()).toEqual([false, true]);
      expect(await store.deliveries.get("d1")).toEqual(delivery());
      await store.deliveries.ready("d1", reply("d1"), ["x", "y"]);
      expect(await store.deliveries.told("sub", 100)).toEqual(new Set(["x", "y"]));
      await store.deliveries.sent("d1", { id: "p" }, 150);
      await store.deliveries.failed("d1", "too late");
      await store.deliveries.ready("d1", reply("again"), []);
      expect(await store.deliveries.get("d1")).toEqual(
        delivery({ state: "sent", reply: reply("d1"), storyIds: ["x", "y"], sentAt: 150 }),
      );
      await store.deliveries.plan(delivery({ id: "d2", dueAt: 300 }));
      await store.deliveries.failed("d2", "no such channel");
      expect((await store.deliveries.last("sub", 9)).map(({ id, problem }) => [id, problem])).toEqual([
        ["d2", "no such channel"],
        ["d1", undefined],
      ]);
      expect(await store.deliveries.told("sub", 151)).toEqual(new Set());
    });

    it("finds a post by the platform's id or its reply's, in its channel alone", async () => {
      await store.deliveries.plan(delivery());
      expect(await store.deliveries.about(place, "r1")).toBeUndefined();
      await store.deliveries.ready("d1", reply("r1"), []);
      await store.deliveries.sent("d1", { id: "p1" }, 150);
      const elsewhere = { ...place, channel: "else" };
      await store.deliveries.plan(delivery({ id: "d2", place: elsewhere, dueAt: 200 }));
      await store.deliveries.ready("d2", reply("r2"), []);
      await store.deliveries.sent("d2", { id: "p1" }, 250);
      const about = async (at: Place, id: string) => (await other.deliveries.about(at, id))?.reply;
      for (const at of [place, thread, { ...place, thread: "another" }])
        for (const id of ["r1", "p1"]) expect(await about(at, id)).toEqual(reply("r1"));
      expect(await about(elsewhere, "p1")).toEqual(reply("r2"));
      expect(await about(elsewhere, "r1")).toBeUndefined();
      expect(await about(place, "none")).toBeUndefined();
    });

    it("gives a button to who may press it, where it is, while it holds, once", async () => {
      const draft = {
        label: "Go 去",
        command: "draft",
        options: { n: 1 },
        by: "ana",
        until: 500,
        once: true,
      };
      const { id, label } = await store.actions.keep(draft, thread, 100);
      expect(label).toBe("Go 去");
      expect(id).toMatch(/^[\w-]{22,64}$/);
      const take = (at: Place, person: string, now: number, by: string) =>
        store.actions.take(id, at, { ...ana, id: person }, now, by);
      expect(await take({ ...place, channel: "else" }, "ana", 200, "m1")).toBe("unknown");
      expect(await store.actions.take("none", place, ana, 200, "m1")).toBe("unknown");
      expect(await take(place, "ben", 200, "m1")).toBe("foreign");
      expect(await take(place, "ana", 501, "m1")).toBe("stale");
      const presses = await Promise.all(
        [store, other].map(({ actions }, i) => actions.take(id, place, ana, 200, `m${i}`)),
      );
      expect(presses.filter((press) => press === "spent")).toHaveLength(1);
      const winner = presses.findIndex((press) => press !== "spent");
      expect(presses[winner]).toEqual({ draft });
      // A crash after the press: the same message may take it again, later too.
      expect(await take(place, "ana", 900, `m${winner}`)).toEqual({ draft });
      expect(await take(place, "ana", 200, "m9")).toBe("spent");
      const often = await store.actions.keep({ label: "l", command: "c", options: {} }, place, 100);
      for (const by of ["a", "b"])
        expect(await store.actions.take(often.id, place, ana, 200, by)).toHaveProperty("draft");
    });

    it("counts a person's last verdict on a reply", async () => {
      const row = { replyId: "r", deskId: "newsroom", person: "ana", verdict: "up" as const, at: 10 };
      await store.feedback.put(row);
      await store.feedback.put({ ...row, verdict: "down", at: 12 });
      await store.feedback.put({ ...row, at: 11 });
      await store.feedback.put({ ...row, person: "ben", at: 13 });
      expect(await store.feedback.of("r")).toEqual([
        { ...row, verdict: "down", at: 12 },
        { ...row, person: "ben", at: 13 },
      ]);
    });

    it("finds what somebody liked and nobody disliked, with what was asked", async () => {
      for (const id of ["one", "two", "three"]) {
        const asked = message(`asked ${id}`, { id });
        await store.inbox.accept(asked, "me", 50);
        await store.inbox.replied(asked, reply(id));
      }
      const row = { deskId: "newsroom", person: "ana", verdict: "up" as const, at: 10 };
      await store.feedback.put({ ...row, replyId: "one" });
      await store.feedback.put({ ...row, replyId: "one", person: "ben", at: 12 });
      await store.feedback.put({ ...row, replyId: "two" });
      await store.feedback.put({ ...row, replyId: "two", person: "ben", verdict: "down", at: 11 });
      expect(await other.feedback.liked(9)).toMatchObject([
        { message: { text: "asked one" }, reply: { id: "one" }, deskId: "newsroom" },
      ]);
    });

    it("keeps a journal of ninety days, newest first", async () => {
      const entry = { at: 1_000, kind: "desk" as const, deskId: "newsroom", subject: "s", note: "记" };
      await store.journal.write(entry);
      await store.journal.write({ ...entry, kind: "digest", subject: "t" });
      expect((await store.journal.read({ limit: 9 })).map(({ kind }) => kind)).toEqual(["digest", "desk"]);
      expect(await store.journal.read({ subject: "s", kind: "desk", deskId: "newsroom", limit: 9 })).toEqual([
        entry,
      ]);
      time = 1_001 + 90 * day;
      expect(await store.journal.read({ limit: 9 })).toEqual([]);
      await store.journal.write({ ...entry, at: time });
      expect(await store.database.all("select at from journal", [])).toEqual([{ at: time }]);
    });

    it("keeps who made which model answer: one change a number, the newest counts, all stay", async () => {
      const one = {
        ...{ task: "tone", n: 1, kind: "deploy" as const, hash: "a".repeat(64), label: "half 1 (aaaaaaaa)" },
        ...{ at: 5, by: "ana", reason: "选举夜", forced: true },
      };
      const both = await Promise.all(
        [store, other].map(({ deployments }, i) => deployments.add({ ...one, label: `half ${i}` })),
      );
      expect(both.toSorted()).toEqual([false, true]);
      const back = {
        ...one,
        n: 2,
        kind: "rollback" as const,
        hash: "",
        label: "",
        reason: "",
        forced: false,
      };
      expect(await store.deployments.add(back)).toBe(true);
      await store.deployments.add({ ...one, task: "topics" });
      expect((await other.deployments.newest()).toSorted((a, b) => (a.task < b.task ? -1 : 1))).toEqual([
        { task: "tone", n: 2, hash: "", label: "" },
        { task: "topics", n: 1, hash: one.hash, label: one.label },
      ]);
      const [newest, first] = await other.deployments.history("tone", 9);
      expect(newest).toEqual(back);
      expect(first).toMatchObject({ n: 1, forced: true, reason: "选举夜" });
      expect(await store.deployments.history("tone", 1)).toHaveLength(1);
    });

    it("keeps what people teach by a code that both processes know, with consent, until they take it back", async () => {
      const finding = {
        ...{
          task: "tone",
          text: "选举 \u0000 😀",
          language: "zh",
          answer: "positive",
          confidence: 0.5,
          model: "m",
        },
        ...{ start: 0, end: 2 },
      };
      expect(await Promise.all([store, other].map(({ learning }) => learning.consent(ana, "d")))).toEqual([
        "ask",
        "ask",
      ]);
      await store.learning.agreeDesk("d", "yes");
      expect(await other.learning.consent(ana, "d")).toBe("yes");
      expect(await store.learning.teach(finding, "neutral", ana, "d")).toBe(true);
      time = 2_000;
      expect(await other.learning.teach(finding, "负面", ana, "d")).toBe(true);
      expect(await store.learning.teach({ ...finding, start: 1 }, "x", { ...ana, id: "ben" }, "d")).toBe(
        true,
      );
      const examples = await store.learning.examples("tone");
      expect(examples.filter(({ start }) => start === 0)).toEqual([
        { ...finding, label: "负面", by: expect.stringMatching(/^[0-9a-f]{32}$/), deskId: "d", at: 2_000 },
      ]);
      expect(new Set(examples.map(({ by }) => by)).size).toBe(2);
      expect(await store.learning.taught("tone", ana)).toEqual(new Set([finding.text]));
      await other.learning.agree(ana, "no");
      expect(await store.learning.consent(ana, "d")).toBe("no");
      expect(await store.learning.examples("tone")).toHaveLength(1);
      expect(await store.learning.forget({ ...ana, id: "ben" })).toMatchObject({ corrections: 1 });
    });

    it("forgets all that a person taught and thought of replies, and nothing of anybody else", async () => {
      const finding = { task: "tone", text: "t", language: "en", answer: "a", confidence: 1, model: "m" };
      const ben = { ...ana, id: "ben" };
      for (const person of [ana, ben]) {
        const { platform, workspace, id } = person;
        const key = JSON.stringify([platform, workspace, id]);
        await store.learning.agree(person, "yes");
        await store.learning.teach(finding, "b", person, "d");
        await store.taught.add({
          ...{ id: `e${id}`, deskId: "d", category: "port", text: id, language: "en", by: key, at: 1 },
        });
        await store.feedback.put({ replyId: "r", deskId: "d", person: key, verdict: "up", at: 1 });
      }
      const all = { corrections: 1, examples: 1, verdicts: 1 };
      expect(await other.learning.given(ana)).toEqual(all);
      expect(await store.learning.forget(ana)).toEqual(all);
      expect(await other.learning.given(ana)).toEqual({ corrections: 0, examples: 0, verdicts: 0 });
      expect(await other.learning.given(ben)).toEqual(all);
      expect(await other.learning.consent(ana, "d")).toBe("no");
      expect(await other.learning.examples("tone")).toHaveLength(1);
      expect((await other.taught.list("d")).map(({ text }) => text)).toEqual(["ben"]);
      expect(await other.feedback.of("r")).toHaveLength(1);
      expect(await store.learning.forget(ana)).toEqual({ corrections: 0, examples: 0, verdicts: 0 });
    });

    it("keeps flags", async () => {
      expect(await store.flag("sample")).toBeUndefined();
      await store.setFlag("sample", "1");
      await store.setFlag("sample", "gone");
      expect(await other.flag("sample")).toBe("gone");
    });

    it("makes the first desk once, also when it was given another name", async () => {
      await store.desks.update("newsroom", { name: "City" });
      const again = await openStore({ ...ground.where, log: quietLog });
      expect((await again.desks.list()).map(({ name }) => name)).toEqual(["City"]);
      await again.close();
    });

    it("refuses a database that a newer version has made, and says so", async () => {
      await store.database.run("insert into migrations (id, name, at) values (999, 'later', 1)", []);
      await expect(openStore({ ...ground.where, log: quietLog })).rejects.toThrow(/newer Copytaster.*999/);
    });
  });
}

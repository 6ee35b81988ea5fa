/** Who may do what, tried by those who may not. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Place } from "../../src/types.ts";
import { channel, openHouse, people, type TestHouse } from "../app/house.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ start: false });
});
afterAll(() => house.stop());

const other: Place = { ...channel, channel: "sports" };
const guest = { ...people.editor, id: "gus", name: "gus", guest: true };
const boss = { ...people.editor, id: "bo", name: "bo" };

describe("a guest or somebody of another workspace", () => {
  it("reads, and changes nothing until a desk says so", async () => {
    expect((await house.ask("help", { author: guest })).failure).toBeUndefined();
    const added = await house.ask("sources add https://news.example/feed", { author: guest });
    expect(added.failure?.problem).toMatch(/Only editors/);
    expect((await house.ask("digest at 07:30", { author: guest })).failure?.problem).toMatch(/Only editors/);
    await house.ask("desk set role editor gus", { author: people.admin });
    const made = await house.ask("digest at 07:30", { author: guest });
    expect(made.failure).toBeUndefined();
    await house.ask("desk set role reader gus", { author: people.admin });
    const pressed = await house.press(made, /End/, { author: guest });
    expect(pressed.failure?.problem).toMatch(/Only editors/);
    expect((await house.press(made, /End/)).failure).toBeUndefined();
  });
});

describe("the admin of one desk", () => {
  it("does not open the door to another by joining it", async () => {
    await house.ask("desk create Sports", { author: people.admin, place: other });
    await house.ask("desk set role admin bo", { author: people.admin });
    const joined = await house.ask("desk join Sports", { author: boss });
    expect(joined.failure).toMatchObject({
      problem: expect.stringContaining("from its own admins"),
      mend: expect.stringContaining("desk join Sports"),
    });
    expect((await house.app.store.desks.of(channel)).name).toBe("newsroom");
    await house.ask("desk set role admin bo", { author: people.admin, place: other });
    const own: Place = { ...channel, channel: "third" };
    await house.ask("desk set role admin bo", { author: people.admin, place: own });
    expect((await house.ask("desk join Sports", { author: boss, place: own })).failure).toBeUndefined();
  });
});

describe("what only its author was shown", () => {
  it("is found by nobody else, whatever id they try", async () => {
    const reply = await house.ask("why", { author: people.editor });
    expect(reply.audience).toBe("author");
    for (const id of [reply.id, `shown:${reply.id}`]) {
      const own = await house.ask(`why ${id}`, { author: people.editor });
      expect(own.data).toMatchObject({ replyId: reply.id });
      const others = await house.ask(`why ${id}`, { author: boss });
      expect(JSON.stringify(others)).not.toContain("replyId");
      expect((await house.ask("👍", { author: boss, about: id })).failure?.problem).toMatch(/do not know/);
    }
  });
});

describe("scheduled digests", () => {
  it("have a bound in each place and for each person, and the refusal names the mend", async () => {
    const place: Place = { ...channel, channel: "busy" };
    for (let n = 0; n < 25; n++)
      expect((await house.ask(`digest at 07:00 topic-${n}`, { place })).failure).toBeUndefined();
    const over = await house.ask("digest at 07:00 one-more", { place, author: boss });
    expect(over.failure).toMatchObject({
      problem: expect.stringContaining("25"),
      mend: expect.stringContaining("digest list"),
    });
    expect((await house.ask("digest at 07:00 topic-3", { place })).failure).toBeUndefined();
    for (let n = 0; n < 25; n++)
      await house.ask(`digest at 07:00 topic-${n}`, { place: { ...channel, channel: "busy-2" } });
    const third = { ...channel, channel: "busy-3" };
    expect((await house.ask("digest at 07:00", { place: third })).failure?.problem).toContain("50");
    expect((await house.ask("digest at 07:00", { place: third, author: boss })).failure).toBeUndefined();
  });
});

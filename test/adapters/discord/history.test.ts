import { afterEach, describe, expect, it } from "vitest";
import type { Person, Place, Range, Said } from "../../../src/types.ts";
import { snowflake } from "../../fakes/discord/world.ts";
import { fakeHost } from "../../fakes/host.ts";
import { type Stage, stage } from "./stage.ts";

let here: Stage | undefined;
afterEach(async () => {
  await here?.close();
  here = undefined;
});

async function begin(more: Parameters<typeof stage>[1] = {}) {
  here = await stage(fakeHost(), more);
  const { standIn, adapter } = here;
  const { world } = standIn;
  const place = (channel: string, thread?: string): Place => ({
    platform: "discord",
    workspace: world.guildId,
    channel,
    ...(thread ? { thread } : {}),
  });
  const person = (who: keyof typeof world.people): Person => ({
    platform: "discord",
    workspace: world.guildId,
    id: world.people[who].id,
    name: who,
  });
  const read = async (where: Place, who: keyof typeof world.people, range: Partial<Range> = {}) => {
    const said: Said[] = [];
    for await (const one of adapter.history(where, { limit: 1000, ...range }, person(who))) said.push(one);
    return said;
  };
  return { world, place, read, standIn };
}

const refused = {
  name: "UserError",
  problem: { en: expect.stringContaining("Only those who can see this place") },
};

describe("what was said in a place", () => {
  it("comes oldest first, over as many pages as it takes, without joins and pins", async () => {
    const { world, place, read } = await begin();
    for (let n = 0; n < 250; n++) world.message(world.general, world.people.ana, `line ${n}`);
    world.message(world.general, world.people.ana, "", { type: 6 });
    const said = await read(place(world.general), "ana");
    expect(said.map((one) => one.text)).toEqual(Array.from({ length: 250 }, (_, n) => `line ${n}`));
    expect(said[0]).toMatchObject({ author: { id: world.people.ana.id, name: "Ana" }, bot: false });
    expect((await read(place(world.general), "ana", { limit: 3 })).map((one) => one.text)).toEqual([
      "line 247",
      "line 248",
      "line 249",
    ]);
  });

  it("keeps to its times, both ends included", async () => {
    const { world, place, read } = await begin();
    const at = (n: number) => 1_750_000_000_000 + n;
    for (let n = 0; n < 4; n++)
      world.message(world.general, world.people.ana, `line ${n}`, {
        id: snowflake(at(n)),
        timestamp: new Date(at(n)).toISOString(),
      });
    const said = await read(place(world.general), "ana", { since: at(1), until: at(2) });
    expect(said.map((one) => one.text)).toEqual(["line 1", "line 2"]);
  });

  it("has the open threads of a channel with it, and none of the private ones", async () => {
    const { world, place, read } = await begin();
    world.message(world.general, world.people.ana, "in the channel");
    world.message(world.thread, world.people.ben, "in the thread");
    world.message(world.privateThread, world.people.ben, "in private");
    const said = await read(place(world.general), "ben");
    expect(said.map((one) => one.text)).toEqual(["in the channel", "in the thread"]);
    expect((await read(place(world.general, world.thread), "ana")).map((one) => one.text)).toEqual([
      "in the thread",
    ]);
  });

  it("tells what the bot said as a bot's, cards with it", async () => {
    const { world, place, read } = await begin();
    world.message(world.general, world.bot, "An answer.", {
      embeds: [{ title: "Wall", url: "https://example.org" }],
    });
    expect(await read(place(world.general), "ana")).toMatchObject([
      { text: "An answer.\n\nWall\nhttps://example.org", bot: true },
    ]);
  });
});

describe("who may have it read", () => {
  it("is whoever sees it on Discord", async () => {
    const { world, place, read } = await begin();
    for (const channel of [world.general, world.closed, world.privateThread])
      world.message(channel, world.people.ben, "words");
    await expect(read(place(world.general), "cem")).rejects.toMatchObject(refused);
    await expect(read(place(world.closed), "ana")).rejects.toMatchObject(refused);
    expect(await read(place(world.closed), "ben")).toHaveLength(1);
    await expect(read(place(world.general, world.privateThread), "ana")).rejects.toMatchObject(refused);
    expect(await read(place(world.general, world.privateThread), "ben")).toHaveLength(1);
  });

  it("is asked anew each time: a role that was taken away counts at once", async () => {
    const { world, place, read } = await begin();
    expect(await read(place(world.closed), "ben")).toEqual([]);
    const ben = world.members.get(world.people.ben.id);
    if (ben) ben.roles = [];
    await expect(read(place(world.closed), "ben")).rejects.toMatchObject(refused);
  });

  it("is nobody from another platform or server, and no place that does not exist", async () => {
    const { world, place, read } = await begin();
    await expect(read({ ...place(world.general), workspace: "999" }, "ana")).rejects.toMatchObject(refused);
    await expect(read(place("123456789012345678"), "ana")).rejects.toMatchObject(refused);
  });

  it("is in a direct message its one person", async () => {
    const { world, read, standIn } = await begin({ messageContent: false });
    standIn.say("between us", { direct: true });
    const channel = world.direct(world.people.ana).id;
    const direct = { platform: "discord", workspace: "@me", channel };
    expect((await read(direct, "ana"))[0]?.text).toBe("between us");
    await expect(read(direct, "ben")).rejects.toMatchObject(refused);
  });
});

it("without the Message Content intent the mend is told", async () => {
  const { world, place, read } = await begin({ messageContent: false });
  await expect(read(place(world.general), "ana")).rejects.toMatchObject({
    name: "UserError",
    mend: {
      en: expect.stringContaining("DISCORD_MESSAGE_CONTENT=yes"),
      zh: expect.stringContaining("DISCORD_MESSAGE_CONTENT=yes"),
    },
  });
});

it("a history that is closed to the bot says so", async () => {
  const { world, place, read, standIn } = await begin();
  standIn.fail({ method: "GET", path: /\/messages$/, status: 403, code: 50001 });
  await expect(read(place(world.general), "ana")).rejects.toMatchObject({
    problem: { en: expect.stringContaining("I cannot see this place") },
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { discord, register } from "../../../adapters/discord/index.ts";
import { problemsOf } from "../../fakes/discord/check.ts";
import { type DiscordStandIn, startDiscord } from "../../fakes/discord/server.ts";
import { type FakeHost, fakeHost, fakeLog, reply, sampleCommands } from "../../fakes/host.ts";
import { partsWith, type Stage, settingsFrom, stage } from "./stage.ts";

let here: Stage | undefined;
let alone: DiscordStandIn | undefined;
afterEach(async () => {
  await here?.close();
  await alone?.close();
  here = undefined;
  alone = undefined;
});

const settled = async (host: FakeHost, count = 1) => {
  await vi.waitFor(() => expect(host.accepted.length).toBeGreaterThanOrEqual(count), 15_000);
  await host.idle();
};

const signal = () => AbortSignal.timeout(10_000);

describe("what is missing", () => {
  it("is told before anything opens", () => {
    expect(discord.off(settingsFrom({}))).toMatchObject({
      why: "DISCORD_TOKEN is not set",
      mend: expect.stringContaining("discord.com/developers"),
    });
    expect(discord.off(settingsFrom({ DISCORD_TOKEN: "x" }))).toBeUndefined();
    expect(() => settingsFrom({ DISCORD_GUILD_ID: "my server" })).toThrow("15 to 20 digits");
  });

  it("a token that Discord refuses names its variable, and ends nothing else", async () => {
    alone = await startDiscord();
    const given = settingsFrom({ ...alone.settings, DISCORD_TOKEN: "wrong" });
    const adapter = await discord.create(given, partsWith(fakeLog()));
    await expect(adapter.start(fakeHost())).rejects.toMatchObject({
      name: "UserError",
      mend: { en: expect.stringContaining("DISCORD_TOKEN"), zh: expect.stringContaining("DISCORD_TOKEN") },
    });
    await adapter.stop();
    await expect(discord.check(given, signal())).rejects.toMatchObject({
      mend: { en: expect.stringContaining("DISCORD_TOKEN") },
    });
  });

  it("a start that failed may be tried again", async () => {
    alone = await startDiscord();
    alone.fail({ method: "GET", path: /gateway/, status: 500, times: 4 });
    const host = fakeHost();
    const adapter = await discord.create(settingsFrom(alone.settings), partsWith(fakeLog()));
    await expect(adapter.start(host)).rejects.toMatchObject({ name: "UserError" });
    await adapter.start(host);
    alone.say("hello");
    await settled(host);
    await adapter.stop();
    expect(alone.fromBot()).toHaveLength(1);
  });

  it("the Message Content intent, where it is set here and not at Discord, names the switch", async () => {
    alone = await startDiscord({ messageContent: false });
    const given = settingsFrom({ ...alone.settings, DISCORD_MESSAGE_CONTENT: "yes" });
    const adapter = await discord.create(given, partsWith(fakeLog()));
    const refused = { name: "UserError", mend: { en: expect.stringContaining("Message Content Intent") } };
    await expect(adapter.start(fakeHost())).rejects.toMatchObject(refused);
    await adapter.stop();
    await expect(discord.check(given, signal())).rejects.toMatchObject(refused);
  });

  it("a Discord that cannot be reached says so", async () => {
    const given = settingsFrom({ DISCORD_TOKEN: "x", DISCORD_API_URL: "http://127.0.0.1:9/api" });
    await expect(discord.check(given, signal())).rejects.toMatchObject({
      problem: { en: expect.stringContaining("cannot be reached") },
      mend: { en: expect.stringContaining("DISCORD_API_URL") },
    });
  });
});

describe("a doctor's visit", () => {
  it("says what was found", async () => {
    alone = await startDiscord();
    expect(await discord.check(settingsFrom(alone.settings), signal())).toBe(
      `Copytaster (${alone.settings.DISCORD_APPLICATION_ID}), reads threads`,
    );
  });
});

describe("the commands", () => {
  it("are registered at the start, in the one server that is set", async () => {
    here = await stage(fakeHost());
    expect(here.standIn.commands().map((one) => one.name)).toEqual([
      "summarize",
      "digest",
      "secret",
      "Summarize",
    ]);
    const put = here.standIn.requests.find((one) => one.method === "PUT");
    expect(put?.path).toContain(`/guilds/${here.standIn.world.guildId}/commands`);
  });

  it("… or everywhere; a refusal costs only the menu", async () => {
    alone = await startDiscord();
    alone.fail({ method: "PUT", path: /commands$/, status: 403, code: 50001, message: "Missing Access" });
    const host = fakeHost();
    here = await stage(host, { standIn: alone, settings: { DISCORD_GUILD_ID: undefined } });
    expect(alone.requests.find((one) => one.method === "PUT")?.path).not.toContain("/guilds/");
    expect(here.log.lines.find((line) => line.level === "warn")?.text).toContain("manifest discord");
    alone.say("hello");
    await settled(host);
    expect(alone.fromBot()).toHaveLength(1);
  });

  it("are registered by `manifest discord` too", async () => {
    alone = await startDiscord();
    expect(await register(sampleCommands, settingsFrom(alone.settings))).toBe(
      `4 commands registered in server ${alone.world.guildId}`,
    );
  });
});

describe("the gateway", () => {
  it("is resumed when it drops, and what was said meanwhile is answered, once", async () => {
    const host = fakeHost();
    here = await stage(host);
    const { standIn } = here;
    standIn.say("before");
    await settled(host);
    standIn.gateway.disconnect(4000);
    await vi.waitFor(() => expect(standIn.gateway.ready).toBe(0));
    standIn.say("meanwhile");
    await settled(host, 2);
    expect(standIn.gateway.resumed).toBe(1);
    expect(host.accepted.map((one) => one.text)).toEqual(["before", "meanwhile"]);
    expect(standIn.fromBot()).toHaveLength(2);
  });

  it("is entered anew when the session is lost", async () => {
    const host = fakeHost();
    here = await stage(host);
    const { standIn } = here;
    standIn.gateway.disconnect(4009 - 2);
    await vi.waitFor(() => expect(standIn.gateway.identified).toBe(2), 15_000);
    await vi.waitFor(() => expect(standIn.gateway.ready).toBe(1), 15_000);
    standIn.say("after");
    await settled(host);
    expect(standIn.fromBot()).toHaveLength(1);
  });

  it("that closes for good is told with the mend, and the process lives", async () => {
    here = await stage(fakeHost());
    const { standIn, log } = here;
    standIn.gateway.disconnect(4004);
    await vi.waitFor(() => {
      const told = log.lines.filter((line) => line.level === "error").map((line) => line.text);
      expect(told.join()).toContain("DISCORD_TOKEN");
    });
  });

  it("may bring what discord.js has never seen", async () => {
    const host = fakeHost();
    here = await stage(host);
    const { standIn } = here;
    const { guildId, general, people } = standIn.world;
    const odd = {
      id: "5",
      channel_id: general,
      guild_id: guildId,
      type: 99,
      content: "",
      author: people.ana,
    };
    // discord.js itself throws on this one, where nobody can catch it.
    standIn.gateway.dispatch("MESSAGE_CREATE", { ...odd, interaction_metadata: { id: "5" } });
    standIn.gateway.dispatch("INTERACTION_CREATE", { id: "5", token: "t", type: 99, channel: { id: "1" } });
    standIn.gateway.dispatch("SOMETHING_NEW", { id: "5" });
    standIn.say("still there?");
    await settled(host);
    expect(standIn.fromBot()).toHaveLength(1);
  });
});

describe("a stop", () => {
  it("lets what is under way be answered, and tells those who come late", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const host = fakeHost(async () => {
      await held;
      return reply("Finished.");
    });
    here = await stage(host);
    const { standIn, adapter } = here;
    standIn.slash("summarize", { target: "x" });
    await vi.waitFor(() => expect(host.accepted).toHaveLength(1));
    const stopped = adapter.stop();
    const late = standIn.slash("summarize", { target: "y" }, { by: "ben" });
    standIn.say("and me?");
    await vi.waitFor(() => expect(late.answered).toBe(4));
    expect(late.original?.content).toContain("重新启动");
    release();
    await stopped;
    await adapter.stop();
    expect(host.accepted).toHaveLength(1);
    const shown = standIn.fromBot().map((one) => one.content.split("\n")[0]);
    expect(shown).toHaveLength(3);
    expect(shown).toContain("Finished.");
    expect(shown).toContainEqual(expect.stringContaining("started anew"));
    await vi.waitFor(() => expect(standIn.gateway.ready).toBe(0));
  });

  it("before a start is nothing", async () => {
    const adapter = await discord.create(settingsFrom({ DISCORD_TOKEN: "x" }), partsWith(fakeLog()));
    await adapter.stop();
    await adapter.stop();
  });
});

describe("the stand-in itself", () => {
  it("refuses what Discord would refuse", () => {
    const good = { content: "x", allowed_mentions: { parse: [] }, flags: 4 };
    const button = { type: 2, style: 2, label: "a", custom_id: "a" };
    const row = { type: 1, components: [button] };
    const bad: [string, object][] = [
      ["2,000 are allowed", { ...good, content: "x".repeat(2001) }],
      ["an empty message", { ...good, content: " " }],
      ["could ping", { content: "x" }],
      ["could ping", { ...good, allowed_mentions: { parse: ["everyone"] } }],
      ["could ping", { ...good, allowed_mentions: { parse: [], users: ["1"] } }],
      ["one custom id", { ...good, components: [row, row] }],
      [
        "six rows; five".replace("six", "6"),
        {
          ...good,
          components: Array.from({ length: 6 }, (_, n) => ({
            ...row,
            components: [{ ...button, custom_id: `${n}` }],
          })),
        },
      ],
      [
        "does not fit",
        { ...good, components: [{ ...row, components: [{ ...button, label: "x".repeat(81) }] }] },
      ],
      ["does not fit", { ...good, nonce: "x".repeat(26) }],
      [
        "6,000 characters",
        { ...good, embeds: [{ description: "x".repeat(3500) }, { description: "x".repeat(3500) }] },
      ],
      ["unknown key embed", { ...good, embed: {} }],
      [
        "unknown key message_reference.replied",
        { ...good, message_reference: { message_id: "1", replied: true } },
      ],
      ["a code fence is cut", { ...good, content: "```js\nx" }],
      ["a link is cut", { ...good, content: "[x](https://example.org" }],
      ["previews are not suppressed", { ...good, content: "https://example.org", flags: 0 }],
    ];
    expect(problemsOf("POST", "/channels/1/messages", good)).toEqual([]);
    for (const [problem, body] of bad)
      expect(problemsOf("POST", "/channels/1/messages", body).join()).toContain(problem);
  });
});

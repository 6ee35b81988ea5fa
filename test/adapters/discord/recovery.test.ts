import { afterEach, describe, expect, it, vi } from "vitest";
import { discord } from "../../../adapters/discord/index.ts";
import type { Message } from "../../../src/types.ts";
import { type FakeHost, fakeHost, fakeLog, reply } from "../../fakes/host.ts";
import { partsWith, type Stage, settingsFrom, stage } from "./stage.ts";

let here: Stage | undefined;
let host: FakeHost;
afterEach(async () => {
  await here?.close();
  here = undefined;
});

const long = `${"The council met again on the harbour wall. ".repeat(140)}\n\nThe end.`;

async function begin(answer?: Parameters<typeof fakeHost>[0], more: Parameters<typeof stage>[1] = {}) {
  host = fakeHost(answer);
  here = await stage(host, more);
  return here;
}

const settled = async (count = 1) => {
  await vi.waitFor(() => expect(host.accepted.length).toBeGreaterThanOrEqual(count), 10_000);
  await host.idle();
};

const accepted = (): Message => {
  const message = host.accepted.at(-1);
  if (!message) throw new Error("no message was accepted");
  return message;
};

/** The process dies in the middle: its requests fail from here on. */
const dying = { status: 400, code: 0, message: "the process died here", times: 1000 };

describe("after a crash", () => {
  it("an answer of several parts is finished, none of them twice, at whatever part it broke off", async () => {
    for (const done of [0, 1, 2, 3]) {
      const { standIn, adapter } = await begin(() => reply("unused"));
      standIn.fail({ method: "POST", path: /\/messages$/, ...dying });
      standIn.say("long, please");
      await settled();
      // Parts that were sent before the crash stand there:
      standIn.forgetFailures();
      const message = accepted();
      let sent = 0;
      const view = adapter.resume(message);
      if (done > 0) {
        standIn.fail({ method: "POST", path: /\/messages$/, ...dying, after: done });
        await view.show(reply(long), "reply:1").catch(() => {});
        standIn.forgetFailures();
        sent = standIn.fromBot().length;
        expect(sent).toBe(done);
      }
      standIn.forgetNonces();
      const posted = await adapter.resume(message).show(reply(long), "reply:1");
      const shown = standIn.fromBot();
      expect(shown.length).toBe(4);
      expect(posted.id).toBe(shown[0]?.id);
      expect(
        shown
          .map((one) => one.content)
          .join("\n")
          .match(/harbour wall/g),
      ).toHaveLength(140);
      await here?.close();
      here = undefined;
    }
  });

  it("a status that was left standing becomes the answer", async () => {
    const { standIn, adapter } = await begin(async (_, progress) => {
      progress.status("Reading");
      await vi.waitFor(() => expect(standIn.messages()).toHaveLength(2), 5000);
      standIn.fail({ method: "PATCH", path: /\/messages\/\d+$/, ...dying });
      return reply("never seen");
    });
    standIn.say("slow one");
    await settled();
    expect(standIn.messages()[1]?.content).toBe("⏳ Reading");
    standIn.forgetFailures();
    await adapter.resume(accepted()).show(reply("The answer."), "reply:1");
    expect(standIn.messages()).toHaveLength(2);
    expect(standIn.fromBot()[0]?.content).toContain("The answer.");
  });

  it("another process, that is not connected yet, finishes it", async () => {
    const { standIn } = await begin();
    standIn.say("hello");
    await settled();
    standIn.forgetNonces();
    const other = await discord.create(settingsFrom(standIn.settings), partsWith(fakeLog()));
    await other.resume(accepted()).show(reply("echo: hello"), "reply:1");
    expect(standIn.fromBot()).toHaveLength(1);
    await other.stop();
  });

  it("a slash command is answered by its token while that holds, and once", async () => {
    const { standIn, adapter } = await begin(() => reply(long));
    const given = standIn.slash("summarize", { target: "x" });
    await settled();
    const before = standIn.fromBot().map((one) => one.content);
    const view = adapter.resume(accepted());
    await view.acknowledge("channel");
    const posted = await view.show(reply(long), "reply:1");
    expect(posted.id).toBe(given.original?.id);
    expect(standIn.fromBot().map((one) => one.content)).toEqual(before);
  });

  it("… and by a plain message when the fifteen minutes are over; once, too", async () => {
    let now = Date.now();
    const { standIn, adapter } = await begin(() => reply("unused"), { now: () => now });
    standIn.fail({ method: "PATCH", path: /@original$/, ...dying });
    standIn.slash("summarize", { target: "x" });
    await settled();
    standIn.forgetFailures();
    now += 16 * 60_000;
    const posted = await adapter.resume(accepted()).show(reply("Late, but here."), "reply:1");
    standIn.forgetNonces();
    expect(await adapter.resume(accepted()).show(reply("Late, but here."), "reply:1")).toEqual(posted);
    const late = standIn.fromBot().filter((one) => one.content.includes("Late"));
    expect(late).toHaveLength(1);
    expect(late[0]?.interaction_metadata).toBeUndefined();
  });

  it("… but not where the answer had come by the token before", async () => {
    let now = Date.now();
    const { standIn, adapter } = await begin(() => reply(long), { now: () => now });
    standIn.slash("summarize", { target: "x" });
    await settled();
    const before = standIn.fromBot().length;
    now += 16 * 60_000;
    await adapter.resume(accepted()).show(reply(long), "reply:1");
    expect(standIn.fromBot()).toHaveLength(before);
  });

  it("an answer for one person whose token is spent goes by direct message, not into the channel", async () => {
    let now = Date.now();
    const { standIn, adapter } = await begin(() => reply("unused"), { now: () => now });
    standIn.fail({ method: "PATCH", path: /@original$/, ...dying });
    standIn.slash("secret");
    await settled();
    standIn.forgetFailures();
    now += 16 * 60_000;
    await adapter.resume(accepted()).show(reply("only you", { audience: "author" }), "reply:1");
    const direct = standIn.world.direct(standIn.world.people.ana).id;
    expect(standIn.fromBot(direct)).toMatchObject([{ content: expect.stringContaining("only you") }]);
    expect(standIn.fromBot()).toEqual([]);
  });

  it("a post is found by its mark, with buttons and without, also when Discord has forgotten the nonce", async () => {
    const { standIn, adapter } = await begin();
    const place = { platform: "discord", workspace: standIn.world.guildId, channel: standIn.world.general };
    const buttons = reply("With buttons.", { actions: [{ id: "abc", label: "More" }] });
    for (const [at, digest] of [reply("Nothing new."), buttons, reply(long)].entries()) {
      const first = await adapter.post(place, digest, `digest:${at}:1000`);
      standIn.forgetNonces();
      for (let n = 0; n < 120; n++)
        standIn.world.message(place.channel, standIn.world.people.ana, `talk ${n}`);
      expect(await adapter.post(place, digest, `digest:${at}:1000`)).toEqual(first);
    }
    expect(standIn.fromBot()).toHaveLength(2 + 4);
    // Tomorrow's is another one, though it says the same.
    await adapter.post(place, reply("Nothing new."), "digest:0:2000");
    expect(standIn.fromBot()).toHaveLength(2 + 4 + 1);
    standIn.press(standIn.fromBot()[1]?.components[0]?.components[0]?.custom_id ?? "");
    await settled();
    expect(accepted()).toMatchObject({ kind: "pressed", action: "abc" });
  });

  it("a post of which half was sent is finished", async () => {
    const { standIn, adapter } = await begin();
    const place = { platform: "discord", workspace: standIn.world.guildId, channel: standIn.world.general };
    standIn.fail({ method: "POST", path: /\/messages$/, ...dying, after: 2 });
    await expect(adapter.post(place, reply(long), "digest:1:1000")).rejects.toThrow();
    standIn.forgetFailures();
    standIn.forgetNonces();
    await adapter.post(place, reply(long), "digest:1:1000");
    const all = standIn
      .fromBot()
      .map((one) => one.content)
      .join("\n");
    expect(all.match(/harbour wall/g)).toHaveLength(140);
  });

  it("the same post from two processes at one instant stands there once", async () => {
    const { standIn, adapter } = await begin();
    const other = await discord.create(settingsFrom(standIn.settings), partsWith(fakeLog()));
    const place = { platform: "discord", workspace: standIn.world.guildId, channel: standIn.world.general };
    await Promise.all([
      adapter.post(place, reply("The digest"), "digest:1:1000"),
      other.post(place, reply("The digest"), "digest:1:1000"),
    ]);
    expect(standIn.fromBot()).toHaveLength(1);
    await other.stop();
  });
});

describe("when Discord refuses", () => {
  it("an interaction that it no longer knows is answered by a plain message", async () => {
    const { standIn } = await begin(() => reply("Here all the same."));
    standIn.fail({ method: "POST", path: /callback$/, status: 404, code: 10062 });
    standIn.slash("summarize", { target: "x" });
    await settled();
    expect(host.failures).toEqual([]);
    expect(standIn.fromBot().map((one) => one.content)).toEqual([
      expect.stringContaining("Here all the same."),
    ]);
  });

  it("a slash command that it delivers twice is answered once", async () => {
    const { standIn } = await begin(() => reply("Once."));
    standIn.slash("summarize", { target: "x" });
    await settled();
    standIn.redeliver();
    await vi.waitFor(() => expect(host.repeats).toHaveLength(1));
    await host.idle();
    expect(standIn.fromBot()).toHaveLength(1);
    expect(host.failures).toEqual([]);
  });

  it("a token that ends while it works costs nothing", async () => {
    const { standIn } = await begin(() => {
      standIn.expire(given);
      return reply("Here all the same.");
    });
    const given = standIn.slash("summarize", { target: "x" });
    await settled();
    expect(host.failures).toEqual([]);
    expect(standIn.fromBot().map((one) => one.content)).toEqual([
      expect.stringContaining("Here all the same."),
    ]);
  });

  it("429 is waited out, and told in the log", async () => {
    const { standIn, log } = await begin();
    standIn.fail({ method: "POST", path: /\/messages$/, status: 429, retryAfter: 0.4 });
    standIn.say("hello");
    await settled();
    const posts = standIn.requests.filter((one) => one.method === "POST" && one.path.endsWith("/messages"));
    expect(posts).toHaveLength(2);
    expect((posts[1]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(390);
    expect(standIn.fromBot()).toHaveLength(1);
    expect(log.lines.some((line) => line.text === "Discord asks to wait")).toBe(true);
  });

  it("a failing server is asked again, and nothing stands there twice", async () => {
    const { standIn } = await begin();
    standIn.fail({ method: "POST", path: /\/messages$/, status: 502, times: 2 });
    standIn.say("hello");
    await settled();
    expect(standIn.fromBot()).toHaveLength(1);
  });

  it("a channel that is gone is told with the mend", async () => {
    const { standIn, adapter } = await begin();
    const place = { platform: "discord", workspace: standIn.world.guildId, channel: "123456789012345678" };
    await expect(adapter.post(place, reply("x"), "d")).rejects.toMatchObject({
      name: "UserError",
      mend: { en: expect.stringContaining("Send Messages") },
    });
  });
});

/** What must hold when things break: one answer, none lost, and a process that lives on. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { UserError } from "../../../src/errors.ts";
import type { Message } from "../../../src/types.ts";
import { type FakeHost, fakeHost, reply } from "../../fakes/host.ts";
import { type Bot, startBot } from "../../fakes/slack/bot.ts";
import { startSlack } from "../../fakes/slack/server.ts";

const channel = "C0DESK";
const bots: Bot[] = [];
const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);

beforeEach(() => void process.on("unhandledRejection", note));

afterEach(async () => {
  const problems: string[] = [];
  for (const bot of bots.splice(0)) {
    await bot.close();
    problems.push(...bot.slack.state.problems);
  }
  process.off("unhandledRejection", note);
  expect(problems).toEqual([]);
  expect(unhandled.splice(0)).toEqual([]);
});

async function begin(
  answer?: Parameters<typeof fakeHost>[0],
  ...more: [("socket" | "http")?, Bot["slack"]?]
) {
  const host: FakeHost = fakeHost(answer);
  const bot = await startBot(host, ...more);
  bots.push(bot);
  return { ...bot, host };
}

const last = (host: FakeHost): Message => {
  const message = host.accepted.at(-1);
  if (!message) throw new Error("nothing was accepted");
  return message;
};

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });
const place = { platform: "slack", workspace: "T0NEWS", channel };
const long = Array.from({ length: 500 }, (_, n) => `Sentence ${n} about the wall at the harbour.`).join(" ");

describe("a post", () => {
  it("waits as long as Slack says, and arrives once", async () => {
    const { slack, adapter } = await begin();
    slack.failNext("chat.postMessage", { retryAfter: 1 });
    const since = performance.now();
    await adapter.post(place, reply("The digest"), "digest:1");
    expect(performance.now() - since).toBeGreaterThan(990);
    expect(slack.replies(channel)).toHaveLength(1);
  });

  it("that arrived although the line broke is not sent again", async () => {
    const { slack, adapter } = await begin();
    slack.failNext("chat.postMessage", { broken: "after" });
    const posted = await adapter.post(place, reply("The digest"), "digest:1");
    expect(slack.replies(channel).map((one) => one.ts)).toEqual([posted.id]);
  });

  it.each([{ broken: "before" as const }, { status: 503 }, { error: "internal_error" }])(
    "that did not arrive (%o) is sent again",
    async (failure) => {
      const { slack, adapter } = await begin();
      slack.failNext("chat.postMessage", failure);
      await adapter.post(place, reply("The digest"), "digest:1");
      expect(slack.replies(channel)).toHaveLength(1);
    },
  );

  it("of several messages goes on where a crash stopped it", async () => {
    const slack = await startSlack();
    const first = await begin(undefined, "socket", slack);
    await first.adapter.post(place, reply(long), "digest:0");
    const whole = slack.replies(channel).map((one) => one.text);
    expect(whole.length).toBeGreaterThan(1);
    slack.state.messages.splice(0);
    slack.failNext("chat.postMessage", { fine: true });
    slack.failNext("chat.postMessage", { error: "restricted_action" });
    await expect(first.adapter.post(place, reply(long), "digest:1")).rejects.toThrow("restricted_action");
    expect(slack.replies(channel)).toHaveLength(1);
    const second = await begin(undefined, "socket", slack);
    await second.adapter.post(place, reply(long), "digest:1");
    expect(slack.replies(channel).map((one) => one.text)).toEqual(whole);
  });

  it("by two deliveries of the same words is two posts", async () => {
    const { slack, adapter } = await begin();
    await adapter.post(place, reply("Nothing new"), "digest:1");
    await adapter.post(place, reply("Nothing new"), "digest:2");
    expect(slack.replies(channel)).toHaveLength(2);
  });

  it("where the bot may not write says so", async () => {
    const { adapter } = await begin();
    await expect(adapter.post({ ...place, channel: "C0ELSE" }, reply("x"), "digest:1")).rejects.toThrow(
      "not_in_channel",
    );
  });
});

describe("after a crash", () => {
  it("the text under way becomes the reply, and no second message comes", async () => {
    const { slack, host, adapter } = await begin(async (_, progress) => {
      progress.partial("The wall is");
      await until(() => expect(slack.messages(channel)).toHaveLength(2));
      throw new Error("killed here");
    });
    await slack.say("hello");
    await until(() => expect(host.failures).toHaveLength(1));
    const message = last(host);
    await adapter.resume(message).acknowledge("channel");
    const posted = await adapter.resume(message).show(reply("The wall is put off"), `reply:${message.id}`);
    expect(slack.messages(channel)).toHaveLength(2);
    expect(slack.replies(channel)[0]).toMatchObject({ ts: posted.id, text: "The wall is put off" });
  });

  it("a message that nobody answered is answered in its thread", async () => {
    const { slack, host, adapter } = await begin(() => {
      throw new Error("killed here");
    });
    await slack.say("hello");
    await until(() => expect(host.failures).toHaveLength(1));
    const message = last(host);
    await adapter.resume(message).show(reply("late, but here"), `reply:${message.id}`);
    await adapter.resume(message).show(reply("late, but here"), `reply:${message.id}`);
    expect(slack.replies(channel)).toHaveLength(1);
    expect(slack.replies(channel)[0]?.threadTs).toBe(message.place.thread);
  });
});

describe("the line", () => {
  it.each(["refresh", "cut"] as const)("is taken up again after a %s, and nothing is lost", async (how) => {
    const { slack, host } = await begin();
    slack.drop(how);
    await slack.connected(2);
    await slack.say("still there?");
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
    await host.idle();
  });

  it("is tried again and again while Slack is not there", async () => {
    const { slack, lines } = await begin();
    slack.failNext("apps.connections.open", { error: "internal_error" });
    slack.failNext("apps.connections.open", { status: 500 });
    slack.drop("cut");
    await slack.connected(2);
    expect(lines.filter((line) => line.text === "Slack cannot be reached")).toHaveLength(2);
  });

  it("is not taken up again once it was told to stop", async () => {
    const { slack, adapter } = await begin();
    slack.failNext("apps.connections.open", { error: "internal_error" });
    slack.drop("cut");
    await until(() =>
      expect(
        slack.state.calls.filter((one) => one.method === "apps.connections.open").length,
      ).toBeGreaterThan(0),
    );
    await adapter.stop();
    expect(slack.connections()).toBeLessThanOrEqual(1);
  });

  it("with a token that was taken back is told in the log with the mend, and ends nothing", async () => {
    const { slack, host, lines } = await begin();
    await slack.say("hello");
    await until(() => expect(slack.replies(channel)).toHaveLength(1));
    slack.state.revoked = true;
    await slack.say("and now?");
    await until(() => expect(host.failures).toHaveLength(1));
    expect(host.failures[0]).toBeInstanceOf(UserError);
    slack.drop("cut");
    await until(() =>
      expect(
        lines.filter((line) => line.level === "error" && /SLACK_BOT_TOKEN/.test(line.text)).length,
      ).toBeGreaterThan(1),
    );
    expect(JSON.stringify(lines)).not.toMatch(/xoxb-stand|xapp-stand|ticket=/);
  });

  it("is refused at the start with the mend, when the token is wrong", async () => {
    const slack = await startSlack();
    slack.settings.SLACK_APP_TOKEN = "xapp-wrong";
    await expect(startBot(fakeHost(), "socket", slack)).rejects.toThrow("SLACK_APP_TOKEN");
    slack.settings.SLACK_BOT_TOKEN = "xoxb-wrong";
    await expect(startBot(fakeHost(), "socket", slack)).rejects.toThrow("SLACK_BOT_TOKEN");
    await slack.close();
  });

  it("by HTTP takes nothing that is not signed", async () => {
    const { slack, host } = await begin(undefined, "http");
    const [url] = await slack.say("hello").then((sent) => sent.acked.then(() => [slack.lineUrl()]));
    await until(() => expect(host.accepted).toHaveLength(1));
    const response = await fetch(url ?? "", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-slack-signature": "v0=00",
        "x-slack-request-timestamp": String(Math.floor(Date.now() / 1000)),
      },
      body: JSON.stringify({
        type: "event_callback",
        event: { type: "app_mention", user: "U0ANNA", text: "x", ts: "1764000000.000001", channel },
      }),
    });
    expect(response.status).toBe(401);
    await host.idle();
    expect(host.accepted).toHaveLength(1);
  });
});

describe("a stop", () => {
  it.each(["socket", "http"] as const)(
    "by %s finishes what is under way, and leaves what comes then for later",
    async (way) => {
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const { slack, host, adapter } = await begin(async () => {
        await held;
        return reply("finished");
      }, way);
      const sent = await slack.say("slow");
      await sent.acked;
      const stopped = adapter.stop();
      const late = await slack.say("too late");
      const lost = expect(late.acked).rejects.toThrow();
      release();
      await stopped;
      await lost;
      expect(slack.replies(channel).map((one) => one.text)).toEqual(["finished"]);
      expect(host.accepted).toHaveLength(1);
    },
    15_000,
  );
});

/** After a crash or a freeze something may stand in Slack twice, or half: the next look puts it right. */
import { afterEach, describe, expect, it } from "vitest";
import type { Message } from "../../../src/types.ts";
import { fakeHost, reply } from "../../fakes/host.ts";
import { type Bot, startBot } from "../../fakes/slack/bot.ts";

const channel = "C0DESK";
let bot: Bot | undefined;
afterEach(async () => {
  await bot?.close();
  expect(bot?.slack.state.problems).toEqual([]);
});

async function begin(threaded = true) {
  bot = await startBot(fakeHost());
  const { slack, adapter } = bot;
  const question = slack.state.nextTs();
  const within = threaded ? { thread: question } : {};
  slack.state.messages.push({ channel, ts: question, user: "U0ANNA", text: "a question", edits: 0 });
  const asked: Message = {
    id: "slack:T0NEWS:1",
    kind: "said",
    place: { platform: "slack", workspace: "T0NEWS", channel, ...within },
    author: { platform: "slack", workspace: "T0NEWS", id: "U0ANNA", name: "anna" },
    at: Date.now(),
    text: "a question",
    files: [],
    private: false,
  };
  /** What another process has put there. */
  const put = (text: string, metadata: Readonly<Record<string, unknown>>) => {
    const ts = slack.state.nextTs();
    const { user, bot: botId } = slack.state.bot;
    const threadTs = within.thread;
    slack.state.messages.push({
      ...{ channel, ts, user, botId, text, metadata, edits: 0 },
      ...(threadTs && { threadTs }),
    });
    return ts;
  };
  const answer = (text: string) =>
    put(text, {
      event_type: "copytaster_reply",
      event_payload: { delivery_id: `reply:${asked.id}`, part: 0, of: 1 },
    });
  const status = (text: string) =>
    put(text, { event_type: "copytaster_progress", event_payload: { message_id: asked.id } });
  const show = () => adapter.resume(asked).show(reply("The answer"), `reply:${asked.id}`);
  const stands = () => slack.messages(channel).filter((one) => one.user === slack.state.bot.user);
  return { slack, answer, status, show, stands };
}

describe("an answer that is shown after a restart", () => {
  it("takes away a second one, and keeps the older", async () => {
    const { answer, show, stands } = await begin();
    const first = answer("The answer");
    answer("The answer, by another process");
    expect(await show()).toEqual({ id: first });
    expect(stands().map(({ ts }) => ts)).toEqual([first]);
  });

  it("takes away its own when another process sent it behind the look, and keeps the older", async () => {
    const { slack, answer, show, stands } = await begin();
    let other = "";
    let calls = 0;
    // The second call is the post itself, and this is on its way in.
    slack.lag(() => {
      if (++calls === 3) other = answer("The answer, by another process");
      return 0;
    });
    expect(await show()).toEqual({ id: other });
    expect(stands().map(({ ts }) => ts)).toEqual([other]);
  });

  it("is found behind the thousands that were written in the channel since", async () => {
    const { slack, answer, show, stands } = await begin(false);
    const first = answer("The answer");
    for (let n = 0; n < 4_000; n++)
      slack.state.messages.push({
        ...{ channel, ts: slack.state.nextTs(), user: "U0ANNA", text: `talk ${n}`, edits: 0 },
      });
    expect(await show()).toEqual({ id: first });
    expect(stands().map(({ ts }) => ts)).toEqual([first]);
  });

  it("takes the place of one status, and takes away those of other processes", async () => {
    const { status, show, stands } = await begin();
    const first = status("Working on it");
    status("Working on it");
    await show();
    expect(stands()).toMatchObject([{ ts: first, metadata: { event_type: "copytaster_reply" } }]);
  });

  it("takes away a status that came behind it", async () => {
    const { answer, status, show, stands } = await begin();
    const first = answer("The answer");
    status("Working on it");
    await show();
    expect(stands().map(({ ts }) => ts)).toEqual([first]);
  });
});

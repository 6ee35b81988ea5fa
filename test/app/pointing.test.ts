/** Pointing at a digest that came by itself, on Slack by its real SDK. */
import { expect, onTestFinished, test, vi } from "vitest";
import { slack as slackPlugin } from "../../adapters/index.ts";
import { startSlack } from "../fakes/slack/server.ts";
import { openHouse } from "./house.ts";

const channel = "C0DESK";

test("a thumb on a scheduled digest is kept as feedback on it, and `why` tells what made it", async () => {
  const slack = await startSlack();
  const house = await openHouse({ env: { ...slack.settings }, adapters: { slack: slackPlugin } });
  onTestFinished(async () => {
    await house.stop();
    await slack.close();
  });
  const { subscriptions, deliveries, feedback } = house.app.store;
  const due = Math.floor(house.now() / 60_000) * 60_000 + 2 * 60_000;
  await slack.slash("/ct-digest", `at ${new Date(due).toISOString().slice(11, 16)} UTC`);
  const [subscription] = await vi.waitFor(async () => {
    const all = await subscriptions.list({});
    expect(all).toHaveLength(1);
    return all;
  }, 5_000);
  // The answer to the order stands there first.
  await vi.waitFor(() => expect(slack.replies(channel)).toHaveLength(1), 5_000);
  house.pass(due + 1_000 - house.now());
  const delivery = await vi.waitFor(async () => {
    const [last] = await deliveries.last(subscription?.id ?? "", 1);
    expect(last?.state).toBe("sent");
    return last;
  }, 8_000);
  const post = slack.replies(channel)[1];

  await slack.react(post?.ts ?? "", "+1");
  await vi.waitFor(
    async () => expect(await feedback.of(delivery?.reply?.id ?? "")).toMatchObject([{ verdict: "up" }]),
    5_000,
  );
  const { platform, workspace } = subscription?.place ?? { platform: "", workspace: "" };
  const why = await house.ask("why", {
    // Said in the post's own thread, of which the digest knows nothing.
    place: { platform, workspace, channel, thread: post?.ts ?? "" },
    about: post?.ts ?? "",
  });
  expect(why.data).toMatchObject({ replyId: delivery?.reply?.id, command: "digest" });
});

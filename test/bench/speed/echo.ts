/** The peer: a bare Bolt app that says again what was said to it. */
import slack from "@slack/bolt";

const { SLACK_BOT_TOKEN: token, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slackApiUrl } = process.env;

const app = new slack.App({
  token,
  appToken,
  socketMode: true,
  clientOptions: { slackApiUrl },
  logLevel: slack.LogLevel.ERROR,
});

app.event("app_mention", async ({ event, say }) => {
  await say({
    text: event.text.replace(/^<@\w+>\s*/, ""),
    thread_ts: event.ts,
    unfurl_links: false,
    unfurl_media: false,
  });
});

process.on("SIGTERM", () => process.exit(0));
await app.start();
process.stdout.write("ready\n");

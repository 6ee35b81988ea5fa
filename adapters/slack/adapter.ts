/** Slack as an `Adapter`. */
import type { Adapter, AdapterParts, Host, Message, Place } from "../../src/types.ts";
import { createApi, type Result } from "./api.ts";
import { connect } from "./connect.ts";
import { openFile } from "./files.ts";
import { readHistory } from "./history.ts";
import { listen } from "./listeners.ts";
import type { Self } from "./parse.ts";
import { createDirectory } from "./people.ts";
import { createRespond } from "./respond.ts";
import { createSend } from "./send.ts";
import { defaultApiUrl, type SlackSettings } from "./settings.ts";
import { createView, type ViewOf } from "./view.ts";

/** ms. A scheduled post that is tried again is looked for this far back. */
const postedWithin = 24 * 60 * 60_000;
const mostThreads = 2000;

export async function createSlack(settings: SlackSettings, parts: AdapterParts): Promise<Adapter> {
  const { log, now } = parts;
  const token = settings.SLACK_BOT_TOKEN ?? "";
  const apiUrl = settings.SLACK_API_URL ?? defaultApiUrl;
  let self: Self | undefined;
  let host: Host | undefined;
  let stopping: Promise<void> | undefined;
  const known = (): Self => {
    if (!self) throw new Error("Slack is not started yet");
    return self;
  };
  const connection = await connect(settings, log, known);
  const { client } = connection.app;
  const api = createApi({ apiCall: (method, args) => client.apiCall(method, { token, ...args }) }, log);
  const directory = createDirectory(api, log, now);
  const respond = createRespond(apiUrl);
  const threads = new Map<string, string | undefined>();
  const send = createSend({
    api,
    respond,
    self: known,
    log,
    sent(channel, ts, thread) {
      if (threads.size >= mostThreads) threads.delete(threads.keys().next().value ?? "");
      threads.set(`${channel}:${ts}`, thread);
    },
  });
  const statuses = { work: true };
  const view = (of: ViewOf) => createView({ api, send, respond, log, statuses }, of);

  return {
    platform: "slack",
    async start(given) {
      host = given;
      const test = await api.call("auth.test", {});
      self = selfOf(test);
      listen(connection.app, {
        api,
        host: given,
        directory,
        log,
        prefix: settings.SLACK_COMMAND_PREFIX,
        self: known,
        now,
        threadOf: (channel, ts) => threads.get(`${channel}:${ts}`),
        view,
      });
      await connection.start();
      parts.announce(`Slack: @${test.user} in ${test.team}`);
    },
    post(place: Place, reply, deliveryId) {
      const { channel, thread } = place;
      return send({ channel, ...(thread && { thread }) }, reply, deliveryId, {
        look: true,
        since: now() - postedWithin,
      });
    },
    resume: (message: Message) =>
      view({
        message,
        language: async () => (await host?.language(message.author, message.place)) ?? "en",
        resumed: true,
      }),
    history: (place, range, asker) => readHistory(api, directory, place, range, asker),
    open: (file, maxBytes, signal) => openFile(api, token, apiUrl, file, maxBytes, signal),
    stop() {
      stopping ??= connection.stop();
      return stopping;
    },
  };
}

function selfOf(test: Result): Self {
  return { teamId: String(test.team_id), userId: String(test.user_id), botId: String(test.bot_id) };
}

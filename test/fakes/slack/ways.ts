/** What people do in Slack, as the payloads that Slack makes of it (shapes as recorded in its documentation). */
import type { Sent } from "./line.ts";
import type { FakeMessage, Json, State } from "./state.ts";

export interface SayMore {
  channel?: string;
  user?: string;
  /** In the thread under this message. */
  thread?: string;
  /** Ids of files in `state.files`. */
  files?: readonly string[];
}

type Hand = (kind: Sent["kind"], payload: Json) => Promise<Sent>;

export function wayIn(state: State, base: string, hand: Hand) {
  const envelope = (event: Json): Json => ({
    type: "event_callback",
    team_id: state.team,
    api_app_id: "A0TASTER",
    event_id: state.nextId("Ev"),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ team_id: state.team, user_id: state.bot.user, is_bot: true }],
    event,
  });
  const person = (id: string) => ({
    id,
    username: state.users.get(id)?.name,
    name: state.users.get(id)?.name,
    team_id: state.team,
  });
  const respondUrl = (channel: string) => `${base}/respond/${channel}`;
  const interactive = (type: string, user: string, more: Json): Json => ({
    type,
    team: { id: state.team, domain: "newsroom" },
    user: person(user),
    api_app_id: "A0TASTER",
    token: "unused",
    trigger_id: state.nextId("trigger."),
    ...more,
  });

  return {
    say(text: string, more: SayMore = {}): Promise<Sent> {
      const { channel = "C0DESK", user = "U0ANNA", thread } = more;
      const direct = state.channels.get(channel)?.kind === "im";
      const files = (more.files ?? []).map((id) => {
        const file = state.files.get(id);
        return {
          id,
          name: file?.name,
          mimetype: file?.type,
          size: file?.bytes.length,
          url_private: `${base}/files-pri/${id}`,
        };
      });
      const said: FakeMessage = {
        channel,
        ts: state.nextTs(),
        user,
        text: direct ? text : `<@${state.bot.user}> ${text}`,
        edits: 0,
        ...(thread && { threadTs: thread }),
      };
      state.messages.push(said);
      return hand(
        "events_api",
        envelope({
          type: direct ? "message" : "app_mention",
          ...(direct && { channel_type: "im" }),
          ...(files.length > 0 && { files, ...(direct && { subtype: "file_share" }) }),
          channel,
          user,
          text: said.text,
          ts: said.ts,
          event_ts: said.ts,
          client_msg_id: state.nextId("client-"),
          ...(thread && { thread_ts: thread }),
        }),
      );
    },

    slash(command: string, text: string, more: { channel?: string; user?: string } = {}): Promise<Sent> {
      const { channel = "C0DESK", user = "U0ANNA" } = more;
      return hand("slash_commands", {
        command,
        text,
        team_id: state.team,
        team_domain: "newsroom",
        channel_id: channel,
        channel_name: state.channels.get(channel)?.name || "directmessage",
        user_id: user,
        user_name: state.users.get(user)?.name ?? user,
        api_app_id: "A0TASTER",
        trigger_id: state.nextId("trigger."),
        response_url: respondUrl(channel),
      });
    },

    press(value: string, user = "U0ANNA"): Promise<Sent> {
      const holds = (one: { blocks?: readonly Json[] }) =>
        JSON.stringify(one.blocks ?? []).includes(JSON.stringify(value));
      const message = state.messages.findLast(holds);
      const ephemeral = state.ephemerals.findLast(holds);
      const shown = message ?? ephemeral;
      if (!shown) throw new Error(`no button ${value} is shown`);
      const elements = (shown.blocks ?? []).flatMap((block) =>
        Array.isArray(block.elements) ? (block.elements as Json[]) : [],
      );
      const button = elements.find((one) => one.value === value);
      const thread = shown.threadTs && { thread_ts: shown.threadTs };
      return hand(
        "interactive",
        interactive("block_actions", user, {
          container: {
            type: "message",
            message_ts: shown.ts,
            channel_id: shown.channel,
            is_ephemeral: !message,
            ...thread,
          },
          channel: { id: shown.channel },
          ...(message && { message: { ts: message.ts, text: message.text, user: message.user, ...thread } }),
          response_url: respondUrl(shown.channel),
          actions: [
            { type: "button", action_id: button?.action_id, block_id: "b", value, action_ts: state.nextTs() },
          ],
        }),
      );
    },

    react(ts: string, reaction: string, more: { channel?: string; user?: string } = {}): Promise<Sent> {
      const { channel = "C0DESK", user = "U0ANNA" } = more;
      const item = state.messages.find((one) => one.ts === ts && one.channel === channel);
      return hand(
        "events_api",
        envelope({
          type: "reaction_added",
          user,
          reaction,
          item: { type: "message", channel, ts },
          item_user: item?.user,
          event_ts: state.nextTs(),
        }),
      );
    },

    shortcut(message: FakeMessage, user = "U0ANNA"): Promise<Sent> {
      return hand(
        "interactive",
        interactive("message_action", user, {
          callback_id: "summarize",
          channel: { id: message.channel, name: state.channels.get(message.channel)?.name },
          message_ts: message.ts,
          message: {
            type: "message",
            ts: message.ts,
            user: message.user,
            text: message.text,
            ...(message.threadTs && { thread_ts: message.threadTs }),
          },
          response_url: respondUrl(message.channel),
          action_ts: state.nextTs(),
        }),
      );
    },

    submit(values: Readonly<Record<string, string>>, user = "U0ANNA"): Promise<Sent> {
      const open = state.views.at(-1);
      if (!open) throw new Error("no form is open");
      const filled = (open.view.blocks as Json[]).map((block) => {
        const { type } = block.element as Json;
        const value = values[String(block.block_id)] ?? null;
        const state_ =
          type === "static_select"
            ? { type, selected_option: value && { value } }
            : type === "timepicker"
              ? { type, selected_time: value }
              : { type, value };
        return [block.block_id, { value: state_ }];
      });
      return hand(
        "interactive",
        interactive("view_submission", user, {
          view: {
            id: open.id,
            type: "modal",
            callback_id: open.view.callback_id,
            private_metadata: open.view.private_metadata,
            state: { values: Object.fromEntries(filled) },
          },
          response_urls: [],
        }),
      );
    },
  };
}

/** The few fields that are read of what Slack sends. Everything Slack may leave out is optional here. */

export interface SlackFile {
  id?: string;
  name?: string | null;
  mimetype?: string;
  size?: number;
  url_private?: string;
  url_private_download?: string;
}

/** `app_mention` and `message` events. */
export interface SaidEvent {
  type: string;
  subtype?: string;
  channel: string;
  channel_type?: string;
  user?: string;
  bot_id?: string;
  text?: string;
  ts: string;
  thread_ts?: string;
  edited?: unknown;
  files?: readonly SlackFile[];
}

export interface ReactionEvent {
  user: string;
  reaction: string;
  item: { type: string; channel?: string; ts?: string };
  item_user?: string;
  event_ts: string;
}

export interface EventEnvelope {
  team_id?: string;
  event_id?: string;
}

export interface SlashCommand {
  command: string;
  text?: string;
  team_id: string;
  channel_id: string;
  channel_name?: string;
  user_id: string;
  user_name?: string;
  trigger_id: string;
  response_url?: string;
}

export interface Who {
  id: string;
  name?: string;
  username?: string;
}

export interface SlackMessage {
  ts?: string;
  thread_ts?: string;
  text?: string;
  user?: string;
  bot_id?: string;
  files?: readonly SlackFile[];
}

export interface ButtonPress {
  team?: { id: string } | null;
  user: Who & { team_id?: string };
  trigger_id: string;
  response_url?: string;
  channel?: { id: string; name?: string };
  message?: SlackMessage;
  container?: { message_ts?: string; channel_id?: string; thread_ts?: string; is_ephemeral?: boolean };
  actions: readonly { action_id: string; value?: string; action_ts?: string; type?: string }[];
}

export interface MessageShortcut {
  callback_id: string;
  team?: { id: string } | null;
  user: Who & { team_id?: string };
  trigger_id: string;
  response_url?: string;
  channel: { id: string; name?: string };
  message_ts: string;
  message: SlackMessage;
  action_ts?: string;
}

/** What a person put into one input of a form. */
export interface InputState {
  type?: string;
  value?: string | null;
  selected_option?: { value?: string } | null;
  selected_options?: readonly { value?: string }[] | null;
  selected_time?: string | null;
}

export interface FormSubmission {
  team?: { id: string } | null;
  user: Who & { team_id?: string };
  view: {
    id: string;
    callback_id: string;
    private_metadata: string;
    state: { values: Readonly<Record<string, Readonly<Record<string, InputState>>>> };
  };
}

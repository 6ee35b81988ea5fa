/** What we ask of Discord's REST interface, and nothing else of it. https://discord.com/developers/docs/reference */
import type { APIInteractionResponse, RESTPostAPIApplicationCommandsJSONBody } from "discord.js";
import type { Written } from "./readable.ts";
import type { Rendered } from "./render.ts";

/** What we use of discord.js' `REST`: it waits out rate limits and tries again where a server failed. The compiler holds the real one against it. */
export interface Rest {
  get(route: `/${string}`, options?: { query?: URLSearchParams; signal?: AbortSignal }): Promise<unknown>;
  post(route: `/${string}`, options?: Sending): Promise<unknown>;
  patch(route: `/${string}`, options?: Sending): Promise<unknown>;
  put(route: `/${string}`, options?: Sending): Promise<unknown>;
}

interface Sending {
  body?: unknown;
  files?: { name: string; data: Buffer; contentType?: string }[];
  /** False: the address holds a token of its own. */
  auth?: boolean;
}

/** A message as Discord gives it back; what we read of it. */
export interface Sent {
  id: string;
  channel_id: string;
  content: string;
  mentions?: Written["mentions"];
  timestamp: string;
  flags?: number;
  type: number;
  author: { id: string; username: string; global_name?: string | null; bot?: boolean };
  components?: readonly unknown[];
  embeds?: Written["embeds"];
  message_reference?: { message_id?: string };
  /** The message that it answers, where that one still stands. */
  referenced_message?: { id: string; author: { id: string } } | null;
  interaction_metadata?: { id: string };
  thread?: { id: string };
  webhook_id?: string;
}

export interface Extras {
  /** The message that this one answers. */
  answers?: string;
  /** At most 25 characters; the same one again, within some minutes, gives the first message. */
  nonce: string;
}

export type Api = ReturnType<typeof apiOver>;

const ephemeral = 1 << 6;

export function apiOver(rest: Rest) {
  /** Where nothing is attached, a multipart body would only cost. */
  const sending = ({ body, files }: Rendered, more: object = {}): Sending => ({
    body: { ...body, ...more },
    ...(files.length > 0 ? { files } : {}),
  });
  return {
    send: (channel: string, rendered: Rendered, { answers, nonce }: Extras) =>
      rest.post(
        `/channels/${channel}/messages`,
        sending(rendered, {
          nonce,
          enforce_nonce: true,
          ...(answers
            ? { message_reference: { message_id: answers, channel_id: channel, fail_if_not_exists: false } }
            : {}),
        }),
      ) as Promise<Sent>,
    edit: (channel: string, id: string, rendered: Rendered) =>
      rest.patch(`/channels/${channel}/messages/${id}`, sending(rendered)) as Promise<Sent>,
    /** Newest first; at most 100. */
    async list(channel: string, range: { before?: string; after?: string; limit: number }) {
      const query = new URLSearchParams({ limit: String(range.limit) });
      if (range.before) query.set("before", range.before);
      if (range.after) query.set("after", range.after);
      const found = (await rest.get(`/channels/${channel}/messages`, { query })) as Sent[];
      return found.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
    },
    one: (channel: string, id: string) => rest.get(`/channels/${channel}/messages/${id}`) as Promise<Sent>,
    typing: (channel: string) => rest.post(`/channels/${channel}/typing`),
    react: (channel: string, id: string, emoji: string) =>
      rest.put(`/channels/${channel}/messages/${id}/reactions/${encodeURIComponent(emoji)}/@me`),
    async openDirect(user: string): Promise<string> {
      const channel = (await rest.post("/users/@me/channels", { body: { recipient_id: user } })) as {
        id: string;
      };
      return channel.id;
    },
    answer: (id: string, token: string, body: APIInteractionResponse) =>
      rest.post(`/interactions/${id}/${token}/callback`, { body, auth: false }),
    defer: (id: string, token: string, alone: boolean) =>
      rest.post(`/interactions/${id}/${token}/callback`, {
        body: { type: 5, data: { flags: alone ? ephemeral : 0 } },
        auth: false,
      }),
    editOriginal: (application: string, token: string, rendered: Rendered) =>
      rest.patch(`/webhooks/${application}/${token}/messages/@original`, {
        ...sending(rendered),
        auth: false,
      }) as Promise<Sent>,
    followUp: (application: string, token: string, rendered: Rendered, alone: boolean) =>
      rest.post(`/webhooks/${application}/${token}`, {
        ...sending(rendered, { flags: rendered.body.flags | (alone ? ephemeral : 0) }),
        auth: false,
      }) as Promise<Sent>,
    async activeThreads(guild: string) {
      const found = (await rest.get(`/guilds/${guild}/threads/active`)) as {
        threads: { id: string; parent_id?: string | null; type: number }[];
      };
      return found.threads;
    },
    /** `flags`: https://discord.com/developers/docs/resources/application#application-object-application-flags */
    application: (signal?: AbortSignal) =>
      rest.get("/applications/@me", signal ? { signal } : {}) as Promise<{
        id: string;
        name: string;
        flags?: number;
      }>,
    me: () => rest.get("/users/@me") as Promise<{ id: string }>,
    setCommands: (
      application: string,
      guild: string | undefined,
      commands: RESTPostAPIApplicationCommandsJSONBody[],
    ) =>
      rest.put(
        guild
          ? `/applications/${application}/guilds/${guild}/commands`
          : `/applications/${application}/commands`,
        { body: commands },
      ) as Promise<{ name: string }[]>,
  };
}

/** Discord's own number for what is wrong (10062, 50007 …), or the HTTP status where it gave none. */
export function codeOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  if ("code" in error && typeof error.code === "number") return error.code;
  if ("status" in error && typeof error.status === "number") return error.status;
  return undefined;
}

/** https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
export const codes = {
  unknownChannel: 10003,
  unknownMember: 10007,
  unknownMessage: 10008,
  unknownWebhook: 10015,
  unknownInteraction: 10062,
  alreadyAcknowledged: 40060,
  missingAccess: 50001,
  noDirectMessages: 50007,
  missingPermissions: 50013,
  invalidWebhookToken: 50027,
} as const;

export const isCode = (error: unknown, ...wanted: readonly (keyof typeof codes)[]): boolean =>
  wanted.some((one) => codes[one] === codeOf(error));

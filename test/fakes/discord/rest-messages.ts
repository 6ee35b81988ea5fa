/** Messages: listed, sent once for each nonce, written over, reacted to. */
import { found, nothing, ok, type Request, type RestParts, type Route, refused } from "./rest-types.ts";
import { type Attachment, outward, type Stored, snowflake } from "./world.ts";

const unknownMessage = refused(404, 10008, "Unknown Message");

export function messageRoutes(parts: RestParts): Route[] {
  const { world, dispatch, nonces } = parts;
  return [
    [
      "GET",
      /^\/channels\/(\d+)\/messages$/,
      (request, channel = "") => ok(list(parts, channel, request.query)),
    ],
    [
      "GET",
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      (_, channel = "", id = "") =>
        found(
          world.messagesOf(channel).find((one) => one.id === id),
          10008,
          "Unknown Message",
          outward,
        ),
    ],
    [
      "POST",
      /^\/channels\/(\d+)\/messages$/,
      (request, channel = "") => {
        if (!world.channels.has(channel)) return refused(404, 10003, "Unknown Channel");
        const {
          nonce,
          enforce_nonce,
          message_reference: reference,
        } = request.body as {
          nonce?: string;
          enforce_nonce?: boolean;
          message_reference?: { message_id: string; fail_if_not_exists?: boolean };
        };
        const first = nonce && enforce_nonce ? nonces.get(`${channel}:${nonce}`) : undefined;
        if (first) return ok(outward(first));
        const about = world.messagesOf(channel).find((one) => one.id === reference?.message_id);
        if (reference && !about && reference.fail_if_not_exists !== false)
          return refused(400, 50035, "Invalid Form Body");
        const made = world.message(channel, world.bot, "", {
          ...(about
            ? {
                type: 19,
                message_reference: { message_id: about.id, channel_id: channel },
                referenced_message: about,
              }
            : {}),
        });
        write(parts, made, request);
        if (nonce) nonces.set(`${channel}:${nonce}`, made);
        dispatch("MESSAGE_CREATE", { ...outward(made), guild_id: world.channels.get(channel)?.guild_id });
        return ok({ ...outward(made), nonce });
      },
    ],
    [
      "PATCH",
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      (request, channel = "", id = "") => {
        const message = world.messagesOf(channel).find((one) => one.id === id);
        if (!message) return unknownMessage;
        if (message.author.id !== world.bot.id)
          return refused(403, 50005, "Cannot edit a message authored by another user");
        edit(parts, message, request);
        return ok(outward(message));
      },
    ],
    [
      "PUT",
      /^\/channels\/(\d+)\/messages\/(\d+)\/reactions\/([^/]+)\/@me$/,
      (_, channel = "", id = "", emoji = "") => {
        const message = world.messagesOf(channel).find((one) => one.id === id);
        if (!message) return unknownMessage;
        if (!message.hidden.reactions.includes(emoji)) message.hidden.reactions.push(emoji);
        return nothing;
      },
    ],
  ];
}

/** Newest first, as Discord gives them; what only one person sees is in no history. */
function list({ world, messageContent }: RestParts, channel: string, query: URLSearchParams) {
  const before = BigInt(query.get("before") ?? "9223372036854775807");
  const after = query.has("after") ? BigInt(query.get("after") ?? "0") : undefined;
  const limit = Number(query.get("limit") ?? 50);
  const seen = world
    .messagesOf(channel)
    .filter((one) => (one.flags & 64) === 0)
    .filter((one) => BigInt(one.id) < before && (after === undefined || BigInt(one.id) > after))
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  const page = after === undefined ? seen.slice(-limit) : seen.slice(0, limit);
  const direct = world.channels.get(channel)?.type === 1;
  return page.reverse().map((one) => {
    const readable =
      messageContent ||
      direct ||
      one.author.id === world.bot.id ||
      one.mentions.some((user) => user.id === world.bot.id);
    return outward(readable ? one : { ...one, content: "", attachments: [], components: [] });
  });
}

export function write(parts: RestParts, message: Stored, { body, files }: Request): void {
  // Discord trims what it stores.
  if (typeof body.content === "string") message.content = body.content.trim();
  if (Array.isArray(body.components)) message.components = body.components as Stored["components"];
  if (typeof body.flags === "number") message.flags = body.flags;
  const described = (body.attachments ?? []) as { id: string; filename?: string; description?: string }[];
  if (files.length > 0 || body.attachments)
    message.attachments = described.map((one, at) => kept(parts, one, files[at]));
}

function kept(
  { fileUrl, keepFile }: RestParts,
  one: { filename?: string; description?: string },
  file: Request["files"][number] | undefined,
): Attachment {
  const id = snowflake();
  const name = `${id}-${one.filename ?? file?.name ?? "file"}`;
  if (file) keepFile(name, file.bytes);
  return {
    id,
    filename: one.filename ?? file?.name ?? "file",
    content_type: file?.type ?? "application/octet-stream",
    size: file?.bytes.byteLength ?? 0,
    url: fileUrl(name),
    proxy_url: fileUrl(name),
    ...(one.description ? { description: one.description } : {}),
  };
}

export function edit(parts: RestParts, message: Stored, request: Request): void {
  const alone = message.flags & 64;
  write(parts, message, request);
  // Only the suppression of embeds can be edited; loading ends with the first edit.
  message.flags = (message.flags & ~(64 | 128)) | alone;
  message.edited_timestamp = new Date().toISOString();
  message.hidden.edits.push({ at: Date.now(), content: message.content });
}

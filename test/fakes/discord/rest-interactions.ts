/** Answers to interactions: within three seconds, once, then by the token while it holds. */
import { edit, write } from "./rest-messages.ts";
import { type Handler, nothing, ok, type RestParts, type Route, refused } from "./rest-types.ts";
import { type Interaction, outward } from "./world.ts";

export function interactionRoutes(parts: RestParts): Route[] {
  const { world, interactions, dispatch } = parts;
  const unknown = refused(404, 10062, "Unknown interaction");
  const lost = refused(401, 50027, "Invalid Webhook Token");

  const metadata = (one: Interaction) => {
    const user = Object.values(world.people).find((each) => each.id === one.user);
    return { id: one.id, type: 2, ...(user ? { user } : {}), authorizing_integration_owners: {} };
  };

  const callback: Handler = ({ body }, id = "", token = "") => {
    const one = interactions.get(token);
    if (one?.id !== id) return unknown;
    if (one.answered !== undefined) return refused(400, 40060, "Interaction has already been acknowledged.");
    // Three seconds: https://discord.com/developers/docs/interactions/receiving-and-responding
    if (one.expired || Date.now() - one.created > 3000) return unknown;
    const { type, data = {} } = body as { type: number; data?: Record<string, unknown> };
    one.answered = type;
    if (type === 8) one.choices = data.choices as Interaction["choices"] & object;
    if (type === 9) one.form = data as unknown as NonNullable<Interaction["form"]>;
    if (type === 4 || type === 5) {
      one.alone = (Number(data.flags ?? 0) & 64) !== 0;
      one.original = world.message(one.channel, world.bot, String(data.content ?? ""), {
        type: 20,
        flags: (one.alone ? 64 : 0) | (type === 5 ? 128 : 0),
        interaction_metadata: metadata(one),
      });
      if (one.alone) one.original.hidden.only = one.user;
    }
    return nothing;
  };

  const follow: Handler = (request, _application, token = "") => {
    const one = interactions.get(token);
    if (!one || one.expired) return lost;
    if (one.answered === undefined) return refused(404, 10015, "Unknown Webhook");
    const made = world.message(one.channel, world.bot, "", {
      interaction_metadata: metadata(one),
      ...(one.original
        ? {
            message_reference: { message_id: one.original.id, channel_id: one.channel },
            referenced_message: one.original,
          }
        : {}),
    });
    write(parts, made, request);
    if (made.flags & 64) made.hidden.only = one.user;
    else dispatch("MESSAGE_CREATE", { ...outward(made), guild_id: world.guildId });
    return ok(outward(made));
  };

  const original: Handler = (request, _application, token = "") => {
    const one = interactions.get(token);
    if (!one || one.expired) return lost;
    if (!one.original) return refused(404, 10015, "Unknown Webhook");
    if (request.method === "PATCH") edit(parts, one.original, request);
    return ok(outward(one.original));
  };

  return [
    ["POST", /^\/interactions\/(\d+)\/([^/]+)\/callback$/, callback, true],
    ["POST", /^\/webhooks\/(\d+)\/([^/]+)$/, follow, true],
    ["PATCH", /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/, original, true],
    ["GET", /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/, original, true],
  ];
}

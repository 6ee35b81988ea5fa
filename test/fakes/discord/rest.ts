/** Discord's REST interface, as much of it as a bot like ours meets. https://discord.com/developers/docs/reference */
import { memberOut, threadOut } from "./gateway.ts";
import { interactionRoutes } from "./rest-interactions.ts";
import { messageRoutes } from "./rest-messages.ts";
import {
  type Answer,
  found,
  type Handler,
  nothing,
  ok,
  type Request,
  type RestParts,
  type Route,
  refused,
} from "./rest-types.ts";
import { type Channel, snowflake } from "./world.ts";

/** Finds the handler and lets it answer. */
export function restOver(parts: RestParts): (request: Request) => Answer {
  const routes = [...plainRoutes(parts), ...messageRoutes(parts), ...interactionRoutes(parts)];
  return (request) => {
    for (const [method, path, handler, open] of routes) {
      const found = method === request.method ? path.exec(request.path) : null;
      if (!found) continue;
      if (!open && !request.authorized) return refused(401, 0, "401: Unauthorized");
      return handler(request, ...found.slice(1).map(decodeURIComponent));
    }
    return refused(404, 0, "404: Not Found");
  };
}

function plainRoutes({
  world,
  applicationId,
  gatewayUrl,
  messageContent,
  commands,
  typing,
}: RestParts): Route[] {
  const set =
    (guild?: string): Handler =>
    (request) => {
      commands.current = request.body as unknown as readonly Record<string, unknown>[];
      if (guild) commands.guild = guild;
      return ok(commands.current.map((one) => ({ ...one, id: snowflake(), application_id: applicationId })));
    };
  return [
    [
      "GET",
      /^\/gateway\/bot$/,
      () =>
        ok({
          url: gatewayUrl(),
          shards: 1,
          session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 },
        }),
    ],
    ["GET", /^\/users\/@me$/, () => ok(world.bot)],
    [
      "GET",
      /^\/applications\/@me$/,
      () => ok({ id: applicationId, name: "Copytaster", flags: messageContent ? 1 << 19 : 0 }),
    ],
    ["PUT", /^\/applications\/\d+\/commands$/, set()],
    ["PUT", /^\/applications\/\d+\/guilds\/(\d+)\/commands$/, (request, guild) => set(guild)(request)],
    [
      "GET",
      /^\/channels\/(\d+)$/,
      (_, id = "") => found(world.channels.get(id), 10003, "Unknown Channel", channelOut),
    ],
    [
      "POST",
      /^\/channels\/(\d+)\/typing$/,
      (_, channel = "") => {
        typing.push({ channel, at: Date.now() });
        return nothing;
      },
    ],
    [
      "GET",
      /^\/guilds\/\d+\/members\/(\d+)$/,
      (_, id = "") => found(world.members.get(id), 10007, "Unknown Member", memberOut),
    ],
    [
      "GET",
      /^\/channels\/(\d+)\/thread-members\/(\d+)$/,
      (_, id = "", user = "") =>
        world.channels.get(id)?.members?.includes(user)
          ? ok({ id, user_id: user, join_timestamp: "2026-01-01T00:00:00+00:00", flags: 0 })
          : refused(404, 10007, "Unknown Member"),
    ],
    [
      "GET",
      /^\/guilds\/\d+\/threads\/active$/,
      () => {
        const threads = [...world.channels.values()].filter((one) => one.type === 11 || one.type === 12);
        return ok({ threads: threads.map(threadOut), members: [] });
      },
    ],
    [
      "POST",
      /^\/users\/@me\/channels$/,
      ({ body }) => {
        const person = Object.values(world.people).find((one) => one.id === body.recipient_id);
        return person ? ok(world.direct(person)) : refused(400, 50033, "Invalid Recipient(s)");
      },
    ],
  ];
}

function channelOut(channel: Channel) {
  return channel.type === 11 || channel.type === 12 ? threadOut(channel) : channel;
}

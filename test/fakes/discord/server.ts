/**
 * A Discord to test against: REST and gateway on one loopback port, enough for the real discord.js. Every body that the bot sends
 * is checked; `close` throws what was wrong with them. People act through `say`, `slash`, `press`, `react`, `contextMenu`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Acting, actingOn } from "./acting.ts";
import { problemsOf } from "./check.ts";
import { type Gateway, openGateway } from "./gateway.ts";
import { restOver } from "./rest.ts";
import type { Answer, Request, RestParts } from "./rest-types.ts";
import { type Interaction, makeWorld, type Stored, snowflake, type World } from "./world.ts";

/** The next requests like this are refused. */
export interface Failing {
  method?: string;
  path: RegExp;
  status: number;
  /** Discord's number for it: 10062, 50007 … */
  code?: number;
  message?: string;
  /** Seconds, for 429. */
  retryAfter?: number;
  /** 1 when unset. */
  times?: number;
  /** So many pass before. */
  after?: number;
}

export interface DiscordStandIn extends Acting {
  /** What to put into the environment. */
  settings: {
    DISCORD_TOKEN: string;
    DISCORD_APPLICATION_ID: string;
    DISCORD_GUILD_ID: string;
    DISCORD_API_URL: string;
    DISCORD_MESSAGE_CONTENT: "yes" | "no";
  };
  world: World;
  gateway: Gateway;
  /** Everything that stands in a channel, also what only one person sees; oldest first. */
  messages(channel?: string): readonly Stored[];
  /** … of the bot, finished: no "thinking…", no status that will be written over. */
  fromBot(channel?: string): readonly Stored[];
  /** The registered commands. */
  commands(): readonly Record<string, unknown>[];
  /** Every request, in order. */
  requests: readonly { method: string; path: string; at: number; body: Record<string, unknown> }[];
  /** What was wrong with the bot's bodies. */
  problems: readonly string[];
  typing: readonly { channel: string; at: number }[];
  fail(failing: Failing): void;
  forgetFailures(): void;
  /** Discord remembers nonces for some minutes only. */
  forgetNonces(): void;
  /** @throws Error with everything that was wrong with the bot's bodies. */
  close(): Promise<void>;
}

export async function startDiscord(given: { messageContent?: boolean } = {}): Promise<DiscordStandIn> {
  const { messageContent = true } = given;
  const world = makeWorld();
  const token = `MTA.${"x".repeat(6)}.stand-in-${snowflake()}`;
  const applicationId = world.bot.id;
  const requests: { method: string; path: string; at: number; body: Record<string, unknown> }[] = [];
  const problems: string[] = [];
  const failing: (Failing & { left: number; pass: number })[] = [];
  const files = new Map<string, Uint8Array>();
  const interactions = new Map<string, Interaction>();
  const typing: { channel: string; at: number }[] = [];
  const commands: RestParts["commands"] = { current: [] };
  const nonces = new Map<string, Stored>();

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      problems.push(`the stand-in failed: ${String(error)}`);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const gatewayUrl = () => `ws://127.0.0.1:${port}/gateway`;
  const gateway = openGateway(server, world, { token, applicationId, messageContent, url: gatewayUrl });
  const parts: RestParts = {
    world,
    applicationId,
    messageContent,
    gatewayUrl,
    fileUrl: (name) => `${origin}/attachments/${encodeURIComponent(name)}`,
    keepFile: (name, bytes) => files.set(name, bytes),
    interactions,
    dispatch: gateway.dispatch,
    nonces,
    commands,
    typing,
  };
  const rest = restOver(parts);

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", origin);
    if (url.pathname.startsWith("/attachments/")) {
      const file = files.get(decodeURIComponent(url.pathname.slice("/attachments/".length)));
      response.writeHead(file ? 200 : 404).end(file);
      return;
    }
    const path = url.pathname.replace(/^\/api\/v10/, "");
    const { body, attached } = await read(incoming);
    const method = incoming.method ?? "GET";
    requests.push({ method, path, at: Date.now(), body });
    const bad = method === "GET" ? [] : problemsOf(method, path, body);
    problems.push(...bad);
    const authorized = incoming.headers.authorization === `Bot ${token}`;
    const request: Request = { method, path, query: url.searchParams, body, files: attached, authorized };
    send(response, injected(method, path) ?? (bad.length > 0 ? invalid(bad) : rest(request)));
  }

  function injected(method: string, path: string): (Answer & { retryAfter?: number }) | undefined {
    const one = failing.find(
      (each) => each.left > 0 && (each.method ?? method) === method && each.path.test(path),
    );
    if (!one) return undefined;
    if (one.pass-- > 0) return undefined;
    one.left--;
    const { retryAfter } = one;
    return {
      status: one.status,
      body: {
        code: one.code ?? 0,
        message: one.message ?? "refused by the test",
        ...(retryAfter === undefined ? {} : { retry_after: retryAfter, global: false }),
      },
      ...(retryAfter === undefined ? {} : { retryAfter }),
    };
  }

  const acting = actingOn(parts, gateway);
  return {
    ...acting,
    settings: {
      DISCORD_TOKEN: token,
      DISCORD_APPLICATION_ID: applicationId,
      DISCORD_GUILD_ID: world.guildId,
      DISCORD_API_URL: `${origin}/api`,
      DISCORD_MESSAGE_CONTENT: messageContent ? "yes" : "no",
    },
    world,
    gateway,
    messages: (channel = world.general) => world.messagesOf(channel),
    fromBot: (channel = world.general) =>
      world
        .messagesOf(channel)
        .filter(
          (one) => one.author.id === world.bot.id && (one.flags & 128) === 0 && !one.content.startsWith("⏳"),
        ),
    commands: () => commands.current,
    requests,
    problems,
    typing,
    fail: (one) => failing.push({ ...one, left: one.times ?? 1, pass: one.after ?? 0 }),
    forgetFailures: () => {
      failing.length = 0;
    },
    forgetNonces: () => nonces.clear(),
    async close() {
      await gateway.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      if (problems.length > 0) throw new Error(`Discord would have refused:\n${problems.join("\n")}`);
    },
  };
}

const invalid = (bad: readonly string[]): Answer => ({
  status: 400,
  body: { code: 50035, message: "Invalid Form Body", errors: { _errors: bad } },
});

function send(response: ServerResponse, answer: Answer & { retryAfter?: number }): void {
  const headers: Record<string, string> =
    answer.body === undefined ? {} : { "content-type": "application/json" };
  if (answer.retryAfter !== undefined) {
    headers["retry-after"] = String(answer.retryAfter);
    headers["x-ratelimit-scope"] = "user";
    headers["x-ratelimit-remaining"] = "0";
    headers["x-ratelimit-limit"] = "5";
    headers["x-ratelimit-reset-after"] = String(answer.retryAfter);
  }
  response
    .writeHead(answer.status, headers)
    .end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
}

async function read(incoming: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const type = incoming.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/"))
    return {
      body: (bytes.length > 0 ? JSON.parse(String(bytes)) : {}) as Record<string, unknown>,
      attached: [],
    };
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
  const attached: { name: string; type: string; bytes: Uint8Array }[] = [];
  for (const value of form.values())
    if (typeof value !== "string")
      attached.push({ name: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
  return { body: JSON.parse(String(form.get("payload_json") ?? "{}")) as Record<string, unknown>, attached };
}

/**
 * A small Slack on loopback: its Web API over HTTP, Socket Mode, and signed HTTP events, so that the real SDK runs against it.
 *
 *     const slack = await startSlack();
 *     const adapter = await slackPlugin.create({ ...defaults, ...slack.settings }, parts);
 *     await adapter.start(host);
 *     const sent = await slack.say("what is new?");   // anna mentions the bot in #desk
 *     await sent.acked;                               // { ms, answer }
 *     slack.messages("C0DESK");
 *     await slack.close();
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { checkSlackBody } from "./check.ts";
import { httpSide, type Line, type Sent, socketSide } from "./line.ts";
import { callMethod, readArgs } from "./methods.ts";
import { type FakeEphemeral, type FakeMessage, type Json, newState, type State } from "./state.ts";
import { type SayMore, wayIn } from "./ways.ts";

export type { Sent } from "./line.ts";
export type { FakeMessage, Json } from "./state.ts";

/** What goes wrong with the next call of a method. */
export type Failure =
  | { error: string; more?: Json }
  | { retryAfter: number }
  /** The line breaks: after Slack has done it, or before. */
  | { broken: "after" | "before" }
  | { status: number }
  /** This one goes well; for the ones behind it. */
  | { fine: true };

export interface SlackStandIn {
  /** For SLACK_API_URL. */
  apiUrl: string;
  /** The environment that points a bot here. */
  settings: { SLACK_BOT_TOKEN: string; SLACK_APP_TOKEN: string; SLACK_API_URL: string };
  /** Everything it holds, to look at or to change. */
  state: State;
  /** A person says this: mentions the bot in a channel, or writes to it directly. */
  say(text: string, more?: SayMore): Promise<Sent>;
  slash(command: string, text: string, more?: { channel?: string; user?: string }): Promise<Sent>;
  /** Presses the button with this value, wherever it stands. */
  press(value: string, user?: string): Promise<Sent>;
  react(ts: string, reaction: string, more?: { channel?: string; user?: string }): Promise<Sent>;
  /** The message shortcut. */
  shortcut(message: FakeMessage, user?: string): Promise<Sent>;
  /** Fills in the newest form, by block, and sends it. */
  submit(values: Readonly<Record<string, string>>, user?: string): Promise<Sent>;
  /** Hands the same thing over once more, as Slack does when it thinks that nobody listened. */
  redeliver(sent: Sent): Promise<Sent>;
  /** In order of time, threads among them. */
  messages(channel: string): readonly FakeMessage[];
  /** The bot's own messages that are more than a status. */
  replies(channel: string): readonly FakeMessage[];
  ephemerals(channel: string): readonly FakeEphemeral[];
  failNext(method: string, failure: Failure): void;
  /** From here on each call waits so long (ms) on its way in, and again on its way out. */
  lag(ms: () => number): void;
  /** Resolves when the bot is connected by Socket Mode for the nth time. */
  connected(times?: number): Promise<void>;
  /** How often it has connected. */
  connections(): number;
  drop(how: "refresh" | "cut"): void;
  /** Where signed requests go, once `useHttp` was told. */
  lineUrl(): string | undefined;
  /** From here on things are handed over by signed HTTP requests. */
  useHttp(url: string, signingSecret: string): void;
  close(): Promise<void>;
}

export async function startSlack(): Promise<SlackStandIn> {
  const state = newState();
  const failures = new Map<string, Failure[]>();
  const sockets = socketSide();
  let line: Line = sockets;
  let lineUrl: string | undefined;
  let base = "";
  let lag: (() => number) | undefined;
  const onTheWay = () => (lag ? pause(lag()) : undefined);

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      state.problems.push(`the stand-in failed: ${String(error)}`);
      response.destroy();
    });
  });
  server.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", base);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const [, area, rest = ""] = pathname.split("/");
    if (area === "api") {
      await onTheWay();
      return answerCall(rest, body, request, response);
    }
    if (area === "respond") return answerRespond(rest, body, response);
    if (area === "upload") {
      const file = state.files.get(rest);
      if (file) file.bytes = await uploaded(body, request.headers["content-type"]);
      response.end("OK");
      return;
    }
    const file = area === "files-pri" ? state.files.get(rest) : undefined;
    if (!file) response.writeHead(404).end();
    else if (request.headers.authorization !== `Bearer ${state.bot.token}`)
      response.writeHead(200, { "content-type": "text/html" }).end("<title>Sign in</title>");
    else response.writeHead(200, { "content-type": file.type }).end(file.bytes);
  }

  async function answerCall(
    method: string,
    body: Buffer,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const failure = failures.get(method)?.shift();
    if (failure && "retryAfter" in failure) {
      response.writeHead(429, { "retry-after": String(failure.retryAfter) }).end();
      return;
    }
    if (failure && "status" in failure) {
      response.writeHead(failure.status).end();
      return;
    }
    if (failure && "broken" in failure && failure.broken === "before") {
      response.destroy();
      return;
    }
    const token = (request.headers.authorization ?? "").replace("Bearer ", "");
    const done = () =>
      method === "apps.connections.open"
        ? opened(token)
        : callMethod(state, method, readArgs(new URLSearchParams(body.toString())), token, base);
    const result =
      failure && "error" in failure ? { ok: false, error: failure.error, ...failure.more } : done();
    await onTheWay();
    if (failure && "broken" in failure) response.destroy();
    else
      response
        .writeHead(200, {
          "content-type": "application/json",
          ...(state.scopes && { "x-oauth-scopes": state.scopes.join(",") }),
        })
        .end(JSON.stringify(result));
  }

  function opened(token: string): Json {
    state.calls.push({ method: "apps.connections.open", args: {}, at: performance.now() });
    if (state.revoked || token !== state.bot.appToken) return { ok: false, error: "invalid_auth" };
    return { ok: true, url: `${base.replace("http", "ws")}/link?ticket=stand-in` };
  }

  function answerRespond(channel: string, body: Buffer, response: ServerResponse): void {
    const given = JSON.parse(body.toString()) as Json;
    state.problems.push(...checkSlackBody("response_url", given));
    const common = {
      channel,
      ts: state.nextTs(),
      text: String(given.text),
      ...(given.blocks !== undefined && { blocks: given.blocks as Json[] }),
    };
    if (given.response_type === "ephemeral") state.ephemerals.push(common);
    else state.messages.push({ ...common, user: state.bot.user, botId: state.bot.bot, edits: 0 });
    response.end("ok");
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const hand = (kind: Sent["kind"], payload: Json) => line.hand(kind, payload, 0);
  const byTime = (a: { ts: string }, b: { ts: string }) => Number(a.ts) - Number(b.ts);
  const messages = (channel: string) => state.messages.filter((one) => one.channel === channel).sort(byTime);
  return {
    apiUrl: `${base}/api/`,
    settings: {
      SLACK_BOT_TOKEN: state.bot.token,
      SLACK_APP_TOKEN: state.bot.appToken,
      SLACK_API_URL: `${base}/api/`,
    },
    state,
    ...wayIn(state, base, hand),
    redeliver: (sent) => line.hand(sent.kind, sent.payload, 1),
    messages,
    replies: (channel) =>
      messages(channel).filter(
        (one) => one.user === state.bot.user && one.metadata?.event_type !== "copytaster_progress",
      ),
    ephemerals: (channel) => state.ephemerals.filter((one) => one.channel === channel),
    failNext(method, failure) {
      failures.set(method, [...(failures.get(method) ?? []), failure]);
    },
    lag(ms) {
      lag = ms;
    },
    connected: (times) => sockets.connected(times),
    connections: () => sockets.connections(),
    drop: (how) => sockets.drop(how),
    lineUrl: () => lineUrl,
    useHttp(url, signingSecret) {
      lineUrl = url;
      line = httpSide(url, signingSecret);
    },
    async close() {
      await sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Slack takes a file as it is, and as the one part of a form. */
async function uploaded(body: Buffer, type = ""): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(body);
  if (!type.startsWith("multipart/form-data")) return bytes;
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData();
  const [part] = [...form.values()];
  return part instanceof File ? new Uint8Array(await part.arrayBuffer()) : new TextEncoder().encode(part);
}

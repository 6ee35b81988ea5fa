/** The page as a platform of the house: its server, its conversation, its stop. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { messageOf, UserError } from "../../src/errors.ts";
import type { Adapter, AdapterParts, Host, Said } from "../../src/types.ts";
import { createAccess } from "./access.ts";
import { readAssets } from "./assets.ts";
import type { EventStreams } from "./events.ts";
import { createKeys, keptToken } from "./keys.ts";
import { createLive } from "./live.ts";
import { talk as place } from "./messages.ts";
import { createWebApp } from "./routes.ts";
import { createSessions } from "./session.ts";
import { channelOf, createTalk } from "./talk.ts";
import { createTries } from "./tries.ts";
import { createUploads } from "./uploads.ts";

export interface WebSettings {
  PORT: number;
  HOST: string;
  WEB_TOKEN: string | undefined;
  WEB_ORIGIN: string | undefined;
  API_PER_MINUTE: number;
}

export interface WebAdapter extends Adapter {
  /** Where people open the page, once it was started: "http://127.0.0.1:3000", or WEB_ORIGIN. */
  address(): string | undefined;
  /** Where it listens. */
  bound(): string | undefined;
}

/** Another process may post (a scheduled digest): looked for so often while somebody watches. */
const pollEveryMs = 2_500;
/** How far back a poll looks: clocks of processes differ. */
const pollBackMs = 60_000;
const pruneEveryMs = 3_600_000;
/** Connections that do not end by themselves are cut so long after the last answer. */
const graceMs = 3_000;

export function createWebAdapter(settings: WebSettings, parts: AdapterParts): WebAdapter {
  const { conversation, log, now, dataDir } = parts;
  const live = createLive();
  const uploads = createUploads(dataDir, now);
  let host: Host | undefined;
  let server: Server | undefined;
  let events: EventStreams | undefined;
  let stopping: Promise<void> | undefined;
  const timers: NodeJS.Timeout[] = [];
  const talk = createTalk({
    conversation,
    live,
    now,
    host() {
      if (!host) throw new Error("the page was not started");
      return host;
    },
  });

  async function poll(): Promise<void> {
    if (!live.watched()) return;
    const entries = await conversation.list(place, { since: now() - pollBackMs, limit: 100 });
    for (const entry of entries) live.entry(entry);
  }
  const every = (ms: number, what: string, work: () => Promise<void>) => {
    const run = () => work().catch((error: unknown) => log.warn({ error: messageOf(error) }, what));
    timers.push(setInterval(run, ms).unref());
  };

  const bound = () => {
    const socket = server?.address() as AddressInfo | null | undefined;
    if (!socket) return undefined;
    return `http://${socket.family === "IPv6" ? `[${socket.address}]` : socket.address}:${socket.port}`;
  };
  const address = () => (settings.WEB_ORIGIN && bound() ? new URL(settings.WEB_ORIGIN).origin : bound());

  async function start(own: Host): Promise<void> {
    host = own;
    const token = settings.WEB_TOKEN ?? (await keptToken(dataDir));
    const keys = createKeys(token);
    const access = createAccess(settings.HOST, settings.WEB_ORIGIN);
    const assets = await readAssets();
    const made = createWebApp({
      ...{
        host: own,
        keys,
        tries: createTries(now),
        access,
        conversation,
        talk,
        live,
        uploads,
        assets,
        log,
        now,
      },
      sessions: createSessions(keys, access.mode, access.secure, now),
      version: assets.version,
      perMinute: settings.API_PER_MINUTE,
      stopping: () => stopping !== undefined,
    });
    events = made.events;
    server = createAdaptorServer({ fetch: made.app.fetch }) as Server;
    await listen(server, settings);
    await uploads.prune();
    every(pollEveryMs, "the conversation could not be looked at", poll);
    every(pruneEveryMs, "old uploads could not be taken away", uploads.prune);
    parts.announce(`ready ${address()}`);
    if (!settings.WEB_TOKEN) parts.announce(`token ${token}`);
    if (access.mode === "signed" && !access.secure)
      log.warn(
        {},
        "the page is open to other machines without TLS: put a proxy with TLS before it and set WEB_ORIGIN to its https:// address",
      );
  }

  async function end(): Promise<void> {
    for (const timer of timers) clearInterval(timer);
    await talk.idle();
    events?.close();
    if (server) await close(server);
  }

  return {
    platform: "web",
    address,
    bound,
    start,
    post: talk.post,
    resume: talk.resume,
    async *history(asked, range, asker) {
      if (asker.platform !== "web" || asker.workspace !== place.workspace) throw notMember();
      for (const { id, at, said, reply } of await conversation.list(channelOf(asked), range)) {
        if (said) yield said;
        else if (reply) yield { id, at, author: bot, text: reply.markdown, bot: true } satisfies Said;
      }
    },
    open: uploads.open,
    stop: () => (stopping ??= end()),
  };
}

const bot = { id: "copytaster", name: "Copytaster" };

/** @throws UserError for a port that is taken or not allowed. */
function listen(server: Server, { PORT, HOST }: WebSettings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(portProblem(error, PORT, HOST)));
    server.listen(PORT, HOST, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

export function portProblem(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const mend = {
    en: "Set PORT to another one (0 takes any that is free), or stop what uses it",
    zh: "请把 PORT 设为其他端口（0 表示任选空闲端口），或停掉占用它的程序",
  };
  if (error.code === "EADDRINUSE")
    return new UserError({ en: `Port ${port} is in use`, zh: `端口 ${port} 已被占用` }, mend, {
      cause: error,
    });
  if (error.code === "EACCES")
    return new UserError({ en: `Port ${port} may not be used`, zh: `无权使用端口 ${port}` }, mend, {
      cause: error,
    });
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND")
    return new UserError(
      { en: `HOST ${host} is no address of this machine`, zh: `HOST ${host} 不是本机的地址` },
      {
        en: "Set HOST to 127.0.0.1, or to 0.0.0.0 for all addresses",
        zh: "请把 HOST 设为 127.0.0.1；0.0.0.0 表示全部地址",
      },
      { cause: error },
    );
  return error;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(idle);
  clearTimeout(cut);
}

function notMember(): UserError {
  return new UserError(
    { en: "Only the page’s owner may have its conversation read", zh: "只有页面的主人可以读取这里的对话" },
    { en: "Ask on the page itself", zh: "请在页面上提问" },
  );
}

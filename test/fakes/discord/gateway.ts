/** Discord's gateway over a real WebSocket: hello, identify, heartbeats, resume, dispatch. https://discord.com/developers/docs/events/gateway */
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { World } from "./world.ts";

export interface Gateway {
  /** To every connection; kept for those that resume. */
  dispatch(type: string, data: unknown): void;
  /** Connections that are ready. */
  readonly ready: number;
  /** Times that somebody identified, and resumed. */
  readonly identified: number;
  readonly resumed: number;
  /** Ends every connection with this close code. */
  disconnect(code: number): void;
  close(): Promise<void>;
}

const messageContent = 1 << 15;

export function openGateway(
  server: Server,
  world: World,
  given: { token: string; applicationId: string; messageContent: boolean; url: () => string },
): Gateway {
  const sockets = new WebSocketServer({ server, path: "/gateway" });
  const sent: { t: string; d: unknown; s: number }[] = [];
  const state = { ready: new Set<WebSocket>(), identified: 0, resumed: 0 };
  let seq = 0;

  const send = (socket: WebSocket, payload: unknown) => socket.send(JSON.stringify(payload));

  function guild() {
    return {
      id: world.guildId,
      name: "The Newsroom",
      owner_id: "1",
      unavailable: false,
      preferred_locale: "en-US",
      member_count: world.members.size,
      large: false,
      joined_at: new Date().toISOString(),
      roles: world.roles,
      members: [...world.members.values()].filter(({ user }) => user.id === world.bot.id).map(memberOut),
      channels: [...world.channels.values()].filter((one) => one.guild_id && one.type === 0),
      threads: [...world.channels.values()].filter((one) => one.type === 11).map(threadOut),
      emojis: [],
      stickers: [],
      features: [],
      voice_states: [],
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
  }

  function identify(socket: WebSocket, data: { token: string; intents: number }): void {
    if (data.token !== given.token) {
      socket.close(4004, "Authentication failed");
      return;
    }
    if ((data.intents & messageContent) !== 0 && !given.messageContent) {
      socket.close(4014, "Disallowed intents");
      return;
    }
    state.identified++;
    const own = (t: string, d: unknown) => {
      seq++;
      sent.push({ t: "", d: undefined, s: seq });
      send(socket, { op: 0, t, s: seq, d });
    };
    own("READY", {
      v: 10,
      user: { ...world.bot, verified: true, mfa_enabled: true },
      session_id: "session",
      resume_gateway_url: given.url(),
      guilds: [{ id: world.guildId, unavailable: true }],
      application: { id: given.applicationId, flags: 0 },
      shard: [0, 1],
    });
    own("GUILD_CREATE", guild());
    state.ready.add(socket);
  }

  function resume(socket: WebSocket, data: { token: string; seq: number }): void {
    if (data.token !== given.token) {
      socket.close(4004, "Authentication failed");
      return;
    }
    state.resumed++;
    for (const event of sent) if (event.s > data.seq && event.t) send(socket, { op: 0, ...event });
    send(socket, { op: 0, t: "RESUMED", s: seq, d: {} });
    state.ready.add(socket);
  }

  sockets.on("connection", (socket) => {
    send(socket, { op: 10, d: { heartbeat_interval: 41_250 } });
    socket.on("close", () => state.ready.delete(socket));
    socket.on("message", (bytes) => {
      const { op, d } = JSON.parse(String(bytes)) as { op: number; d: never };
      if (op === 1) send(socket, { op: 11 });
      if (op === 2) identify(socket, d);
      if (op === 6) resume(socket, d);
    });
  });

  return {
    dispatch(t, d) {
      seq++;
      sent.push({ t, d, s: seq });
      for (const socket of state.ready) send(socket, { op: 0, t, s: seq, d });
    },
    get ready() {
      return state.ready.size;
    },
    get identified() {
      return state.identified;
    },
    get resumed() {
      return state.resumed;
    },
    disconnect(code) {
      for (const socket of sockets.clients) socket.close(code);
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      return new Promise((resolve) => sockets.close(() => resolve()));
    },
  };
}

export function memberOut(member: { user: object; nick: string | null; roles: readonly string[] }) {
  return { ...member, joined_at: "2026-01-01T00:00:00.000000+00:00", deaf: false, mute: false, flags: 0 };
}

export function threadOut<T extends { id: string }>(thread: T) {
  return {
    ...thread,
    owner_id: "1",
    message_count: 0,
    member_count: 0,
    rate_limit_per_user: 0,
    thread_metadata: {
      archived: false,
      auto_archive_duration: 1440,
      archive_timestamp: "2026-01-01T00:00:00.000000+00:00",
      locked: false,
    },
  };
}

/** How the stand-in hands things to the bot: by a Socket Mode connection, or by signed HTTP requests. */
import { createHmac, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Json } from "./state.ts";

/** Something handed to the bot. */
export interface Sent {
  kind: "events_api" | "slash_commands" | "interactive";
  payload: Json;
  envelopeId: string;
  /** ms until the bot acknowledged, with what it said; rejects when the line closes before. */
  acked: Promise<{ ms: number; answer: unknown }>;
}

export interface Line {
  /** Resolves when it is on its way. `attempt` above 0 is a repeat. */
  hand(kind: Sent["kind"], payload: Json, attempt: number): Promise<Sent>;
  close(): Promise<void>;
}

export interface SocketSide extends Line {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Resolves when the bot is connected (for the nth time). */
  connected(times?: number): Promise<void>;
  connections(): number;
  /** Of the newest connection. "refresh": asks the bot to connect anew; "cut": drops the line without a word. */
  drop(how: "refresh" | "cut"): void;
}

interface Waiting {
  since: number;
  socket: WebSocket;
  resolve(acked: { ms: number; answer: unknown }): void;
  reject(error: Error): void;
}

/** An app may hold several connections (several processes): each envelope goes to one of them, in turn. */
export function socketSide(): SocketSide {
  const server = new WebSocketServer({ noServer: true });
  const waiting = new Map<string, Waiting>();
  const arrivals = new Set<() => void>();
  /** Those that take envelopes, the newest last. */
  const open: WebSocket[] = [];
  let count = 0;
  let turn = 0;

  const leave = (socket: WebSocket) => {
    const at = open.indexOf(socket);
    if (at >= 0) open.splice(at, 1);
  };

  server.on("connection", (socket) => {
    open.push(socket);
    count += 1;
    socket.on("error", () => socket.terminate());
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: open.length,
        connection_info: { app_id: "A0TASTER" },
      }),
    );
    for (const arrived of arrivals) arrived();
    socket.on("message", (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data)) as {
        envelope_id: string;
        payload?: unknown;
      };
      const asked = waiting.get(id);
      waiting.delete(id);
      asked?.resolve({ ms: performance.now() - asked.since, answer: payload });
    });
    socket.on("close", () => {
      leave(socket);
      for (const [id, asked] of waiting) {
        if (asked.socket !== socket) continue;
        waiting.delete(id);
        asked.reject(new Error("the line was closed before an acknowledgement"));
      }
    });
  });

  const until = (good: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!good()) return;
        arrivals.delete(look);
        resolve();
      };
      arrivals.add(look);
      look();
    });

  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (opened) => server.emit("connection", opened, request)),
    connected: (times = 1) => until(() => open.length > 0 && count >= times),
    connections: () => count,
    drop(how) {
      const newest = open.at(-1);
      if (!newest) return;
      if (how === "cut") newest.terminate();
      else newest.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }));
    },
    async hand(kind, payload, attempt) {
      let socket: WebSocket | undefined;
      // Whoever waited before may have seen the line go again.
      while (!socket) {
        await until(() => open.length > 0);
        socket = open[turn++ % open.length];
      }
      const taker = socket;
      const envelopeId = randomUUID();
      const acked = new Promise<{ ms: number; answer: unknown }>((resolve, reject) => {
        waiting.set(envelopeId, { since: performance.now(), socket: taker, resolve, reject });
      });
      acked.catch(() => {});
      taker.send(
        JSON.stringify({
          type: kind,
          envelope_id: envelopeId,
          payload,
          accepts_response_payload: kind !== "events_api",
          ...(attempt > 0 && { retry_attempt: attempt, retry_reason: "timeout" }),
        }),
      );
      return { kind, payload, envelopeId, acked };
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

/** @param url of the bot's /slack/events */
export function httpSide(url: string, signingSecret: string): Line {
  return {
    async hand(kind, payload, attempt) {
      const events = kind === "events_api";
      const body = events
        ? JSON.stringify(payload)
        : new URLSearchParams(
            kind === "slash_commands"
              ? (payload as Record<string, string>)
              : { payload: JSON.stringify(payload) },
          ).toString();
      const time = String(Math.floor(Date.now() / 1000));
      const signature = createHmac("sha256", signingSecret).update(`v0:${time}:${body}`).digest("hex");
      const since = performance.now();
      const acked = fetch(url, {
        method: "POST",
        body,
        headers: {
          "content-type": events ? "application/json" : "application/x-www-form-urlencoded",
          "x-slack-request-timestamp": time,
          "x-slack-signature": `v0=${signature}`,
          ...(attempt > 0 && {
            "x-slack-retry-num": String(attempt),
            "x-slack-retry-reason": "http_timeout",
          }),
        },
      }).then(async (response) => {
        const answer = await response.text();
        if (!response.ok) throw new Error(`the bot answered ${response.status}`);
        return { ms: performance.now() - since, answer };
      });
      acked.catch(() => {});
      return { kind, payload, envelopeId: randomUUID(), acked };
    },
    async close() {},
  };
}

/** A small site on loopback that behaves well or badly as it is told. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Answerer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Asked {
  path: string;
  headers: IncomingMessage["headers"];
  at: number;
}

export interface FeedServer {
  /** "http://127.0.0.1:PORT" */
  origin: string;
  asked: Asked[];
  /** Later calls for the same path replace. A string or bytes is served with an etag and answers 304 to it. */
  on(path: string, answer: Answerer | string | Uint8Array, type?: string): void;
  stop(): Promise<void>;
}

export async function startFeedServer(): Promise<FeedServer> {
  const pages = new Map<string, Answerer>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    asked.push({ path, headers: request.headers, at: performance.now() });
    const answer = pages.get(path);
    if (answer) answer(request, response);
    else response.writeHead(404).end("no such page");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    on(path, answer, type = "application/xml") {
      pages.set(path, typeof answer === "function" ? answer : document(answer, type));
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function document(body: string | Uint8Array, type: string): Answerer {
  const bytes = Buffer.from(body);
  const etag = `"${bytes.length}-${bytes.reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7)}"`;
  return (request, response) => {
    if (request.headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
    else response.writeHead(200, { "content-type": type, etag }).end(bytes);
  };
}

export const redirectTo =
  (target: string, status = 302): Answerer =>
  (_, response) =>
    response.writeHead(status, { location: target }).end();

export const failing =
  (status: number, headers: Record<string, string> = {}): Answerer =>
  (_, response) =>
    response.writeHead(status, headers).end("trouble");

/** Answers at once and then never ends: `chunk` again every `everyMs`, as fast as it is taken when 0. */
export const endless =
  (chunk: string, everyMs: number): Answerer =>
  (_, response) => {
    response.writeHead(200, { "content-type": "text/plain" });
    if (everyMs > 0) {
      const timer = setInterval(() => response.write(chunk), everyMs);
      response.on("close", () => clearInterval(timer));
      return;
    }
    const more = () => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once("drain", more);
    };
    more();
  };

/** Takes the request and says nothing. */
export const silent: Answerer = () => undefined;

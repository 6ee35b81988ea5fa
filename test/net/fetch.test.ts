import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { createFetch, type FetchOptions } from "../../src/net/fetch.ts";
import { fetchProblem } from "../../src/net/problems.ts";
import {
  endless,
  type FeedServer,
  failing,
  redirectTo,
  silent,
  startFeedServer,
} from "../fakes/feed-server.ts";
import { quietLog } from "../fakes/quiet-log.ts";

let server: FeedServer;
const open = createFetch({ allowPrivate: true, userAgent: "Test/1", log: quietLog, gapMs: 60 });
const strict = createFetch({
  allowPrivate: false,
  log: quietLog,
  resolve: async () => [{ address: "127.0.0.1", family: 4 }],
});
const get = (path: string, options: Partial<FetchOptions> = {}) =>
  open(server.origin + path, { signal: new AbortController().signal, ...options });
const failure = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  if (error instanceof UserError) {
    expect(error.problem.en).not.toBe("");
    expect(error.problem.zh).toMatch(/\p{Script=Han}/u);
    expect(error.mend?.zh).toMatch(/\p{Script=Han}/u);
  }
  return fetchProblem(error);
};

beforeAll(async () => {
  server = await startFeedServer();
});
afterAll(async () => {
  await open.stop();
  await open.stop();
  await strict.stop();
  await server.stop();
});

describe("what is there is fetched", () => {
  test("with its type, and only once while it does not change", async () => {
    server.on("/feed", "<rss/>");
    const first = await get("/feed");
    expect(Buffer.from(first.bytes).toString()).toBe("<rss/>");
    expect(first).toMatchObject({ status: 200, type: "application/xml", cut: false });
    const second = await get("/feed", { etag: first.etag });
    expect(second).toMatchObject({ status: 304 });
    expect(server.asked.at(-1)?.headers["user-agent"]).toBe("Test/1");
  });

  test.each(["gzip", "x-gzip"])("unpacked (%s)", async (encoding) => {
    server.on("/packed", (_, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end(gzipSync("hello")),
    );
    expect(Buffer.from((await get("/packed")).bytes).toString()).toBe("hello");
  });

  test("behind redirects, relative ones too", async () => {
    server.on("/a", redirectTo("b/c", 301));
    server.on("/b/c", redirectTo("/end", 308));
    server.on("/end", "found");
    expect((await get("/a")).url).toBe(`${server.origin}/end`);
  });
});

describe("what cannot be had is told", () => {
  test("a dead link", async () => {
    expect(await failure(get("/none"))).toEqual({ code: "status", status: 404 });
    server.on("/gone", failing(410));
    expect(await failure(get("/gone"))).toEqual({ code: "status", status: 410 });
  });
  test("a site that asks to wait, and until when", async () => {
    server.on("/busy", failing(429, { "retry-after": "120" }));
    const problem = await failure(get("/busy"));
    expect(problem?.status).toBe(429);
    expect((problem?.retryAt ?? 0) - Date.now()).toBeGreaterThan(110_000);
  });
  test.each([
    "SSH-2.0-OpenSSH_9.6\r\n",
    "\u0000\u0001\u0002",
    "H",
    "HTTP/1.1 200 OK\r\nContent-Length: 3, 4\r\n\r\n",
  ])("an answer that is no HTTP: %j", async (bytes) => {
    server.on("/odd", ({ socket }) => socket.end(bytes));
    expect(["encoding", "connection"]).toContain((await failure(get("/odd")))?.code);
  });
  test("nobody listening", async () =>
    expect(await failure(open("http://127.0.0.1:1/", { signal: AbortSignal.timeout(5000) }))).toEqual({
      code: "connection",
    }));
  test("an unknown name", async () =>
    expect(await failure(open("http://nowhere.invalid/", { signal: AbortSignal.timeout(9000) }))).toEqual({
      code: "name",
    }));
  test("a circle of redirects", async () => {
    server.on("/circle", redirectTo("/circle"));
    expect(await failure(get("/circle"))).toEqual({ code: "redirects" });
    expect(server.asked.filter((one) => one.path === "/circle")).toHaveLength(6);
  });
  test("a redirect to another scheme", async () => {
    server.on("/away", redirectTo("file:///etc/passwd"));
    expect(await failure(get("/away"))).toEqual({ code: "address" });
  });
  test("damaged packing", async () => {
    server.on("/damaged", (_, response) =>
      response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip at all"),
    );
    expect(await failure(get("/damaged"))).toEqual({ code: "encoding" });
  });
  test("https where plain http is spoken", async () =>
    expect(
      (await failure(open(server.origin.replace("http", "https"), { signal: AbortSignal.timeout(5000) })))
        ?.code,
    ).toMatch(/tls|connection/));
});

describe("never too much and never too long", () => {
  test("a page of 50 MB", async () => {
    server.on("/large", endless("x".repeat(65_536), 0));
    expect(await failure(get("/large"))).toEqual({ code: "large" });
  });
  test("a page that says so beforehand is not even begun", async () => {
    server.on("/said", (_, response) => response.writeHead(200, { "content-length": 52_428_800 }).write("x"));
    expect(await failure(get("/said"))).toEqual({ code: "large" });
  });
  test("a bomb of 256 MB in 250 KB, in a bounded part of memory", async () => {
    const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024));
    server.on("/bomb", (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    const before = process.memoryUsage().rss;
    expect(await failure(get("/bomb"))).toEqual({ code: "large" });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });
  test("exactly the limit is not too much; cut gives the first of it", async () => {
    server.on("/ten", "0123456789");
    expect((await get("/ten", { maxBytes: 10 })).bytes).toHaveLength(10);
    expect(await failure(get("/ten", { maxBytes: 9 }))).toEqual({ code: "large" });
    const cut = await get("/ten", { maxBytes: 9, cut: true });
    expect([Buffer.from(cut.bytes).toString(), cut.cut]).toEqual(["012345678", true]);
  });
  test("a drip that never ends, and silence", async () => {
    server.on("/drip", endless("x", 20));
    server.on("/silent", silent);
    expect(await failure(get("/drip", { timeoutMs: 300 }))).toEqual({ code: "timeout" });
    expect(await failure(get("/silent", { timeoutMs: 300 }))).toEqual({ code: "timeout" });
  });
  test("redirects share the one time limit", async () => {
    for (let n = 0; n < 5; n++)
      server.on(`/slow${n}`, (request, response) => {
        setTimeout(() => redirectTo(`/slow${n + 1}`)(request, response), 150);
      });
    expect(await failure(get("/slow0", { timeoutMs: 400 }))).toEqual({ code: "timeout" });
  });
  test("who asked may stop it", async () => {
    const stopped = new AbortController();
    server.on("/drip2", endless("x", 20));
    const work = get("/drip2", { signal: stopped.signal });
    stopped.abort(new Error("stopped by hand"));
    await expect(work).rejects.toThrow("stopped by hand");
  });
});

describe("closed addresses", () => {
  const ask = (url: string) => failure(strict(url, { signal: AbortSignal.timeout(5000) }));
  test("are refused by number and by name, and never asked", async () => {
    const before = server.asked.length;
    expect(await ask(server.origin)).toEqual({ code: "private" });
    expect(await ask(server.origin.replace("127.0.0.1", "news.example"))).toEqual({ code: "private" });
    expect(await ask(server.origin.replace("127.0.0.1", "localhost."))).toEqual({ code: "private" });
    expect(server.asked).toHaveLength(before);
  });
});

test("a polite reader asks a host one thing at a time, with a gap", async () => {
  let now = 0;
  let most = 0;
  server.on("/polite", (_, response) => {
    most = Math.max(most, ++now);
    setTimeout(() => {
      now--;
      response.end("ok");
    }, 20);
  });
  await Promise.all(Array.from({ length: 4 }, () => get("/polite", { polite: true })));
  const times = server.asked.filter((one) => one.path === "/polite").map((one) => one.at);
  expect(most).toBe(1);
  for (let n = 1; n < times.length; n++) expect((times[n] ?? 0) - (times[n - 1] ?? 0)).toBeGreaterThan(60);
});

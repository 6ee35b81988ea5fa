/** The whole road of a redirect, sockets and all: a fake of the public internet stands on loopback, and only what the checks let through gets there. */
import { request } from "node:http";
import net from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createFetch } from "../../src/net/fetch.ts";
import { fetchProblem } from "../../src/net/problems.ts";
import { type FeedServer, redirectTo, startFeedServer } from "../fakes/feed-server.ts";
import { quietLog } from "../fakes/quiet-log.ts";

const publicAddress = "93.184.216.34";
let server: FeedServer;
let strict: ReturnType<typeof createFetch>;
/** What each name resolves to, one answer after the other; the last one stays. */
let names: Map<string, string[]>;

beforeAll(async () => {
  server = await startFeedServer();
});
afterAll(() => server.stop());

beforeEach(() => {
  names = new Map([["public.example", [publicAddress]]]);
  strict = createFetch({
    allowPrivate: false,
    log: quietLog,
    async resolve(hostname) {
      const answers = names.get(hostname) ?? [];
      const address = answers.length > 1 ? answers.shift() : answers[0];
      if (!address) throw new Error("no such name");
      return [{ address, family: net.isIP(address) }];
    },
  });
  throughLoopback();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await strict.stop();
});

/** A socket to the public address is opened to the fake; the `lookup` that it was given is asked first, as the system would ask it. */
function throughLoopback() {
  const connect = net.connect.bind(net);
  const { port } = new URL(server.origin);
  vi.spyOn(net, "connect").mockImplementation(((options: net.TcpNetConnectOpts) => {
    const { lookup } = options;
    if (!lookup || net.isIP(options.host ?? ""))
      throw new Error(`a socket to ${options.host} was to be opened`);
    return connect({
      ...options,
      port: Number(port),
      lookup: (name, wanted, answer) =>
        lookup(name, wanted, (error, found) => {
          if (error) return answer(error, "");
          expect(found).toEqual([{ address: publicAddress, family: 4 }]);
          answer(null, [{ address: "127.0.0.1", family: 4 }]);
        }),
    });
  }) as typeof net.connect);
}

const ask = (url: string) => strict(url, { signal: AbortSignal.timeout(5000) });
const problemOf = (work: Promise<unknown>) => work.then(() => undefined, fetchProblem);

describe("a public page that redirects", () => {
  test("is followed to another public page", async () => {
    server.on("/there", "found");
    server.on("/here", redirectTo("http://public.example/there"));
    const found = await ask("http://public.example/here");
    expect([Buffer.from(found.bytes).toString(), found.url]).toEqual([
      "found",
      "http://public.example/there",
    ]);
  });

  test.each([
    "http://127.0.0.1/secret",
    "http://127.1/secret",
    "http://2130706433/secret",
    "http://0x7f000001/secret",
    "http://0177.0.0.1/secret",
    "http://[::1]/secret",
    "http://[::]/secret",
    "http://[::ffff:127.0.0.1]/secret",
    "http://[64:ff9b::7f00:1]/secret",
    "http://[2002:7f00:1::]/secret",
    "http://[fd00::1]/secret",
    "http://169.254.169.254/secret",
    "http://10.0.0.1/secret",
    "http://100.64.0.1/secret",
    "http://inside.example/secret",
    "http://localhost/secret",
    "//inside.example/secret",
  ])("is not followed into a closed network: %s", async (target) => {
    names.set("inside.example", ["10.0.0.7"]);
    names.set("localhost", ["127.0.0.1"]);
    server.on("/leap", redirectTo(target));
    const before = server.asked.length;
    expect(await problemOf(ask("http://public.example/leap"))).toEqual({ code: "private" });
    expect(server.asked.slice(before).map((one) => one.path)).toEqual(["/leap"]);
  });

  test.each(["file:///etc/passwd", "ftp://public.example/", "data:text/html,x", "javascript:1"])(
    "is not followed to another scheme: %s",
    async (target) => {
      server.on("/scheme", redirectTo(target));
      expect(await problemOf(ask("http://public.example/scheme"))).toEqual({ code: "address" });
    },
  );

  test("is not followed with a name and password, nor to the port of another service", async () => {
    server.on("/userinfo", redirectTo("http://user:pass@public.example/"));
    expect(await problemOf(ask("http://public.example/userinfo"))).toBeDefined();
    server.on("/port", redirectTo("http://public.example:25/"));
    expect(await problemOf(ask("http://public.example/port"))).toBeDefined();
    expect(server.asked.at(-1)?.path).toBe("/port");
  });
});

test("a name that changes to a closed address between two calls is refused at the second", async () => {
  server.on("/page", "public");
  server.on("/secret", (request, response) => {
    response.writeHead(200, { connection: "close" }).end(request.url);
  });
  names.set("rebound.example", [publicAddress, "127.0.0.1"]);
  server.on("/first", (_, response) => {
    response.writeHead(302, { location: "http://rebound.example/secret", connection: "close" }).end();
  });
  expect(await problemOf(ask("http://rebound.example/first"))).toEqual({ code: "private" });
  expect(server.asked.at(-1)?.path).toBe("/first");
});

test("the fake is there for everybody else: what was refused could have been read", async () => {
  server.on("/secret", "secret");
  const { port } = new URL(server.origin);
  vi.restoreAllMocks();
  const body = await new Promise<string>((resolve) =>
    request({ host: "127.0.0.1", port, path: "/secret" }, async (response) =>
      resolve((await response.toArray()).join("")),
    ).end(),
  );
  expect(body).toBe("secret");
});

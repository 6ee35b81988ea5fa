/** The HTTP API of the whole bot: the README's example, every answer as the document says, and once is once, also across a kill. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { web } from "../../adapters/web/index.ts";
import type { Reply } from "../../src/types.ts";
import { answerOf, judgeBy } from "../adapters/web/v1/document.ts";
import { openHouse, type TestHouse } from "./house.ts";

const root = join(import.meta.dirname, "../..");
const token = "a-token-of-some-length";

function caller(url: string) {
  return (path: string, sent?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/v1${path}`, {
      method: sent === undefined ? "GET" : "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      ...(sent !== undefined && { body: JSON.stringify(sent) }),
    });
}

describe("the whole bot", () => {
  let house: TestHouse;
  let url = "";
  beforeAll(async () => {
    house = await openHouse({ adapters: { web }, env: { WEB_TOKEN: token } });
    url = /^ready (.+)$/m.exec(house.announced.join("\n"))?.[1] ?? "";
  });
  afterAll(() => house.stop());

  it("answers what the README shows, as the document describes it", async () => {
    const readme = await readFile(join(root, "README.md"), "utf8");
    const section = /\n## For programs\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
    const lines = (/```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? "")
      .replaceAll("\\\n", " ")
      .trim()
      .split("\n");
    expect(lines).toHaveLength(2);
    const judge = judgeBy((await (await caller(url)("/openapi.json")).json()) as object);
    for (const line of lines) {
      const address = /^curl (http:\/\/127\.0\.0\.1:3000)(\/\S+)/.exec(line);
      const headers = [...line.matchAll(/-H "([^:"]+): ([^"]+)"/g)].map(
        ([, name = "", value = ""]) => [name, value.replace("$WEB_TOKEN", token)] as [string, string],
      );
      const data = /-d '([^']+)'/.exec(line)?.[1] ?? "";
      const response = await fetch(`${url}${address?.[2]}`, { method: "POST", headers, body: data });
      const body: unknown = await response.json();
      expect([response.status, judge.wrong(answerOf(address?.[2] ?? ""), body)], line).toEqual([200, []]);
      if (line.includes("/analyze")) {
        expect(body).toMatchObject({ language: { tag: "en" }, sentiment: { label: "positive" } });
        expect(body).toMatchObject({ names: { entities: [{ name: expect.stringMatching(/Ana Costa/) }] } });
      } else {
        expect((body as Reply).markdown).toMatch(/bridge/i);
      }
    }
  });

  it("gives each command's answer as JSON, in both languages", async () => {
    const call = caller(url);
    const judge = judgeBy((await (await call("/openapi.json")).json()) as object);
    const asked: [string, object][] = [
      ["help", {}],
      ["health", {}],
      ["recommend", {}],
      ["trends", {}],
      ["digest", { do: "now" }],
      ["sentiment", { target: "The works were a disaster. Nobody was helped." }],
      [
        "summarize",
        { target: "The dam held. Nobody was hurt. It was built in 1951. The river fell on Friday." },
      ],
      [
        "topics",
        { target: "The striker scored twice in the final. The match ended two to one after extra time." },
      ],
    ];
    for (const language of ["en", "zh"])
      for (const [name, options] of asked) {
        const response = await call(`/commands/${name}`, { options }, { "accept-language": language });
        const body = (await response.json()) as Reply;
        expect([name, response.status]).toEqual([name, 200]);
        expect(judge.wrong(answerOf(`/api/v1/commands/${name}`), body)).toEqual([]);
        expect(body.command).toBe(name);
        if (name === "health") expect(/\p{Script=Han}/u.test(body.markdown)).toBe(language === "zh");
      }
    expect(house.complaints()).toEqual([]);
  });

  it("reads a text of a megabyte while others are answered", { timeout: 120_000 }, async () => {
    const call = caller(url);
    const line = "Mayor Ana Costa said on Friday that the repairs of the bridge had cost €3.2 million. ";
    const text = line.repeat(Math.floor(1_000_000 / Buffer.byteLength(line)));
    const order: string[] = [];
    const want = [
      "language",
      "sentences",
      "keywords",
      "topics",
      "names",
      "quantities",
      "sentiment",
      "summary",
    ];
    const large = call("/analyze", { text, want }).then(async (response) => {
      order.push("megabyte");
      return { status: response.status, body: (await response.json()) as { length: number } };
    });
    for (const _ of [1, 2, 3]) {
      expect((await call("/commands/help", {})).status).toBe(200);
      order.push("help");
    }
    expect(await large).toMatchObject({ status: 200, body: { length: text.length } });
    expect(order).toEqual(["help", "help", "help", "megabyte"]);
  });

  it("summarizes a file that is sent along", async () => {
    const text =
      "The dam held. Nobody was hurt on Friday. It was built in 1951. The river fell, the mayor said.";
    const files = [{ name: "release.txt", type: "text/plain", data: Buffer.from(text).toString("base64") }];
    const response = await caller(url)("/commands/summarize", { files });
    expect(await response.json()).toMatchObject({ sources: [{ title: expect.stringContaining("release") }] });
  });

  it("tells a command that could not do it as a problem", async () => {
    const response = await caller(url)(
      "/commands/summarize",
      { options: { target: "http://127.0.0.1:1/private" } },
      { "accept-language": "zh", "idempotency-key": "refused-once" },
    );
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      title: "命令未能完成",
      detail: expect.stringMatching(/。$/),
    });
  });

  it("answers whatever options come, and never by a failure of ours", { timeout: 120_000 }, async () => {
    const call = caller(url);
    // Those that only read: what others change, their own tests look after.
    const names = [
      "help",
      "search",
      "sentiment",
      "topics",
      "names",
      "related",
      "summarize",
      "draft",
      "timeline",
      "why",
    ];
    const { commands } = house.app.host;
    const value = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.constantFrom("thread", "the dam", "大坝", "story:1", "--days", "now", "7", "teach"),
      fc.integer(),
      fc.double(),
      fc.boolean(),
    );
    const request = fc.constantFrom(...names).chain((name) => {
      const known = commands.find((one) => one.name === name)?.options.map((option) => option.name) ?? [];
      const options = fc.dictionary(fc.constantFrom(...known, "other"), value, { maxKeys: 3 });
      return fc.record({
        name: fc.constant(name),
        options,
        about: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
      });
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ name, ...sent }) => {
        const response = await call(`/commands/${name}`, sent);
        expect([200, 400, 422], await response.clone().text()).toContain(response.status);
      }),
      { numRuns: 80 },
    );
    expect(house.complaints()).toEqual([]);
  });

  it("knows the desk's own names", async () => {
    const { store } = house.app;
    const desk = await store.desks.of({ platform: "web", workspace: "local", channel: "api" });
    await store.gazetteer.put({
      ...{ deskId: desk.id, name: "Blue Quay", kind: "organisation", also: ["the Quay"] },
      ...{ by: "test", at: 1 },
    });
    const text = "Nobody at blue quay answered. On Friday the Quay closed.";
    const response = await caller(url)("/analyze", { text, want: ["names", "towards"] });
    expect(await response.json()).toMatchObject({
      names: { entities: [{ name: "Blue Quay", known: true }] },
      towards: { named: [{ name: "Blue Quay" }] },
    });
  });

  it("has the desk's own categories in its topics", async () => {
    const { store } = house.app;
    const desk = await store.desks.of({ platform: "web", workspace: "local", channel: "api" });
    const of = {
      harbour: (n: number) =>
        `Ferry number ${n} docks at the quay; the harbour pilots and tugs are on strike.`,
      chess: (n: number) => `Chess round ${n}: the grandmaster opened with the queen's gambit and drew.`,
    };
    for (const [category, text] of Object.entries(of))
      for (let n = 0; n < 12; n++)
        await store.taught.add({
          ...{ id: `${category} ${n}`, deskId: desk.id, category, text: text(n) },
          ...{ language: "en", by: "test", at: n },
        });
    const response = await caller(url)("/analyze", {
      texts: [
        { text: "The tugs left the quay and the ferry docks again in the harbour." },
        { text: "The grandmaster drew the last round of chess with a gambit." },
      ],
      want: ["topics"],
    });
    expect(await response.json()).toMatchObject({
      results: [{ topics: { own: [{ category: "harbour" }] } }, { topics: { own: [{ category: "chess" }] } }],
    });
  });
});

describe("a request whose bot is killed in the middle", () => {
  let dataDir = "";
  let bot: ChildProcess | undefined;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "copytaster-api-"));
  });
  afterAll(async () => {
    bot?.kill("SIGKILL");
    await rm(dataDir, { recursive: true, force: true });
  });

  async function startBot(): Promise<string> {
    const child = spawn(process.execPath, ["src/main.ts", "start"], {
      cwd: root,
      stdio: ["ignore", "pipe", "ignore"],
      env: {
        ...{ PATH: process.env.PATH, COPYTASTER_DATA_DIR: dataDir, PORT: "0", WEB_TOKEN: token },
        ...{ ALLOW_PRIVATE_ADDRESSES: "yes", COPYTASTER_SAMPLE: "no" },
      },
    });
    bot = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const address = /^ready (http:\S+)/.exec(line)?.[1];
      if (address) {
        child.stdout.resume();
        return address;
      }
    }
    throw new Error("the bot did not start");
  }

  it("is answered once by the next one, under the same key", { timeout: 120_000 }, async () => {
    const page = `<!doctype html><title>Dam</title><article><h1>The dam</h1>${"<p>The dam in the valley held through the night, and nobody was hurt, the mayor said on Friday.</p>".repeat(12)}</article>`;
    const held: ServerResponse[] = [];
    let holding = true;
    const site = createServer((_, response) => {
      response.setHeader("content-type", "text/html");
      if (holding) held.push(response);
      else response.end(page);
    });
    await new Promise<void>((ready) => site.listen(0, "127.0.0.1", ready));
    try {
      const target = `http://127.0.0.1:${(site.address() as AddressInfo).port}/dam`;
      const ask = (url: string) =>
        caller(url)("/commands/summarize", { options: { target } }, { "idempotency-key": "dam-1" });
      const first = ask(await startBot()).catch((error: unknown) => error);
      await vi.waitFor(() => expect(held.length).toBeGreaterThan(0), { timeout: 60_000 });
      const died = new Promise((resolve) => bot?.once("exit", resolve));
      bot?.kill("SIGKILL");
      await died;
      expect(await first).toBeInstanceOf(Error);
      holding = false;
      const url = await startBot();
      const early = await ask(url);
      // Until the dead one's hold on it has run out.
      if (early.status !== 200) expect([early.status, early.headers.get("retry-after")]).toEqual([409, "5"]);
      const answer = await vi.waitFor(
        async () => {
          const response = await ask(url);
          expect(response.status).toBe(200);
          expect(response.headers.get("idempotent-replayed")).toBe("true");
          return (await response.json()) as Reply;
        },
        { timeout: 60_000, interval: 500 },
      );
      expect(answer).toMatchObject({ command: "summarize", sources: [{ url: target }] });
      expect(answer.markdown).toContain("dam");
      const again = await ask(url);
      expect(await again.json()).toEqual(answer);
    } finally {
      for (const response of held) response.destroy();
      site.close();
    }
  });
});

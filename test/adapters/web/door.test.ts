/** The page's door: signing in, programs, and what the house is told. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { web } from "../../../adapters/web/index.ts";
import type { Reply } from "../../../src/types.ts";
import { fakeHost, reply, sampleCommands } from "../../fakes/host.ts";
import { memoryConversation, type Started, startPage, visitor } from "./parts.ts";

let page: Started | undefined;
afterEach(async () => {
  await page?.end();
  page = undefined;
});
const begin = async (...given: Parameters<typeof startPage>) => {
  page = await startPage(...given);
  return { page, person: visitor(page.url) };
};
const json = { accept: "application/json" };
const token = "a-token-of-some-length";

describe("on an address that others reach", () => {
  it("shows nothing but the door and its health before the token was given", async () => {
    const { page, person } = await begin(fakeHost(), { WEB_ORIGIN: "http://desk.example", WEB_TOKEN: token });
    const url = `http://127.0.0.1:${new URL(page.boundUrl).port}`;
    const guest = visitor(url);
    for (const path of ["/", "/digest", "/commands", "/health", "/sources"]) {
      const response = await guest.call(path);
      expect([path, response.status, response.headers.get("location")]).toEqual([path, 303, "/signin"]);
    }
    expect((await guest.call("/events")).status).toBe(401);
    expect((await guest.post("/say", { text: "x" }, json)).status).toBe(401);
    expect((await guest.call("/healthz")).status).toBe(200);
    expect(await guest.open("/signin")).not.toContain("csrf");
    expect((await guest.post("/signin", { token: "wrong-wrong-wrong-wrong" })).status).toBe(401);
    expect((await guest.post("/signin", { token }, { origin: "https://evil.example" })).status).toBe(403);
    expect((await guest.post("/signin", { token })).status).toBe(303);
    expect(await guest.open()).toContain("Sign out");
    expect((await guest.send("/say", { text: "hello" }, json)).status).toBe(202);
    await guest.send("/signout", {});
    expect((await guest.call("/")).status).toBe(303);
    expect(person.cookie()).toBe("");
  });

  it("looks at no more than a few wrong tokens a minute, from page and programs together", async () => {
    let now = Date.UTC(2026, 10, 1);
    const { page } = await begin(
      fakeHost(),
      { WEB_ORIGIN: "http://desk.example", WEB_TOKEN: token },
      { now: () => now },
    );
    const url = `http://127.0.0.1:${new URL(page.boundUrl).port}`;
    const guest = visitor(url);
    const program = (bearer: string) =>
      fetch(`${url}/api/say`, {
        method: "POST",
        body: '{"text":"help"}',
        headers: { authorization: `Bearer ${bearer}` },
      });
    for (let n = 0; n < 5; n++) {
      expect((await guest.post("/signin", { token: `guess-number-${n}` })).status).toBe(401);
      expect((await program(`guess-number-${n}`)).status).toBe(401);
    }
    const late = await guest.post("/signin", { token });
    expect([late.status, late.headers.get("retry-after")]).toEqual([429, "60"]);
    expect((await program(token)).status).toBe(429);
    expect(guest.cookie()).toBe("");
    now += 61_000;
    expect((await guest.post("/signin", { token })).status).toBe(303);
    expect((await program(token)).status).toBe(200);
  });

  it("takes no session of the open page for a sign-in", async () => {
    const { page } = await begin(fakeHost(), { WEB_TOKEN: token });
    const person = visitor(page.url);
    await person.open();
    const cookie = person.cookie();
    const other = await startPage(fakeHost(), { WEB_TOKEN: token, WEB_ORIGIN: "http://desk.example" });
    const response = await fetch(other.boundUrl, { headers: { cookie }, redirect: "manual" });
    expect(response.headers.get("location")).toBe("/signin");
    await other.end();
  });
});

describe("programs", () => {
  const say = (url: string, body: string, bearer = token) =>
    fetch(`${url}/api/say`, { method: "POST", body, headers: { authorization: `Bearer ${bearer}` } });

  it("get the whole Reply, and a failure as a Reply too", async () => {
    const { page } = await begin(
      fakeHost((message) =>
        message.text
          ? reply(`echo: ${message.text}`)
          : reply("Nothing", { failure: { problem: "There were no words" } }),
      ),
      { WEB_TOKEN: token },
    );
    const response = await say(page.url, JSON.stringify({ text: "help" }));
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ markdown: "echo: help", actions: [], audience: "channel" });
    const empty = await say(page.url, '{"text":" "}');
    expect(empty.status).toBe(200);
    expect(await empty.json()).toMatchObject({ failure: { problem: "There were no words" } });
    expect(page.host.accepted.map((one) => one.place.channel)).toEqual(["api", "api"]);
    expect(await visitor(page.url).open()).not.toContain("echo: help");
  });

  it("are told what is wrong with what they sent", async () => {
    const { page } = await begin(fakeHost(), { WEB_TOKEN: token });
    for (const body of ["not json", "[]", '{"text":5}', '{"words":"x"}', ""])
      expect((await say(page.url, body)).status, body).toBe(400);
    expect((await fetch(`${page.url}/api/say`, { method: "POST", body: "{}" })).status).toBe(401);
    expect((await say(page.url, "{}", "another-token-than-ours")).status).toBe(401);
    const large = await say(page.url, JSON.stringify({ text: "x".repeat(2_000_001) }));
    expect(large.status).toBe(413);
    expect(await large.json()).toHaveProperty("error");
    expect(page.host.accepted).toEqual([]);
  });

  it("may ask many things side by side", async () => {
    const { page } = await begin(fakeHost(), { WEB_TOKEN: token });
    const texts = Array.from({ length: 40 }, (_, n) => `question ${n}`);
    const answers = await Promise.all(
      texts.map(
        async (text) => ((await (await say(page.url, JSON.stringify({ text }))).json()) as Reply).markdown,
      ),
    );
    expect(answers).toEqual(texts.map((text) => `echo: ${text}`));
  });
});

describe("the house around the page", () => {
  it("tells where the page is and which token was made, the same at the next start", async () => {
    const { page: first } = await begin();
    const second = await startPage(fakeHost(), {}, { dataDir: first.dataDir });
    expect(first.announced[0]).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+$/);
    expect(first.announced[1]).toMatch(/^token [\w-]{32}$/);
    expect(second.announced[1]).toBe(first.announced[1]);
    await second.end();
  });

  it("answers for its health", async () => {
    const host = fakeHost();
    const { page } = await begin({ ...host, healthy: async () => false });
    const response = await fetch(`${page.url}/healthz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ name: "copytaster", ok: false });
  });

  it("says how to mend a port that is taken", async () => {
    const { page } = await begin();
    await expect(startPage(fakeHost(), { PORT: Number(new URL(page.url).port) })).rejects.toThrow(/Set PORT/);
  });

  it("shows what another process posted", async () => {
    const conversation = memoryConversation();
    const { person, page } = await begin(fakeHost(), {}, { conversation });
    const place = { platform: "web", workspace: "local", channel: "page" };
    const events = await person.call("/events?after=0");
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    await conversation.add(
      place,
      { id: "digest:1", at: Date.now(), reply: reply("The morning digest") },
      "digest:1",
    );
    let seen = "";
    while (!seen.includes("The morning digest")) seen += (await reader?.read())?.value ?? "";
    expect(seen).toContain("event: entry");
    await page.end();
    expect((await reader?.read())?.done).toBe(true);
  });

  it("logs what went wrong and gives its number, and nothing of its inside", async () => {
    const conversation = memoryConversation();
    conversation.list = async () => {
      throw new Error("secret path of the database");
    };
    const { page, person } = await begin(fakeHost(), {}, { conversation });
    const html = await person.open();
    expect(html).not.toContain("secret path");
    const incident = /incident ([0-9a-f]{8})/.exec(html)?.[1];
    expect(page.log.lines).toContainEqual(
      expect.objectContaining({ level: "error", fields: expect.objectContaining({ incident }) }),
    );
  });

  it("leaves commands without a feedback command unrated", async () => {
    const { person } = await begin(
      fakeHost(
        undefined,
        sampleCommands.filter((one) => one.name !== "feedback"),
      ),
    );
    await person.send("/say", { text: "hello" });
    expect(await person.open()).not.toContain('name="rating"');
  });
});

describe("a stop", () => {
  it("waits for what is under way, answers those who wait, and takes nothing new", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const host = fakeHost(async () => {
      await held;
      return reply("slow but sure");
    });
    const { page, person } = await begin(host, { WEB_TOKEN: token });
    await person.send("/say", { text: "slow" }, json);
    const headers = { authorization: `Bearer ${token}` };
    const program = fetch(`${page.url}/api/say`, { method: "POST", body: '{"text":"slow"}', headers });
    await vi.waitFor(() => expect(host.accepted).toHaveLength(2));
    let stopped = false;
    const stopping = page.adapter.stop().then(() => {
      stopped = true;
    });
    expect((await person.call("/")).status).toBe(503);
    expect((await person.call("/healthz")).status).toBe(503);
    expect(stopped).toBe(false);
    release();
    expect(await (await program).json()).toMatchObject({ markdown: "slow but sure" });
    await stopping;
    await expect(person.call("/")).rejects.toThrow();
    expect(
      await page.conversation.list({ platform: "web", workspace: "local", channel: "page" }, { limit: 9 }),
    ).toHaveLength(2);
  });
});

describe("the settings", () => {
  it("refuse a token that can be guessed", () => {
    expect(() => web.settings.WEB_TOKEN.parse("short")).toThrow(/16 characters/);
    expect(web.settings.WEB_TOKEN.parse(token)).toBe(token);
    expect(web.settings.WEB_TOKEN.secret).toBe(true);
  });

  it("are on by themselves, and go off by one", () => {
    const all = {
      WEB: "on",
      PORT: 0,
      HOST: "127.0.0.1",
      WEB_TOKEN: undefined,
      WEB_ORIGIN: undefined,
      API_PER_MINUTE: 0,
    } as const;
    expect(web.off(all)).toBeUndefined();
    expect(web.off({ ...all, WEB: "off" })?.mend).toContain("WEB=on");
  });

  it("are checked where the page would be", async () => {
    const { page } = await begin();
    const PORT = Number(new URL(page.url).port);
    const set = { WEB_TOKEN: undefined, WEB_ORIGIN: undefined, API_PER_MINUTE: 0 };
    const all = { WEB: "on", PORT, HOST: "127.0.0.1", ...set } as const;
    expect(await web.check(all, AbortSignal.timeout(5_000))).toBe(`answers at ${page.url}`);
    await page.end();
    expect(await web.check(all, AbortSignal.timeout(5_000))).toBe(`port ${PORT} is free`);
  });
});

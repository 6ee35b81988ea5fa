import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { LLMock } from "@copilotkit/aimock";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createAsk, everyProvider } from "../../src/ask/ask.ts";
import { loadPrompts } from "../../src/ask/prompts.ts";
import { createRemember } from "../../src/ask/remember.ts";
import { json, plainText } from "../../src/ask/shapes.ts";
import { UserError } from "../../src/errors.ts";
import type { OpenAISettings } from "../../src/providers/openai/settings.ts";
import { openaiSettings } from "../../src/providers/openai/settings.ts";
import { createOpenAI, openai } from "../../src/providers/openai.ts";
import { withoutThinking } from "../../src/providers/thinking.ts";
import { providerKit, textRequest } from "../contracts/provider.ts";
import { fakeCache, fakeLog, fakeProvider } from "../fakes/ask.ts";

const KEY = "sk-test-0123456789";

function settings(over: Partial<OpenAISettings>): OpenAISettings {
  const fallbacks = Object.fromEntries(
    Object.entries(openaiSettings).map(([name, { fallback }]) => [name, fallback]),
  );
  return { ...(fallbacks as unknown as OpenAISettings), OPENAI_API_KEY: KEY, OPENAI_RETRIES: 0, ...over };
}

describe.each(["responses", "chat"] as const)("OpenAI by %s", (api) => {
  const mock = new LLMock({ port: 0 });
  beforeAll(async () => {
    await mock.start();
  });
  afterAll(() => mock.stop());
  afterEach(() => {
    mock.reset();
  });

  const open = (over: Partial<OpenAISettings> = {}) => {
    const log = fakeLog();
    const at = settings({
      OPENAI_BASE_URL: `${mock.url}/v1`,
      OPENAI_API: api,
      OPENAI_MODEL: "small",
      ...over,
    });
    return { provider: createOpenAI(at, log), log };
  };
  const asked = () => mock.getRequests().map(({ body }) => body as unknown as Record<string, unknown>);

  it("sends system and user text, limits, and keeps nothing at the vendor", async () => {
    mock.onMessage("Sum", { content: "The port closed." });
    const { provider } = open();
    const result = await provider.generate(textRequest({ system: "Be true.", user: "Sum this up." }));
    expect(result).toMatchObject({ text: "The port closed.", finish: "stop" });
    const [sent] = asked();
    expect(sent).toMatchObject({
      model: "small",
      temperature: 0.3,
      messages: [
        { role: "system", content: "Be true." },
        { role: "user", content: "Sum this up." },
      ],
    });
    expect(mock.getRequests()[0]?.path).toBe(api === "chat" ? "/v1/chat/completions" : "/v1/responses");
  });

  it("cuts what a command asks for to OPENAI_MAX_TOKENS, and tells when the answer ran into it", async () => {
    mock.onMessage("Sum", { content: "The port", finishReason: "length" });
    const { provider } = open({ OPENAI_MAX_TOKENS: 50 });
    const result = await provider.generate(textRequest({ user: "Sum", maxTokens: 900 }));
    expect(result).toMatchObject({ text: "The port", finish: "cut" });
    expect(JSON.stringify(asked()[0])).toMatch(/"max_(output_)?tokens":50\b/);
  });

  it("names the variable when the key is refused, and never tells the key", async () => {
    mock.onMessage("Sum", { error: { message: `Incorrect API key provided: ${KEY}` }, status: 401 });
    const error = await open()
      .provider.generate(textRequest({ user: "Sum" }))
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).mend?.zh).toContain("OPENAI_API_KEY");
    expect(`${(error as Error).message} ${String((error as Error).cause)}`).not.toContain(KEY);
  });

  it.each([
    ["a busy server", 429, undefined, /429/],
    ["an empty account", 429, "insufficient_quota", /no credit left/],
    ["a failing server", 500, undefined, /failed \(500\)/],
    ["an unknown model", 404, undefined, /OPENAI_MODEL/],
  ])("fails clearly at %s", async (_what, status, code, message) => {
    mock.onMessage("Sum", { error: { message: "no", ...(code ? { code } : {}) }, status });
    await expect(open().provider.generate(textRequest({ user: "Sum" }))).rejects.toThrow(message);
  });

  it("tries again by itself after a failure", async () => {
    mock.onMessage("Sum", { content: "Closed." });
    mock.nextRequestError(500, { message: "hiccup" });
    const { provider } = open({ OPENAI_RETRIES: 1 });
    expect((await provider.generate(textRequest({ user: "Sum" }))).text).toBe("Closed.");
  });

  it("does not wait as long as a busy server asks when that is longer than a person waits", async () => {
    mock.onMessage("Sum", { error: { message: "later" }, status: 429, retryAfter: 50 });
    const started = performance.now();
    await expect(open({ OPENAI_RETRIES: 3 }).provider.generate(textRequest({ user: "Sum" }))).rejects.toThrow(
      /429/,
    );
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("takes no half of an answer when the stream is cut midway", async () => {
    mock.on(
      { userMessage: "Sum" },
      { content: "The port closed on Monday after the storm." },
      { chunkSize: 4, truncateAfterChunks: 5 },
    );
    await expect(open().provider.generate(textRequest({ user: "Sum" }))).rejects.toThrow();
  });

  it("takes an empty answer as a failure", async () => {
    mock.onMessage("Sum", { content: "" });
    await expect(open().provider.generate(textRequest({ user: "Sum" }))).rejects.toThrow(/empty/);
  });

  it("says what to check when nobody is there", async () => {
    const { provider } = open({ OPENAI_BASE_URL: "http://127.0.0.1:1/v1" });
    await expect(provider.generate(textRequest({ user: "Sum" }))).rejects.toThrow(
      /cannot be reached.*OPENAI_BASE_URL/,
    );
  });

  it("leaves out a parameter that the model does not take, and from then on at once", async () => {
    const refusal = "Unsupported parameter: 'temperature' is not supported with this model.";
    mock.addFixture({
      match: { userMessage: "Sum", predicate: (body) => body.temperature !== undefined },
      response: {
        error: { message: refusal, type: "invalid_request_error", code: "unsupported_parameter" },
        status: 400,
      },
    });
    mock.onMessage("Sum", { content: "Closed." });
    const { provider } = open();
    expect((await provider.generate(textRequest({ user: "Sum" }))).text).toBe("Closed.");
    expect((await provider.generate(textRequest({ user: "Sum" }))).text).toBe("Closed.");
    expect(asked()).toHaveLength(3);
  });

  it("holds the model to a shape, and asks once more when the answer is broken", async () => {
    mock.addFixture({ match: { userMessage: /could not be used/ }, response: { content: '{"a": 7}' } });
    mock.addFixture({ match: { userMessage: /brief/ }, response: { content: '{"a": ' } });
    const log = fakeLog();
    const ask = createAsk({
      providers: [open().provider],
      prompts: await loadPrompts(new URL("../../prompts", import.meta.url).pathname),
      remember: createRemember(fakeCache(), log),
      log,
      timeoutMs: 10_000,
      ttlMs: 1_000,
      policy: everyProvider,
    });
    const answer = await ask({
      prompt: "brief",
      values: { text: "x" },
      shape: json("a@1", z.object({ a: z.number() })),
      language: "en",
      scope: { desk: "d" },
      attempt: 0,
      maxTokens: 50,
      signal: new AbortController().signal,
      partial: () => undefined,
    });
    expect(answer.value).toEqual({ a: 7 });
    expect(asked()).toHaveLength(2);
    // The stand-in's record of Responses leaves the format out; it is looked for below.
    if (api === "chat") expect(asked()[0]?.response_format).toMatchObject({ type: "json_schema" });
  });

  it("falls through to the next provider in the chain, which is named", async () => {
    mock.onMessage(/brief/, { error: { message: "down" }, status: 500 });
    const log = fakeLog();
    const ask = createAsk({
      providers: [open().provider, fakeProvider("spare", ["The port closed."])],
      prompts: await loadPrompts(new URL("../../prompts", import.meta.url).pathname),
      remember: createRemember(fakeCache(), log),
      log,
      timeoutMs: 10_000,
      ttlMs: 1_000,
      policy: everyProvider,
    });
    const answer = await ask({
      prompt: "brief",
      values: { text: "x" },
      shape: plainText,
      language: "en",
      scope: { desk: "d" },
      attempt: 0,
      maxTokens: 50,
      signal: new AbortController().signal,
      partial: () => undefined,
    });
    expect(answer.madeBy).toMatch(/^spare/);
    expect(JSON.stringify(log.lines)).toMatch(/failed \(500\)/);
    expect(JSON.stringify(log.lines)).not.toContain(KEY);
  });
});

for (const api of ["responses", "chat"] as const) {
  const mock = new LLMock({ port: 0, chunkSize: 6 });
  providerKit(`OpenAI by ${api}`, {
    async open() {
      mock.on({ userMessage: /long/ }, { content: "word ".repeat(500) }, { latency: 20 });
      mock.onMessage(/.*/, { content: "The port closed on Monday. Two ships wait." });
      await mock.start();
      const at = settings({ OPENAI_BASE_URL: `${mock.url}/v1`, OPENAI_API: api, OPENAI_MODEL: "small" });
      return createOpenAI(at, fakeLog());
    },
    close: () => mock.stop(),
    prompt: "brief",
    ask: { values: {}, system: "Be true.", user: "Sum this up." },
    long: { values: {}, system: "Be true.", user: "A long one." },
    streams: true,
  });
}

describe("a server that answers in its own way", () => {
  let server: Server;
  let answer: { status: number; type: string; body: string };
  let sent: Record<string, unknown>[];
  beforeEach(async () => {
    sent = [];
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        if (body) sent.push(JSON.parse(body));
        response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  const open = (over: Partial<OpenAISettings> = {}) => {
    const { port } = server.address() as AddressInfo;
    const at = { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_MODEL: "small", ...over };
    return createOpenAI(settings(at), fakeLog());
  };
  const events = (...all: object[]) => ({
    status: 200,
    type: "text/event-stream",
    body: all.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""),
  });
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    model: "small",
    choices: [{ index: 0, delta, finish_reason }],
  });

  it("shows no thoughts, only the answer", async () => {
    answer = events(
      chunk({ content: "<think>Hm. The " }),
      chunk({ content: "port?</think>\n\nThe port" }),
      chunk({ content: " closed." }, "stop"),
    );
    const partials: string[] = [];
    const result = await open().generate(
      textRequest({ user: "Sum", partial: (text) => partials.push(text) }),
    );
    expect(result.text).toBe("The port closed.");
    expect(partials).toEqual(["The port", "The port closed."]);
  });

  it("fails on a refusal and on a content filter, by chat", async () => {
    answer = events(chunk({ refusal: "I will not." }), chunk({}, "stop"));
    await expect(open().generate(textRequest({ user: "Sum" }))).rejects.toThrow(/refused: I will not/);
    answer = events(chunk({ content: "The po" }), chunk({}, "content_filter"));
    await expect(open().generate(textRequest({ user: "Sum" }))).rejects.toThrow(/content filter/);
  });

  it("fails on a refusal and on a content filter, by responses", async () => {
    const provider = open({ OPENAI_API: "responses" });
    answer = events({ type: "response.refusal.done", refusal: "I will not." });
    const schema = { type: "object" };
    await expect(provider.generate(textRequest({ user: "Sum", schema }))).rejects.toThrow(
      /refused: I will not/,
    );
    expect(sent[0]).toMatchObject({ text: { format: { type: "json_schema", schema } } });
    const response = {
      status: "incomplete",
      incomplete_details: { reason: "content_filter" },
      model: "small",
    };
    answer = events(
      { type: "response.output_text.delta", delta: "x" },
      { type: "response.incomplete", response },
    );
    await expect(provider.generate(textRequest({ user: "Sum" }))).rejects.toThrow(/content filter/);
    expect(sent[0]).toMatchObject({
      store: false,
      instructions: "Be true.",
      input: "Sum",
      max_output_tokens: 64,
    });
  });

  it("fails when a stream ends quietly before the answer does", async () => {
    answer = events(chunk({ content: "The po" }));
    await expect(open().generate(textRequest({ user: "Sum" }))).rejects.toThrow(/ended before/);
    answer = events({ type: "response.output_text.delta", delta: "The po" });
    await expect(open({ OPENAI_API: "responses" }).generate(textRequest({ user: "Sum" }))).rejects.toThrow(
      /ended before/,
    );
  });

  it("is found by doctor, with the day on which its model shuts down", async () => {
    const models = (shutdown_date: string | null) => ({
      status: 200,
      type: "application/json",
      body: JSON.stringify({
        object: "list",
        data: [{ id: "small", object: "model", created: 0, owned_by: "x", shutdown_date }],
      }),
    });
    const { signal } = new AbortController();
    answer = models(null);
    expect(await open().check(signal)).toBe("small is there");
    answer = models("2027-01-14");
    expect(await open().check(signal)).toMatch(/2027-01-14.*OPENAI_MODEL/);
    await expect(open({ OPENAI_MODEL: "gone" }).check(signal)).rejects.toThrow(/no model "gone".*small/);
    answer = { status: 401, type: "application/json", body: "{}" };
    await expect(open().check(signal)).rejects.toThrow(/OPENAI_API_KEY/);
  });
});

describe("OpenAI's settings", () => {
  it("is off without a key or a server, and says what would turn it on", () => {
    expect(openai.off(settings({ OPENAI_API_KEY: undefined }))?.mend).toMatch(/OPENAI_API_KEY/);
    expect(openai.off(settings({}))).toBeUndefined();
    expect(openai.off(settings({ OPENAI_BASE_URL: "http://h/v1" }))?.mend).toMatch(/OPENAI_MODEL/);
    const own = { OPENAI_API_KEY: undefined, OPENAI_BASE_URL: "http://h/v1", OPENAI_MODEL: "m" };
    expect(openai.off(settings(own))).toBeUndefined();
  });

  it("speaks responses at OpenAI and chat elsewhere, unless told", () => {
    const api = (over: Partial<OpenAISettings>) => createOpenAI(settings(over), fakeLog()).parameters.api;
    expect(api({})).toBe("responses");
    expect(api({ OPENAI_BASE_URL: "https://api.openai.com/v1" })).toBe("responses");
    expect(api({ OPENAI_BASE_URL: "http://h/v1" })).toBe("chat");
    expect(api({ OPENAI_API: "chat" })).toBe("chat");
  });
});

describe("thoughts", () => {
  it("are left out while they come and when they are whole", () => {
    expect(
      ["<", "<think>", "<think>a</thi", "<think>a</think> b", "a <think>", "<b>"].map(withoutThinking),
    ).toEqual(["", "", "", "b", "a <think>", "<b>"]);
  });
});

/** The HTTP API as a program meets it: what it may send, and how it is told what is wrong. */
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { openApi } from "../../../../adapters/web/v1/openapi.ts";
import type { ProblemDetails } from "../../../../adapters/web/v1/problem.ts";
import { BusyError, TooMuchError, UserError } from "../../../../src/errors.ts";
import { type FakeHost, fakeHost, reply, sampleCommands } from "../../../fakes/host.ts";
import { type Started, startPage } from "../parts.ts";
import { judgeBy } from "./document.ts";

const token = "a-token-of-some-length";
const judge = judgeBy(openApi(sampleCommands, "en"));
let page: Started | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await page?.end();
  page = undefined;
});

async function begin(host: FakeHost = fakeHost(), settings = {}) {
  page = await startPage(host, { WEB_TOKEN: token, ...settings });
  const { url } = page;
  return {
    page,
    async call(path: string, init: RequestInit = {}) {
      const headers = new Headers({ authorization: `Bearer ${token}`, "content-type": "application/json" });
      new Headers(init.headers).forEach((value, name) => {
        headers.set(name, value);
      });
      return fetch(`${url}/api/v1${path}`, { method: "POST", ...init, headers });
    },
  };
}
const body = (value: unknown, headers: Record<string, string> = {}): RequestInit => ({
  body: JSON.stringify(value),
  headers,
});

/** Every problem is one of those that the document describes, and says what is wrong and the mend. */
async function problem(response: Response): Promise<ProblemDetails & { key: string }> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const details = (await response.json()) as ProblemDetails;
  expect(judge.wrong("/components/schemas/Problem", details)).toEqual([]);
  expect(details.status).toBe(response.status);
  expect(details.type).toMatch(/^\/api\/v1\/openapi\.json#\/components\/responses\/[a-z-]+$/);
  // Every hole of its sentence was filled; what was sent may hold any other.
  expect(details.detail).not.toMatch(/\{(problem|errors|most|seconds|allow|names?|incident)\}/);
  return { ...details, key: details.type.split("/").at(-1) ?? "" };
}
const asked = { text: "The dam held.", want: ["language"] };

describe("analyze", () => {
  it("answers one text with its findings, and several with a list", async () => {
    const { call } = await begin();
    const one = await call("/analyze", body(asked));
    expect(one.status).toBe(200);
    expect(one.headers.get("content-type")).toBe("application/json");
    expect(await one.json()).toEqual({ length: 13 });
    const many = await call("/analyze", body({ texts: [{ text: "a" }, { text: "坝" }], want: ["topics"] }));
    expect(await many.json()).toEqual({ results: [{ length: 1 }, { length: 1 }] });
  });

  it("hands over what was asked, and the usual where nothing was", async () => {
    const host = fakeHost();
    const analyze = vi.spyOn(host, "analyze");
    const { call } = await begin(host);
    await call("/analyze", body({ ...asked, language: "pt-BR", publishedAt: "2026-03-05T08:00:00+01:00" }));
    expect(analyze).toHaveBeenCalledExactlyOnceWith(
      {
        texts: [{ text: "The dam held.", language: "pt", publishedAt: Date.UTC(2026, 2, 5, 7) }],
        ...{ want: ["language"], domain: "news", keywords: 10, keywordsAs: "labels", summaryWords: 100 },
      },
      { platform: "web", workspace: "local", channel: "api" },
    );
  });

  it.each([
    ["no text", { want: ["language"] }, "/text"],
    ["a blank text", { text: " \n", want: ["language"] }, "/text"],
    [
      "a blank text among others",
      { texts: [{ text: "a" }, { text: "" }], want: ["language"] },
      "/texts/1/text",
    ],
    ["a number for a text", { text: 5, want: ["language"] }, "/text"],
    ["nothing wanted", { text: "a", want: [] }, "/want"],
    ["something unknown wanted", { text: "a", want: ["mood"] }, "/want/0"],
    ["something wanted twice", { text: "a", want: ["names", "names"] }, "/want"],
    ["a slip in a name", { text: "a", want: ["names"], lang: "en" }, ""],
    ["no language", { ...asked, language: "English, please" }, "/language"],
    ["a day without its time", { ...asked, publishedAt: "2026-03-05" }, "/publishedAt"],
    ["too many texts", { texts: Array(101).fill({ text: "a" }), want: ["names"] }, "/texts"],
    ["a list", [asked], ""],
    ["null", null, ""],
  ])("tells where %s is wrong, in both languages", async (_, sent, pointer) => {
    const { call, page } = await begin();
    for (const language of ["en", "zh"]) {
      const response = await call("/analyze", body(sent, { "accept-language": language }));
      const told = await problem(response);
      expect([told.status, told.key]).toEqual([400, "bad-request"]);
      expect(told.errors?.map((one) => one.pointer)).toContain(pointer);
      expect(/\p{Script=Han}/u.test(told.title + told.detail)).toBe(language === "zh");
      expect(/\p{Script=Han}/u.test(told.errors?.[0]?.detail ?? "")).toBe(language === "zh");
    }
    expect(page.host.accepted).toEqual([]);
  });

  it("tells whoever comes at a busy time when to come again", async () => {
    const host = fakeHost();
    host.analyze = async () => {
      throw new BusyError(7, { en: "Too much", zh: "太多" }, { en: "Wait", zh: "请等待" });
    };
    const { call } = await begin(host);
    const response = await call("/analyze", body(asked));
    expect(response.headers.get("retry-after")).toBe("7");
    expect(await problem(response)).toMatchObject({ status: 503, key: "busy", detail: "Too much. Wait." });
  });

  it("tells what a text was refused for, and an incident's number without its inside", async () => {
    const host = fakeHost();
    host.analyze = async () => {
      throw new TooMuchError({ en: "Too long", zh: "太长" }, { en: "Send less", zh: "请减少" });
    };
    const { call, page } = await begin(host);
    const refused = await call("/analyze", body(asked, { "accept-language": "zh-CN" }));
    expect(await problem(refused)).toMatchObject({ status: 422, key: "too-much", detail: "太长。请减少。" });
    host.analyze = async () => {
      throw new Error("secret path of the weights");
    };
    const told = await problem(await call("/analyze", body(asked)));
    expect([told.status, told.key]).toEqual([500, "incident"]);
    expect(JSON.stringify(told)).not.toContain("secret path");
    expect(page.log.lines).toContainEqual(
      expect.objectContaining({
        level: "error",
        fields: expect.objectContaining({ incident: told.incident }),
      }),
    );
    host.analyze = async () => {
      throw new UserError(
        { en: "The model is damaged", zh: "模型已损坏" },
        { en: "Copy it anew", zh: "请重新复制" },
      );
    };
    const damaged = await problem(await call("/analyze", body(asked)));
    expect([damaged.status, damaged.key]).toEqual([500, "incident"]);
    expect(damaged.detail).toContain("The model is damaged. Copy it anew. The log has");
  });
});

describe("a stop", () => {
  it("waits for what is being read, and takes nothing new", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const host = fakeHost();
    const analyze = vi.spyOn(host, "analyze").mockImplementation(async () => {
      await held;
      return Buffer.from('[{"length":1}]');
    });
    const { call, page } = await begin(host);
    const waiting = call("/analyze", body(asked));
    await vi.waitFor(() => expect(analyze).toHaveBeenCalled());
    const stopping = page.adapter.stop();
    const late = await call("/analyze", body(asked));
    expect(late.headers.get("retry-after")).toBe("5");
    expect(await problem(late)).toMatchObject({ status: 503, key: "stopping" });
    release();
    expect(await (await waiting).json()).toEqual({ length: 1 });
    await stopping;
  });
});

describe("commands", () => {
  it("are answered with the whole Reply, in the language that was asked for", async () => {
    const { call, page } = await begin();
    const options = { target: "the dam", sentences: 3 };
    const response = await call("/commands/summarize", body({ options }, { "accept-language": "zh" }));
    expect(response.status).toBe(200);
    const answer = await response.json();
    expect(judge.wrong("/components/schemas/Reply", answer)).toEqual([]);
    expect(page.host.accepted).toMatchObject([
      {
        kind: "command",
        command: { name: "summarize", options },
        author: { id: "program", locale: "zh" },
        place: { channel: "api" },
      },
    ]);
  });

  it.each([
    ["an unknown one", "nothing", {}, 404, "no-command"],
    ["a missing option", "summarize", { options: {} }, 400, "bad-options"],
    ["an unknown option", "summarize", { options: { target: "a", loud: true } }, 400, "bad-options"],
    ["a value that is none of the choices", "digest", { options: { do: "never" } }, 400, "bad-options"],
    ["a number out of bounds", "summarize", { options: { target: "a", sentences: 99 } }, 400, "bad-options"],
    ["an object for a value", "summarize", { options: { target: { a: 1 } } }, 400, "bad-request"],
    ["options that are a list", "summarize", { options: ["a"] }, 400, "bad-request"],
    ["something beside the options", "secret", { option: {} }, 400, "bad-request"],
  ])("tell %s by its own name, and run nothing", async (_, name, sent, status, key) => {
    const { call, page } = await begin();
    for (const language of ["en", "zh"]) {
      const told = await problem(
        await call(`/commands/${name}`, body(sent, { "accept-language": language })),
      );
      expect([told.status, told.key]).toEqual([status, key]);
      expect(/\p{Script=Han}/u.test(told.title)).toBe(language === "zh");
    }
    expect(page.host.accepted).toEqual([]);
  });

  it("tell a failure as a problem: the person's own, and ours by its number", async () => {
    const failures = [
      { problem: "The link is dead", mend: "Try another" },
      { problem: "It went wrong", incident: "ABC234" },
    ];
    const { call } = await begin(
      fakeHost(() => reply("no", { failure: failures.shift() ?? { problem: "" } })),
    );
    expect(await problem(await call("/commands/secret", body({})))).toMatchObject({
      ...{ status: 422, key: "refused", detail: "The link is dead. Try another." },
    });
    expect(await problem(await call("/commands/secret", body({})))).toMatchObject({
      ...{ status: 500, key: "incident", incident: "ABC234" },
    });
  });

  it("read what is sent along, up to five files", async () => {
    const host = fakeHost();
    const { call, page } = await begin(host);
    const file = { name: "../feeds.opml", type: "text/xml", data: Buffer.from("<opml/>").toString("base64") };
    const sent = { options: { target: "x" }, files: [file] };
    expect((await call("/commands/summarize", body(sent))).status).toBe(200);
    const [ref] = host.accepted[0]?.files ?? [];
    if (!ref) throw new Error("no file came along");
    expect(ref).toMatchObject({ name: "feeds.opml", type: "text/xml", size: 7 });
    const bytes = await page.adapter.open(ref, 100, AbortSignal.timeout(5_000));
    expect(Buffer.from(bytes).toString()).toBe("<opml/>");
    for (const files of [
      Array(6).fill(file),
      [{ ...file, data: "no base64!" }],
      [{ data: file.data }],
      file,
    ]) {
      const told = await problem(await call("/commands/summarize", body({ ...sent, files })));
      expect(told.key).toBe("bad-request");
    }
    expect(host.accepted).toHaveLength(1);
  });

  it("point at an earlier answer", async () => {
    const { call, page } = await begin();
    await call("/commands/feedback", body({ options: { verdict: "up" }, about: "r_1" }));
    expect(page.host.accepted).toMatchObject([{ about: "r_1", command: { name: "feedback" } }]);
  });
});

describe("a request that is sent twice under one Idempotency-Key", () => {
  const key = { "idempotency-key": "b7e2c1b4-0001" };

  it("runs once; the repeat is given the same answer, and says so", async () => {
    let runs = 0;
    const { call, page } = await begin(fakeHost(() => reply(`run ${++runs}`)));
    const sent = body({ options: { target: "a" } }, key);
    const [first, second] = [
      await call("/commands/summarize", sent),
      await call("/commands/summarize", sent),
    ];
    expect([first.headers.get("idempotent-replayed"), second.headers.get("idempotent-replayed")]).toEqual([
      null,
      "true",
    ]);
    expect(await second.json()).toEqual(await first.json());
    expect(page.host.accepted).toHaveLength(1);
    const fresh = await call("/commands/summarize", body({ options: { target: "a" } }));
    expect(await fresh.json()).toMatchObject({ markdown: "run 2" });
  });

  it("shares the answer when both come together", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const host = fakeHost(async () => {
      await held;
      return reply("slow but sure");
    });
    const { call } = await begin(host);
    const both = [1, 2].map(() => call("/commands/secret", body({}, key)));
    await vi.waitFor(() => expect(host.accepted).toHaveLength(1));
    release();
    for (const response of await Promise.all(both))
      expect(await response.json()).toMatchObject({ markdown: "slow but sure" });
    expect(host.accepted).toHaveLength(1);
  });

  it("is told to come again while another process works on it", async () => {
    const host = fakeHost();
    host.find = async () => undefined;
    const { call } = await begin(host);
    await call("/commands/secret", body({}, key));
    const [message] = host.accepted;
    if (!message) throw new Error("nothing was accepted");
    host.find = async () => ({ message });
    const response = await call("/commands/secret", body({}, key));
    expect(response.headers.get("retry-after")).toBe("5");
    expect(await problem(response)).toMatchObject({ status: 409, key: "working" });
  });

  it("is refused for another command, other options or another answer pointed at", async () => {
    const { call, page } = await begin();
    await call("/commands/summarize", body({ options: { target: "a" } }, key));
    for (const [name, sent] of [
      ["summarize", { options: { target: "b" } }],
      ["summarize", { options: { target: "a" }, about: "r_1" }],
      ["summarize", { options: { target: "a" }, files: [{ name: "a", data: "" }] }],
      ["digest", { options: { do: "now" } }],
    ] as const) {
      const told = await problem(await call(`/commands/${name}`, body(sent, key)));
      expect([told.status, told.key]).toEqual([422, "other-request"]);
    }
    expect(page.host.accepted).toHaveLength(1);
  });

  it.each(["", "with a space", "x".repeat(201)])("needs a key that can be one, not “%s”", async (given) => {
    const { call, page } = await begin();
    const told = await problem(await call("/commands/secret", body({}, { "idempotency-key": given })));
    expect([told.status, told.key]).toEqual([400, "bad-key"]);
    expect(page.host.accepted).toEqual([]);
  });
});

describe("the door", () => {
  it("opens to the token alone, and never repeats what it was shown", async () => {
    const { page } = await begin();
    for (const authorization of [
      undefined,
      "Bearer wrong-wrong-wrong",
      `Basic ${token}`,
      `Bearer ${token}x`,
    ]) {
      for (const path of ["/openapi.json", "/analyze", "/nothing"]) {
        const response = await fetch(`${page.url}/api/v1${path}`, {
          method: path.endsWith("json") ? "GET" : "POST",
          ...(authorization && { headers: { authorization } }),
        });
        expect(response.headers.get("www-authenticate")).toBe("Bearer");
        const told = await problem(response);
        expect([told.status, told.key]).toEqual([401, "token"]);
        expect(JSON.stringify(told)).not.toMatch(/wrong-wrong|a-token/);
      }
    }
    expect(JSON.stringify(page.log.lines)).not.toMatch(/wrong-wrong|a-token/);
  });

  it("looks at no more than a few wrong tokens a minute from where others reach it", async () => {
    const { page, call } = await begin(fakeHost(), { WEB_ORIGIN: "http://desk.example" });
    const url = `${page.boundUrl}/api/v1/analyze`;
    for (let n = 0; n < 10; n++)
      await fetch(url, { method: "POST", headers: { authorization: `Bearer guess-${n}` } });
    const late = await fetch(url, { method: "POST", headers: { authorization: `Bearer ${token}` } });
    expect(Number(late.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await problem(late)).toMatchObject({ status: 429, key: "wrong-tokens" });
    expect(call).toBeDefined();
  });

  it("gives a program its share of a minute, and tells what is left", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { call } = await begin(fakeHost(), { API_PER_MINUTE: 3 });
    const left: (string | null)[] = [];
    for (let n = 0; n < 3; n++) {
      const response = await call("/analyze", body(asked));
      expect(response.status).toBe(200);
      left.push(response.headers.get("ratelimit"));
    }
    expect(left).toEqual(['"token";r=2;t=60', '"token";r=1;t=60', '"token";r=0;t=60']);
    const over = await call("/analyze", body(asked));
    expect([over.headers.get("retry-after"), over.headers.get("ratelimit-policy")]).toEqual([
      "60",
      '"token";q=3;w=60',
    ]);
    expect(await problem(over)).toMatchObject({ status: 429, key: "rate" });
    vi.setSystemTime(Date.now() + 60_001);
    expect((await call("/analyze", body(asked))).status).toBe(200);
  });

  it("takes JSON alone, and no more than a megabyte of it", async () => {
    const { call, page } = await begin();
    for (const type of ["text/plain", "application/x-www-form-urlencoded", ""]) {
      const response = await call("/analyze", body(asked, { "content-type": type }));
      expect((await problem(response)).key).toBe("media-type");
    }
    expect(
      (await call("/analyze", body(asked, { "content-type": "application/json; charset=utf-8" }))).status,
    ).toBe(200);
    for (const text of ["", "not json", "{", '{"text":"a"', "\u0000"]) {
      const told = await problem(await call("/analyze", { body: text }));
      expect([told.status, told.key]).toEqual([400, "bad-json"]);
    }
    const large = await call("/analyze", body({ ...asked, text: "x".repeat(1_048_576) }));
    expect(await problem(large)).toMatchObject({ status: 413, key: "too-large" });
    const streamed = new ReadableStream({
      start(to) {
        for (let n = 0; n < 20; n++) to.enqueue(new Uint8Array(100_000).fill(0x20));
        to.close();
      },
    });
    const init = { body: streamed, duplex: "half" } as RequestInit;
    expect(await problem(await call("/analyze", init))).toMatchObject({ status: 413 });
    const whole = await call("/analyze", body({ ...asked, text: "x".repeat(1_000_000) }));
    expect(await whole.json()).toEqual({ length: 1_000_000 });
    expect(page.host.accepted).toEqual([]);
  });

  it("lets no other site in, and shares nothing with any", async () => {
    const { call } = await begin();
    const foreign = await call("/analyze", body(asked, { origin: "https://evil.example" }));
    expect(await problem(foreign)).toMatchObject({ status: 403, key: "foreign" });
    const own = await call("/analyze", body(asked));
    expect([...own.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    const preflight = await call("/analyze", {
      method: "OPTIONS",
      headers: { "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(405);
  });

  it("names the right method, and the document where there is no such address", async () => {
    const { call } = await begin();
    const get = await call("/analyze", { method: "GET" });
    expect([get.headers.get("allow"), await problem(get)]).toMatchObject([
      "POST",
      { status: 405, key: "method" },
    ]);
    expect(await problem(await call("/nothing", body({})))).toMatchObject({ status: 404, key: "no-path" });
    expect(await problem(await call("", body({})))).toMatchObject({ status: 404, key: "no-path" });
    expect(await problem(await call("/commands/%E0%A4", body({})))).toMatchObject({ key: "no-command" });
  });

  it("gives the document in the language asked for", async () => {
    const { call } = await begin();
    const response = await call("/openapi.json", { method: "GET", headers: { "accept-language": "zh" } });
    const document = (await response.json()) as { info: { description: string } };
    expect(document).toEqual(openApi(sampleCommands, "zh"));
    expect(document.info.description).toMatch(/\p{Script=Han}/u);
  });
});

describe("whatever JSON comes", () => {
  it("is answered, and never by a failure of ours", async () => {
    const { call } = await begin();
    const shaped = fc.record(
      {
        text: fc.oneof(fc.string({ unit: "binary" }), fc.jsonValue()),
        texts: fc.oneof(fc.array(fc.record({ text: fc.string() })), fc.jsonValue()),
        want: fc.oneof(fc.subarray(["language", "names", "__proto__", "toString"]), fc.jsonValue()),
        language: fc.jsonValue(),
        publishedAt: fc.jsonValue(),
        keywords: fc.jsonValue(),
        options: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue()),
        about: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    const path = fc.constantFrom(
      ...["/analyze", "/commands/summarize", "/commands/digest", "/commands/secret", "/commands/__proto__"],
    );
    await fc.assert(
      fc.asyncProperty(path, fc.oneof(shaped, fc.jsonValue()), async (where, sent) => {
        const response = await call(where, body(sent));
        expect([200, 400, 404]).toContain(response.status);
        if (response.status !== 200) await problem(response);
        else await response.arrayBuffer();
      }),
      { numRuns: 400 },
    );
  });
});

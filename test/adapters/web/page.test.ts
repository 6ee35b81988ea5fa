/** The page over HTTP: who gets in, what is refused, what is shown. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Reply } from "../../../src/types.ts";
import { fakeHost, reply } from "../../fakes/host.ts";
import { raw, type Started, startPage, visitor } from "./parts.ts";

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

describe("every answer of the page", () => {
  it("carries a strict policy, is not framed, sniffed or kept", async () => {
    const { person } = await begin();
    for (const path of ["/", "/commands", "/nowhere", "/healthz", "/static/page.js"]) {
      const { headers } = await person.call(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy, path).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("access-control-allow-origin")).toBeNull();
      if (!path.startsWith("/static")) expect(headers.get("cache-control")).toBe("no-store");
    }
  });

  it("has no style, handler or script in its markup, and names no other host", async () => {
    const { person } = await begin();
    for (const path of ["/", "/commands", "/digest"]) {
      const html = await person.open(path);
      expect(html, path).not.toMatch(/\sstyle=|\son\w+=|<script(?! type="module" src="\/static\/)/);
      expect(html.match(/(?:src|href|action)="(?!\/|#|data:)[^"]*"/g) ?? []).toEqual([]);
    }
  });
});

describe("changes", () => {
  it("are refused from another origin, by another name, without the page's token, or without a session", async () => {
    const { page, person } = await begin();
    const csrf = person.tokenIn(await person.open());
    const say = (headers: Record<string, string>, fields: Record<string, string> = { csrf, text: "hello" }) =>
      person.post("/say", fields, { ...json, ...headers });
    expect((await say({ origin: "https://evil.example" })).status).toBe(403);
    expect((await say({}, { text: "no token" })).status).toBe(403);
    expect((await say({}, { csrf: "wrong", text: "no token" })).status).toBe(403);
    expect((await visitor(page.url).post("/say", { csrf, text: "no session" }, json)).status).toBe(403);
    const other = visitor(page.url);
    await other.open();
    expect((await other.post("/say", { csrf, text: "another's token" }, json)).status).toBe(403);
    expect((await raw(page.url, { host: "evil.example" })).status).toBe(403);
    expect(page.host.accepted).toEqual([]);
    expect((await say({})).status).toBe(202);
  });

  it("need a cookie that no script and no other site can use", async () => {
    const { person } = await begin();
    const response = await person.call("/");
    const cookie = response.headers.get("set-cookie") ?? "";
    expect(cookie).toContain("HttpOnly");
    expect(cookie).toContain("SameSite=Strict");
  });

  it("do not replace a session when another site links here", async () => {
    const { page } = await begin();
    const { host } = new URL(page.url);
    const link = {
      "sec-fetch-site": "cross-site",
      "sec-fetch-dest": "document",
      "sec-fetch-mode": "navigate",
    };
    const answer = await raw(page.url, { host, ...link });
    expect(answer.status).toBe(200);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(answer.body).toContain('http-equiv="refresh"');
  });

  it("are worked once when a form is sent twice, and again when its words are others", async () => {
    const { page, person } = await begin();
    for (const text of ["one", "one", "two"]) await person.send("/say", { number: "same-form", text }, json);
    await page.host.idle();
    expect(page.host.accepted.map((message) => message.text)).toEqual(["one", "two"]);
  });
});

describe("the page without script", () => {
  it("shows the reply after a plain form", async () => {
    const { person } = await begin();
    const response = await person.send("/say", { text: "what is new?" });
    expect(response.status).toBe(303);
    const html = await person.open(response.headers.get("location") ?? "");
    expect(html).toContain("what is new?");
    expect(html).toContain("echo: what is new?");
  });

  it("shows what is under way, and looks again by itself", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { person } = await begin(
      fakeHost(async (_message, progress) => {
        progress.status("Reading the harbour", 1, 2);
        await held;
        return reply("read");
      }),
    );
    await person.send("/say", { text: "slow", number: "same-form" }, json);
    await vi.waitFor(async () => expect(await person.open()).toContain("Reading the harbour"));
    // Sent again, it is known already: the first one stays under way.
    await person.send("/say", { text: "slow", number: "same-form" }, json);
    expect(await person.open()).toContain('<noscript><meta http-equiv="refresh"');
    release();
    await vi.waitFor(async () => expect(await person.open()).not.toContain("Reading the harbour"));
  });

  it("runs a command by the form of its declared options", async () => {
    const { page, person } = await begin();
    const html = await person.open("/commands");
    expect(html).toContain('name="o.sentences"');
    expect(html).toContain('<option value="Harbour Post">');
    expect(html).not.toContain("What you think of a reply");
    await person.send(
      "/run",
      { command: "digest", "o.do": "at", "o.time": "07:30", "o.loud": "no", "o.evil": "x", "o.source": "" },
      json,
    );
    await page.host.idle();
    expect(page.host.accepted[0]).toMatchObject({
      kind: "command",
      command: { name: "digest", options: { do: "at", time: "07:30", loud: false } },
    });
    expect(page.host.accepted[0]?.command?.options).not.toHaveProperty("evil");
    expect((await person.send("/run", { command: "nothing" }, json)).status).toBe(400);
  });

  it("shows the digest as it would be sent now, beside the conversation and not in it", async () => {
    const { page, person } = await begin(fakeHost(() => reply("The morning")));
    expect(await person.open("/digest")).toContain("The morning");
    expect(page.host.accepted[0]?.command).toEqual({ name: "digest", options: { do: "now" } });
    expect(await person.open("/")).not.toContain("The morning");
    expect(await person.open("/health")).toContain("the command “health” is missing");
  });

  it("gives ratings to the house, and shows what it said", async () => {
    const { page, person } = await begin(
      fakeHost((message) =>
        message.kind === "reacted" ? reply("Noted, thank you") : reply("An answer", { id: "r_1" }),
      ),
    );
    await person.send("/say", { text: "hello" });
    await person.send("/rate", { rating: "down:r_1" });
    expect(page.host.accepted[1]).toMatchObject({
      kind: "reacted",
      about: "r_1",
      command: { name: "feedback", options: { verdict: "down" } },
    });
    expect(await person.open()).toContain("Noted, thank you");
  });

  it("speaks Chinese to those who read it, and keeps what they chose", async () => {
    const { person } = await begin();
    expect(await person.open("/", { "accept-language": "zh-CN,zh;q=0.9,en;q=0.5" })).toContain(
      '<html lang="zh-Hans">',
    );
    expect(await person.open("/", { "accept-language": "fr,en;q=0.2" })).toContain('<html lang="en">');
    const response = await person.send("/language", { language: "zh", back: "//evil.example" });
    expect(response.headers.get("location")).toBe("/");
    expect(await person.open()).toContain("回车发送");
  });
});

describe("what is shown of a reply", () => {
  const hostile: Partial<Reply> = {
    sentences: [
      {
        text: "It was so.",
        verdict: "supported",
        passages: [{ source: "a", start: 5, end: 20, text: "It was <i>so</i>." }],
      },
      { text: "It was not.", verdict: "unsupported", passages: [] },
    ],
    sources: [
      {
        id: "a",
        title: "<script>alert(1)</script>",
        url: "javascript:alert(1)",
        outlet: '"><img src=x onerror=alert(1)>',
        sample: true,
      },
      { id: "b", title: "Second", url: "https://b.example/x?a=1&b=2", publishedAt: Date.UTC(2026, 10, 1) },
    ],
    actions: [{ id: "0".repeat(32), label: "<b>Press</b>" }],
    images: [{ name: "x", type: "image/svg+xml", data: '"><script>', alt: 'a "chart"' }],
    files: [{ name: '"><x.opml', type: "text/html", data: "PHNjcmlwdD4=" }],
    madeBy: ["<model>"],
  };

  it("can do nothing, and can be opened", async () => {
    const { person } = await begin(
      fakeHost(() => reply("It was so. \\[1\\] <script>alert(1)</script>", hostile)),
    );
    await person.send("/say", { text: "<script>alert(2)</script>" });
    const html = await person.open();
    expect(html.match(/<script(?! type="module" src="\/static\/\w+\.js\?\w+"><\/script>)/g)).toBeNull();
    expect(html).not.toContain("<img src=x");
    expect(html).not.toContain("javascript:");
    expect(html).toContain("<mark>It was &lt;i&gt;so&lt;/i&gt;.</mark>");
    expect(html).toMatch(/<a class="cite" href="#(s-[^"]+-1)">1<\/a>[\s\S]*id="\1"/);
    expect(html).toContain('href="https://b.example/x?a=1&amp;b=2" rel="noopener noreferrer"');
    expect(html).toContain(">sample</span>");
    expect(html).toContain("Not borne out by the sources");
    expect(html).toContain('alt="a &quot;chart&quot;"');
    expect(html).toContain("data:application/octet-stream;base64,PHNjcmlwdD4=");
  });

  it("does not take a footnote of the source for a citation of ours", async () => {
    const { person } = await begin(
      fakeHost(() =>
        reply("He said so \\[1\\]. \\[1\\]", {
          ...hostile,
          sentences: [{ text: "He said so [1].", verdict: "supported", passages: [] }],
        }),
      ),
    );
    await person.send("/say", { text: "x" });
    expect(await person.open()).not.toContain('class="cite"');
  });
});

describe("files", () => {
  it("are kept for the house to open, and above 5 MB refused", async () => {
    const { page, person } = await begin();
    await person.send(
      "/say",
      { text: "summarize", files: new File(["Council votes"], "../../etc/note.txt", { type: "text/plain" }) },
      json,
    );
    await page.host.idle();
    const [file] = page.host.accepted[0]?.files ?? [];
    if (!file) throw new Error("the file is missing");
    expect(file).toMatchObject({ name: "note.txt", size: 13 });
    expect(Buffer.from(await page.adapter.open(file, 100, AbortSignal.timeout(5_000))).toString()).toBe(
      "Council votes",
    );
    await expect(page.adapter.open(file, 5, AbortSignal.timeout(5_000))).rejects.toThrow(/larger than/);
    await expect(
      page.adapter.open({ ...file, ref: "../web-token" }, 100, AbortSignal.timeout(5_000)),
    ).rejects.toThrow(/no longer kept/);
    const large = new File([new Uint8Array(5 * 1024 * 1024 + 1)], "large.bin");
    expect((await person.send("/say", { text: "x", files: large }, json)).status).toBe(413);
  });
});

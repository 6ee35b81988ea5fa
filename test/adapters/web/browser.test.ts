/** The page in a real browser: Debian's Chromium, or the one that CHROMIUM_PATH names. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Message, Progress, Reply } from "../../../src/types.ts";
import { fakeHost, reply } from "../../fakes/host.ts";
import { type Started, startPage } from "./parts.ts";

const path = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const there = existsSync(path);
const checks = fileURLToPath(new URL("checks.js", import.meta.url));

const said = "The council voted 7 to 4 on Tuesday to close the harbour wall.";
const summary: Partial<Reply> = {
  sentences: [
    { text: said, verdict: "supported", passages: [{ source: "a", start: 0, end: 10, text: said }] },
  ],
  sources: [
    {
      id: "a",
      title: "Harbour wall to close",
      url: "https://harbour.example/wall",
      outlet: "Harbour Post",
      sample: true,
    },
  ],
  actions: [{ id: "a".repeat(32), label: "Shorter", style: "primary" }],
  images: [
    {
      name: "dot",
      type: "image/svg+xml",
      data: Buffer.from(
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40"><script>document.title="x"</script></svg>',
      ).toString("base64"),
      alt: "A bar of 7 beside one of 4",
    },
  ],
};

/** What `checks.measure` gives. */
interface Seen {
  faint: readonly string[];
  small: readonly string[];
  width: number;
  background: number;
}

describe.skipIf(!there)(
  `the page in a browser${there ? "" : ` (skipped: no Chromium at ${path}; set CHROMIUM_PATH)`}`,
  () => {
    let browser: Browser;
    let started: Started;
    let release: () => void;
    /** Whatever the browser complained of, and every request that left the page's own host. */
    const troubles: string[] = [];

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox", "--disable-gpu"] });
    });
    afterAll(async () => browser?.close());
    afterEach(async () => {
      for (const context of browser.contexts()) await context.close();
      release?.();
      await started.end();
      expect(troubles.splice(0)).toEqual([]);
    });

    async function answer(message: Message, progress: Progress): Promise<Reply> {
      if (message.kind === "pressed") return reply("A shorter one", { id: "r_2" });
      if (message.kind === "reacted") return reply("Noted, thank you", { id: "r_3" });
      if (message.text.startsWith("wide"))
        return reply(
          `${"unbroken".repeat(60)}\n\n| ${"column | ".repeat(20)}\n| ${"--- | ".repeat(20)}\n| ${"cell | ".repeat(20)}\n\n\`\`\`\n${"code ".repeat(80)}\n\`\`\``,
        );
      if (message.text.startsWith("slow")) {
        progress.status("Reading harbour.example");
        progress.partial("The council **voted**");
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      }
      return reply(
        `**The wall**\n\n${said} \\[1\\]\n\n<script>document.title = "broken"</script> [out](https://out.example/)`,
        { id: "r_1", ...summary },
      );
    }

    async function visit(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
      started = await startPage(fakeHost(answer));
      const context = await browser.newContext({ locale: "en-GB", ...options });
      await context.addInitScript({ path: checks });
      const page = await context.newPage();
      page.on("console", (line) => {
        if (line.type() === "error" || line.type() === "warning") troubles.push(line.text());
      });
      page.on("pageerror", (error) => troubles.push(String(error)));
      page.on("request", (request) => {
        if (!request.url().startsWith(started.url) && !request.url().startsWith("data:"))
          troubles.push(`left the host: ${request.url()}`);
      });
      await page.goto(started.url);
      return page;
    }
    const ask = async (page: Page, text: string) => {
      await page.getByLabel("Your question").fill(text);
      await page.keyboard.press("Enter");
    };

    it("answers as it is written, and a reload loses nothing", async () => {
      const page = await visit();
      await ask(page, "slow summary, please");
      await page.getByText("Reading harbour.example").waitFor();
      await page.locator(".work strong", { hasText: "voted" }).waitFor();
      await page.reload();
      await page.getByText("Reading harbour.example").waitFor();
      release();
      await page.locator("#talk .reply", { hasText: said }).waitFor();
      expect(await page.locator(".work").count()).toBe(0);
      expect(await page.locator("#talk > .said").count()).toBe(1);
      await page.reload();
      expect(await page.locator("#talk > .reply").count()).toBe(1);
      expect(await page.title()).toBe("Copytaster");
      expect(await page.getByLabel("Your question").inputValue()).toBe("");
    });

    it("puts each answer behind its question, whichever comes first", async () => {
      const page = await visit();
      await ask(page, "slow one");
      await page.locator(".work", { hasText: "slow one" }).waitFor();
      await ask(page, "quick one");
      await page.locator("#talk > .reply").waitFor();
      release();
      await page.locator("#talk > .reply").nth(1).waitFor();
      const order = async () =>
        (await page.locator("#talk > li").all()).map(async (one) => `${await one.getAttribute("class")}`);
      expect(await Promise.all(await order())).toEqual(["said", "reply", "said", "reply"]);
      await page.reload();
      expect(await Promise.all(await order())).toEqual(["said", "reply", "said", "reply"]);
    });

    it("opens its sources at the passage, and takes buttons and ratings", async () => {
      const page = await visit();
      await ask(page, "summary");
      const answer = page.locator("#talk .reply").first();
      const passage = answer.locator("mark");
      await answer.waitFor();
      expect(await passage.isVisible()).toBe(false);
      await answer.getByRole("link", { name: "1", exact: true }).click();
      expect(await passage.isVisible()).toBe(true);
      expect(await answer.getByRole("link", { name: /harbour\.example/ }).getAttribute("rel")).toBe(
        "noopener noreferrer",
      );
      expect(await answer.getByRole("img").getAttribute("alt")).toBe("A bar of 7 beside one of 4");
      await answer.getByRole("button", { name: "Shorter" }).click();
      await page.getByText("A shorter one").waitFor();
      await answer.getByRole("button", { name: "Good answer" }).click();
      await answer.getByText("Noted, thank you").waitFor();
      expect(await answer.getByRole("button", { name: "Good answer" }).getAttribute("aria-pressed")).toBe(
        "true",
      );
      await started.host.idle();
      expect(started.host.accepted.map((message) => message.kind)).toEqual(["said", "pressed", "reacted"]);
    });

    it("is worked by keyboard alone", async () => {
      const page = await visit();
      expect(await page.evaluate("document.activeElement.id")).toBe("text");
      await page.keyboard.type("first line");
      await page.keyboard.press("Shift+Enter");
      await page.keyboard.type("second line");
      await page.keyboard.press("Enter");
      await page.locator("#talk .reply").waitFor();
      expect(started.host.accepted[0]?.text).toBe("first line\nsecond line");
      await page.reload();
      await page.locator("#talk .reply").waitFor();
      await page.evaluate("document.activeElement.blur()");
      const reached: string[] = [];
      for (let n = 0; n < 30; n++) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate<string>("checks.focused()");
        if (at) reached.push(at);
      }
      const all = reached.join("\n");
      expect(all).not.toContain("without a visible focus");
      for (const part of [
        "Skip to the content",
        "Digest",
        "summary",
        "Shorter",
        "Good answer",
        "textarea",
        "button Send",
      ])
        expect(all).toContain(part);
    });

    it("tells readers of the screen what is what", async () => {
      const page = await visit();
      await ask(page, "summary");
      await page.locator("#talk .reply").waitFor();
      for (const path of ["/", "/commands", "/sources"]) {
        await page.goto(`${started.url}${path}`);
        const faults = await page.evaluate("checks.faults()");
        expect(faults, path).toEqual([]);
      }
      await page.goto(started.url);
      expect(await page.locator("#talk").getAttribute("aria-live")).toBe("polite");
    });

    it.each([
      ["light", "en-GB"],
      ["dark", "en-GB"],
      ["light", "zh-CN"],
      ["dark", "zh-CN"],
    ] as const)("can be read on a phone, %s, %s", async (colorScheme, locale) => {
      const page = await visit({
        colorScheme,
        locale,
        viewport: { width: 390, height: 844 },
        hasTouch: true,
      });
      for (const text of ["summary", "wide"]) {
        const count = await page.locator("#talk > .reply").count();
        await page.locator("#text").fill(text);
        await page.keyboard.press("Enter");
        await page.locator("#talk > .reply").nth(count).waitFor();
      }
      for (const path of ["/", "/digest", "/sources", "/commands", "/health"]) {
        await page.goto(`${started.url}${path}`);
        await page.evaluate("checks.openAll()");
        const seen = await page.evaluate<Seen>("checks.measure()");
        expect(seen.width, path).toBeLessThanOrEqual(390);
        expect(seen.small, path).toEqual([]);
        expect(seen.faint, path).toEqual([]);
        expect(seen.background < 0.2).toBe(colorScheme === "dark");
      }
    });

    it("asks without script by its plain form", async () => {
      const page = await visit({ javaScriptEnabled: false });
      await page.getByLabel("Your question").fill("summary");
      await page.getByRole("button", { name: "Send" }).click();
      await page.locator("#talk .reply", { hasText: said }).waitFor();
      await page.getByRole("button", { name: "中文" }).click();
      expect(await page.locator("html").getAttribute("lang")).toBe("zh-Hans");
    });

    it("uploads a file, and refuses one that is too large before it is sent", async () => {
      const page = await visit();
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Council votes") });
      await page.getByText("1 attached").waitFor();
      await ask(page, "summarize");
      await page.locator("#talk .reply").waitFor();
      expect(started.host.accepted[0]?.files[0]).toMatchObject({ name: "notes.txt", size: 13 });
      await page
        .locator("input[type=file]")
        .setInputFiles({ name: "large.bin", mimeType: "x/y", buffer: Buffer.alloc(5 * 1024 * 1024 + 1) });
      await ask(page, "too large");
      expect(await page.evaluate("document.getElementById('ask').checkValidity()")).toBe(false);
      expect(started.host.accepted).toHaveLength(1);
    });

    it("keeps the words when they could not be sent", async () => {
      const page = await visit();
      await page.evaluate("document.querySelector('#ask [name=csrf]').value = 'old'");
      await ask(page, "do not lose this");
      await page.getByRole("alert").getByText("Reload it").waitFor();
      expect(await page.getByLabel("Your question").inputValue()).toBe("do not lose this");
      // The browser notes every refused request in its console.
      expect(troubles.splice(0)).toEqual([expect.stringContaining("403")]);
    });
  },
);

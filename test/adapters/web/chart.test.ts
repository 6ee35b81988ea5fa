/** Charts on the page: pictures without script, drawn live with it, from the page's own host alone and under its policy. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { draw } from "../../../src/charts/worker.ts";
import type { Chart, Picture } from "../../../src/types.ts";
import { samples } from "../../charts/samples.ts";
import { fakeHost, reply } from "../../fakes/host.ts";
import { type Started, startPage } from "./parts.ts";

const path = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const there = existsSync(path);

async function pictureOf(chart: Chart): Promise<Picture> {
  const { png, ...drawn } = await draw({ chart, width: 600, theme: "light" });
  return { name: "chart.png", type: "image/png", data: Buffer.from(png).toString("base64"), ...drawn };
}

describe.skipIf(!there)(
  `charts in a browser${there ? "" : ` (skipped: no Chromium at ${path}; set CHROMIUM_PATH)`}`,
  () => {
    let browser: Browser;
    let started: Started;
    const troubles: string[] = [];
    let pictures: readonly Picture[] = [];

    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox", "--disable-gpu"] });
      const hostile = { ...samples("en").bars, title: "</script><img src=x onerror=alert(1)>" } as Chart;
      const all = [...Object.values(samples("en")), samples("zh").compare, hostile];
      pictures = await Promise.all(all.map(pictureOf));
    }, 60_000);
    afterAll(async () => browser?.close());
    afterEach(async () => {
      for (const context of browser.contexts()) await context.close();
      await started.end();
      expect(troubles.splice(0)).toEqual([]);
    });

    async function visit(options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
      started = await startPage(fakeHost(() => reply("Charts", { images: pictures })));
      await started.conversation.add(
        { platform: "web", workspace: "local", channel: "page" },
        { id: "e1", at: Date.now(), reply: reply("Charts", { images: pictures }) },
        "d1",
      );
      const page = await (await browser.newContext({ locale: "en-GB", ...options })).newPage();
      page.on("console", (line) => troubles.push(`${line.type()}: ${line.text()}`));
      page.on("pageerror", (error) => troubles.push(String(error)));
      page.on("request", (request) => {
        if (!request.url().startsWith(started.url) && !request.url().startsWith("data:"))
          troubles.push(`left the host: ${request.url()}`);
      });
      await page.goto(started.url);
      return page;
    }
    const drawAll = async (page: Page) => {
      for (const figure of await page.locator("figure[data-chart]").all()) {
        await figure.scrollIntoViewIfNeeded();
        await figure.locator(".chart svg").waitFor();
      }
    };
    const shot = async (page: Page, name: string) => {
      if (process.env.CHART_SHOTS)
        await page.screenshot({ path: `${process.env.CHART_SHOTS}/${name}.png`, fullPage: true });
    };

    it("stand as pictures with their words and numbers where no script runs", async () => {
      const page = await visit({ javaScriptEnabled: false });
      const images = await page.locator("figure.picture img").all();
      expect(images).toHaveLength(pictures.length);
      expect(await images[0]?.getAttribute("alt")).toContain("peak 17 on 7 March at 16:00");
      const numbers = page.locator(".numbers").first();
      expect(await numbers.getByRole("table").isVisible()).toBe(false);
      await numbers.locator("summary").focus();
      await page.keyboard.press("Enter");
      expect(await numbers.getByRole("row", { name: "2026-03-07 16:00 17" }).isVisible()).toBe(true);
    });

    it("are drawn by the page itself, told in the same words, and loaded from its own host", async () => {
      const page = await visit();
      await drawAll(page);
      await shot(page, "desk");
      const first = page.locator(".chart").first();
      expect(await first.locator("svg text", { hasText: "evacuation, dam" }).count()).toBe(1);
      expect(await page.locator("figure img:visible").count()).toBe(0);
      await first.focus();
      expect(await page.evaluate("document.activeElement.ariaLabel")).toBe(pictures[0]?.alt);
      expect(await page.locator(".chart svg text", { hasText: "</script>" }).count()).toBe(1);
      expect(await page.locator(".chart svg :is(a, image, script)").count()).toBe(0);
    }, 60_000);

    it("follow the page into the dark, and onto a telephone", async () => {
      const page = await visit({ viewport: { width: 380, height: 800 }, colorScheme: "light" });
      await drawAll(page);
      await shot(page, "phone");
      const ground = `getComputedStyle(document.querySelector(".chart svg")).backgroundColor`;
      const overflow = await page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      expect(overflow, "the page does not scroll sideways").toBeLessThanOrEqual(0);
      const before = await page.evaluate(ground);
      await page.emulateMedia({ colorScheme: "dark" });
      await vi.waitFor(async () => expect(await page.evaluate(ground)).not.toBe(before), 20_000);
      await drawAll(page);
      await shot(page, "phone-dark");
      await page.setViewportSize({ width: 1200, height: 900 });
      const wide = "document.querySelector('.chart svg').clientWidth";
      await vi.waitFor(async () => expect(await page.evaluate(wide)).toBeGreaterThan(450), 20_000);
      await shot(page, "desk-dark");
    }, 60_000);
  },
);

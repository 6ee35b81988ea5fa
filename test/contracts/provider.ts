/** What every provider promises. Each implementation's test runs this. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Provider, TextRequest } from "../../src/types.ts";

export interface ProviderKit {
  /** Made once for all. */
  open(): Promise<Provider>;
  close(): Promise<void>;
  /** A prompt that it can answer. */
  prompt: string;
  /** Source and filled prompt that it answers; nothing else about the answer is known. */
  ask: Pick<TextRequest, "values" | "system" | "user">;
  /** Source and filled prompt whose answer takes so long that it can be given up midway; undefined where nothing takes long. */
  long: Pick<TextRequest, "values" | "system" | "user"> | undefined;
  /** Does it tell partial text while it works? */
  streams: boolean;
}

export function textRequest(over: Partial<TextRequest>): TextRequest {
  return {
    prompt: "brief",
    values: {},
    system: "Be true.",
    user: "",
    language: "en",
    maxTokens: 64,
    signal: new AbortController().signal,
    partial: () => undefined,
    ...over,
  };
}

export function providerKit(name: string, kit: ProviderKit): void {
  describe(`${name}: what every provider promises`, () => {
    let provider: Provider;
    beforeAll(async () => {
      provider = await kit.open();
    });
    afterAll(() => kit.close());
    const request = (over: Partial<TextRequest> = {}) =>
      textRequest({ prompt: kit.prompt, ...kit.ask, ...over });

    it("says who it is, in a form that can be a key", () => {
      expect(provider.name).toMatch(/^[a-z]+$/);
      expect(provider.model).not.toBe("");
      expect(JSON.parse(JSON.stringify(provider.parameters))).toEqual(provider.parameters);
      expect(provider.can(kit.prompt)).toBe(true);
    });

    it("answers with text, its model and what it used", async () => {
      const result = await provider.generate(request());
      expect(result.text.trim()).not.toBe("");
      expect(result.model).not.toBe("");
      expect(result.usage.input).toBeGreaterThanOrEqual(0);
      expect(result.usage.output).toBeGreaterThanOrEqual(0);
      expect(["stop", "cut"]).toContain(result.finish);
    });

    it("tells partial text that only grows towards the answer", async () => {
      const partials: string[] = [];
      const result = await provider.generate(request({ partial: (text) => partials.push(text) }));
      if (kit.streams) expect(partials.length).toBeGreaterThan(1);
      for (const [index, text] of partials.entries()) {
        expect(text.startsWith(partials[index - 1] ?? "")).toBe(true);
        expect(result.text.startsWith(text.trimEnd())).toBe(true);
      }
    });

    it("gives up at once when nobody waits any more", async () => {
      const reason = new Error("nobody waits");
      const given = request({ signal: AbortSignal.abort(reason) });
      await expect(provider.generate(given)).rejects.toBe(reason);
    });

    it.skipIf(!kit.long)(
      `gives up midway, and answers the next one${kit.long ? "" : " (skipped: its work takes no time)"}`,
      async () => {
        const controller = new AbortController();
        const reason = new Error("enough");
        const given = request({
          ...kit.long,
          maxTokens: 100_000,
          signal: controller.signal,
          partial: () => controller.abort(reason),
        });
        await expect(provider.generate(given)).rejects.toBe(reason);
        expect((await provider.generate(request())).text.trim()).not.toBe("");
      },
    );

    it("refuses an empty prompt with a plain error", async () => {
      await expect(
        provider.generate(request({ values: { text: " " }, system: "", user: " " })),
      ).rejects.toThrow(/empty/i);
    });

    it("answers several at a time, each with its own", async () => {
      const results = await Promise.all([1, 2, 3].map(() => provider.generate(request())));
      for (const result of results) expect(result.text).toBe(results[0]?.text);
    });

    it("may be stopped twice", async () => {
      await provider.stop();
      await provider.stop();
    });
  });
}

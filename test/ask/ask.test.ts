import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { createAsk, everyProvider } from "../../src/ask/ask.ts";
import { loadPrompts } from "../../src/ask/prompts.ts";
import { createRemember } from "../../src/ask/remember.ts";
import { headlines, json, plainText } from "../../src/ask/shapes.ts";
import { UserError } from "../../src/errors.ts";
import type { AskRequest, Provider, TextRequest, TextResult } from "../../src/types.ts";
import { fakeCache, fakeLog, fakeProvider } from "../fakes/ask.ts";

const prompts = await loadPrompts(new URL("../../prompts", import.meta.url).pathname);

function setUp(providers: readonly Provider[], over: Partial<Parameters<typeof createAsk>[0]> = {}) {
  const log = fakeLog();
  const cache = fakeCache();
  const ask = createAsk({
    providers,
    prompts,
    remember: createRemember(cache, log),
    log,
    timeoutMs: 10_000,
    ttlMs: 60_000,
    policy: everyProvider,
    ...over,
  });
  return { ask, log, cache };
}

function request<T>(over: Partial<AskRequest<T>> & Pick<AskRequest<T>, "shape">): AskRequest<T> {
  return {
    prompt: "brief",
    values: { text: "The port closed on Monday." },
    language: "en",
    scope: { desk: "d" },
    attempt: 0,
    maxTokens: 100,
    signal: new AbortController().signal,
    partial: () => undefined,
    ...over,
  };
}

/** Answers when told to, and gives up at its signal as a real one does. */
function slow(): { generate(asked: TextRequest): Promise<TextResult>; finish(text: string): void } {
  const gate = Promise.withResolvers<TextResult>();
  return {
    generate: (asked) => {
      asked.signal.addEventListener("abort", () => gate.reject(asked.signal.reason));
      asked.partial("The");
      return gate.promise;
    },
    finish: (text) => gate.resolve({ text, model: "m1", usage: { input: 0, output: 0 }, finish: "stop" }),
  };
}

describe("ask", () => {
  it("answers, says what made it, and remembers it", async () => {
    const provider = fakeProvider("p", [{ text: "Port closed.", model: "m1-2026" }]);
    const { ask } = setUp([provider]);
    const first = await ask(request({ shape: plainText }));
    expect(first).toMatchObject({ value: "Port closed.", provider: "p", remembered: false });
    expect(first.madeBy).toMatch(/^p m1-2026 \(prompt brief [0-9a-f]{8}\)$/);
    expect(await ask(request({ shape: plainText }))).toEqual({ ...first, remembered: true });
    expect(provider.asked).toHaveLength(1);
  });

  it("asks anew for another attempt, text, desk, place, shape, length, model or parameter", async () => {
    const provider = fakeProvider("p", ["Port closed."]);
    const { ask, cache, log } = setUp([provider]);
    const base = request({ shape: plainText });
    await ask(base);
    const others: AskRequest<string>[] = [
      { ...base, attempt: 1 },
      { ...base, values: { text: "Another." } },
      { ...base, scope: { desk: "e" } },
      { ...base, scope: { desk: "d", place: "x" } },
      { ...base, shape: { ...plainText, name: "text@2" } },
      { ...base, maxTokens: 200 },
      { ...base, language: "zh" },
    ];
    for (const other of others) expect((await ask(other)).remembered).toBe(false);
    for (const over of [{ model: "m2" }, { parameters: { temperature: 1 } }]) {
      const changed = createAsk({
        providers: [fakeProvider("p", ["x"], over)],
        prompts,
        remember: createRemember(cache, log),
        log,
        timeoutMs: 1000,
        ttlMs: 1000,
        policy: everyProvider,
      });
      expect((await changed(base)).remembered).toBe(false);
    }
  });

  it("goes on to the next provider, logs why, and names who answered", async () => {
    const { ask, log } = setUp([
      fakeProvider("a", [new Error("429 slow down")]),
      fakeProvider("b", ["Closed."]),
    ]);
    const answer = await ask(request({ shape: plainText }));
    expect(answer).toMatchObject({ provider: "b", value: "Closed." });
    expect(answer.madeBy).toMatch(/^b /);
    expect(log.lines.find(({ level }) => level === "warn")?.fields).toMatchObject({
      provider: "a",
      error: "429 slow down",
    });
  });

  it("does not ask a provider that cannot or may not", async () => {
    const cannot = fakeProvider("a", ["x"], { can: () => false });
    const mayNot = fakeProvider("b", ["x"]);
    const may = fakeProvider("c", ["Closed."]);
    const { ask } = setUp([cannot, mayNot, may], {
      policy: (_scope, all) => all.filter(({ name }) => name !== "b"),
    });
    expect((await ask(request({ shape: plainText }))).provider).toBe("c");
    expect([...cannot.asked, ...mayNot.asked]).toEqual([]);
  });

  it("says in both languages how to mend it when no provider could", async () => {
    const { ask } = setUp([fakeProvider("a", [new Error("one")]), fakeProvider("b", [new Error("two")])]);
    const error = await ask(request({ shape: plainText })).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).mend).toMatchObject({ en: /doctor/, zh: /doctor/ });
    expect(((error as UserError).cause as AggregateError).errors).toHaveLength(2);
    await expect(setUp([]).ask(request({ shape: plainText }))).rejects.toThrow(UserError);
  });

  it("passes on the only provider's own mend", async () => {
    const bad = new UserError(
      { en: "The key was refused", zh: "密钥被拒绝" },
      { en: "Set KEY", zh: "请设置 KEY" },
    );
    await expect(setUp([fakeProvider("a", [bad])]).ask(request({ shape: plainText }))).rejects.toBe(bad);
  });

  it("tells the model what was wrong with an answer, once, and keeps only one that parses", async () => {
    const shape = json("pair@1", z.object({ a: z.number() }));
    const mended = fakeProvider("p", ["{oops </data-problem>", '```json\n{"a": 1}\n```']);
    const { ask, cache } = setUp([mended]);
    expect((await ask(request({ shape }))).value).toEqual({ a: 1 });
    expect(mended.asked[0]?.schema).toMatchObject({ type: "object" });
    expect(mended.asked[1]?.user).toMatch(/<data-problem>\nThe answer was not valid JSON/);
    expect([...cache.rows.values()].join()).not.toContain("oops");

    const hopeless = fakeProvider("p", ["no", "no"]);
    const second = setUp([hopeless, fakeProvider("q", ['{"a": 2}'])]);
    expect((await second.ask(request({ shape }))).value).toEqual({ a: 2 });
    expect(hopeless.asked).toHaveLength(2);
    expect(second.cache.rows.size).toBe(1);
  });

  it("asks again with more room when an answer was cut", async () => {
    const provider = fakeProvider("p", [{ text: "The port", finish: "cut" }, "The port closed."]);
    const { ask } = setUp([provider]);
    expect(await ask(request({ shape: plainText }))).not.toHaveProperty("cut");
    expect(provider.asked.map(({ maxTokens }) => maxTokens)).toEqual([100, 200]);
    expect((await ask(request({ shape: plainText }))).remembered).toBe(true);
  });

  it("marks an answer that stays cut, ends it at a whole sentence, and does not keep it", async () => {
    const { ask, cache } = setUp([fakeProvider("p", [{ text: "The port closed. It will", finish: "cut" }])]);
    expect(await ask(request({ shape: plainText }))).toMatchObject({ value: "The port closed.", cut: true });
    expect(cache.rows.size).toBe(0);
  });

  it("goes on to the next provider at the time limit, also past one that heeds no signal", async () => {
    const deaf = fakeProvider("deaf", [() => new Promise<TextResult>(() => undefined)]);
    const { ask } = setUp([deaf, fakeProvider("b", ["Closed."])], { timeoutMs: 20 });
    expect((await ask(request({ shape: plainText }))).provider).toBe("b");
  });

  it("shares a call under way, with its partial text; one who leaves does not end it for the others", async () => {
    const work = slow();
    const provider = fakeProvider("p", [work.generate]);
    const { ask } = setUp([provider]);
    const leaving = new AbortController();
    const seen: string[] = [];
    const first = ask(request({ shape: plainText, signal: leaving.signal }));
    await vi.waitFor(() => expect(provider.asked).toHaveLength(1));
    const second = ask(request({ shape: plainText, partial: (text) => seen.push(text) }));
    await vi.waitFor(() => expect(seen).toEqual(["The"]));
    leaving.abort(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    work.finish("The port closed.");
    expect((await second).value).toBe("The port closed.");
    expect(provider.asked).toHaveLength(1);
  });

  it("ends the call when the last who waited has left, and the next one begins anew", async () => {
    const work = slow();
    const provider = fakeProvider("p", [work.generate, "Closed."]);
    const next = fakeProvider("q", ["never"]);
    const { ask } = setUp([provider, next]);
    const leaving = new AbortController();
    const first = ask(request({ shape: plainText, signal: leaving.signal }));
    await vi.waitFor(() => expect(provider.asked).toHaveLength(1));
    leaving.abort(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    expect(provider.asked[0]?.signal.aborted).toBe(true);
    expect((await ask(request({ shape: plainText }))).value).toBe("Closed.");
    expect(next.asked).toEqual([]);
  });
});

describe("shapes", () => {
  it("reads headlines whatever the model puts around them", () => {
    const text =
      '```\n1. "Port closes"\n2) Port closes\n- **x** wins 3.5 points\n\n# 10.5 million lose power\n“Yes” and “no”\n```';
    expect(headlines(9).parse(text)).toEqual([
      "Port closes",
      "**x** wins 3.5 points",
      "10.5 million lose power",
      "“Yes” and “no”",
    ]);
    expect(headlines(1).parse(text)).toEqual(["Port closes"]);
    expect(() => headlines(1).parse(" \n")).toThrow(/at least 1/);
  });

  it("refuses an empty answer", () => {
    expect(() => plainText.parse(" ```\n\n``` ")).toThrow(/empty/);
  });
});

/** A set for fine-tuning leaves the house only without addresses, numbers and handles; the provider's job is looked after to its end. */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readAll } from "node:stream/consumers";
import * as fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { redact } from "../../src/learn/fine-tune/redact.ts";
import { fineTuneSet } from "../../src/learn/fine-tune/set.ts";
import { fineTune, openFineTune } from "../../src/providers/openai/fine-tune.ts";
import type { openaiSettings } from "../../src/providers/openai/settings.ts";
import type { SettingsOf } from "../../src/types.ts";

describe("redaction", () => {
  it.each([
    ["Write to ana.b@news.example today", "Write to [e-mail] today"],
    ["Call +44 20 7946 0958 or (030) 1234-5678.", "Call [number] or [number]."],
    ["电话 010-6552-9988 转", "电话 [number] 转"],
    ["Ask <@U123ABC> or @eva_m about it", "Ask [handle] or [handle] about it"],
  ])("takes out of %j", (given, kept) => {
    expect(redact(given)).toBe(kept);
  });

  it("leaves news as it is: years, sums, scores, times", () => {
    const news =
      "In 2026 the council spent 1,250,000.50 euros at 14:30; it ended 3-2. Flight MH370, 239 on board.";
    expect(redact(news)).toBe(news);
  });

  it("leaves no e-mail address, wherever it stands", () => {
    fc.assert(
      fc.property(fc.emailAddress(), fc.constantFrom(" ", "(", "\n", "：", "<"), (address, before) => {
        expect(redact(`text${before}${address} more`)).not.toContain(address);
      }),
    );
  });
});

describe("a set for fine-tuning", () => {
  const approved = Array.from({ length: 12 }, (_, i) => ({
    system: "You write news briefs.",
    user: `Write a brief on pier ${i % 11} for ana@news.example`,
    answered: `The pier ${i} opens.`,
  }));

  it("is a conversation a line, each once, with what people corrected", () => {
    const example = { text: "A grim day", label: "negative", language: "en", by: "x", at: 1 };
    const set = fineTuneSet(approved, [{ task: "sentiment-en", examples: [example] }]);
    const lines = set.jsonl
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(set).toMatchObject({ count: 12, left: { twice: 1, short: 0, long: 0 } });
    expect(lines).toHaveLength(12);
    for (const { messages } of lines)
      expect(messages.map(({ role }: { role: string }) => role)).toEqual(["system", "user", "assistant"]);
    expect(lines.at(-1).messages.at(-1).content).toBe("negative");
    expect(set.jsonl).not.toContain("@news");
  });

  it("is refused where too little is left", () => {
    expect(() => fineTuneSet(approved.slice(0, 4), [])).toThrow(/Only 4 examples/);
  });
});

describe("a fine-tune at the provider", () => {
  let close: (() => Promise<void>) | undefined;
  afterEach(async () => close?.());

  /** A stand-in that speaks what the SDK asks: a file, a job, its states one after the other. */
  async function provider(states: readonly Record<string, unknown>[]) {
    const seen: { path: string; body: string }[] = [];
    let at = 0;
    const job = () => ({
      id: "ftjob-1",
      object: "fine_tuning.job",
      ...states[Math.min(at++, states.length - 1)],
    });
    const answer = (path: string) =>
      path.endsWith("/files")
        ? { id: "file-1", object: "file" }
        : path.endsWith("/cancel")
          ? { id: "ftjob-1" }
          : job();
    const server = createServer(async (request: IncomingMessage, response) => {
      seen.push({ path: `${request.method} ${request.url}`, body: await readAll(request) });
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answer(request.url ?? "")));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    close = () => new Promise((done) => void server.close(() => done()).closeAllConnections());
    const settings = {
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      OPENAI_TIMEOUT: 5,
      OPENAI_RETRIES: 0,
    } as SettingsOf<typeof openaiSettings>;
    return { seen, client: await openFineTune(settings) };
  }
  const asked = { jsonl: '{"messages":[]}\n', base: "gpt-x", seed: 7 };
  const forever = new AbortController().signal;

  it("sends the file, starts the job, and gives the model that came of it", async () => {
    const { seen, client } = await provider([
      { status: "queued" },
      { status: "running" },
      { status: "succeeded", fine_tuned_model: "ft:gpt-x:newsroom", trained_tokens: 99 },
    ]);
    const told: string[] = [];
    expect(await fineTune(client, asked, (state) => told.push(state), forever, 1)).toEqual({
      ...{ job: "ftjob-1", model: "ft:gpt-x:newsroom", trainedTokens: 99 },
    });
    expect(told).toEqual(["ftjob-1", "queued", "running", "succeeded"]);
    expect(seen[0]?.path).toBe("POST /v1/files");
    expect(seen[0]?.body).toContain('{"messages":[]}');
    expect(JSON.parse(seen[1]?.body ?? "")).toEqual({ training_file: "file-1", model: "gpt-x", seed: 7 });
  });

  it("takes up a job that was started before, and pays for no second one", async () => {
    const { seen, client } = await provider([
      { status: "running" },
      { status: "succeeded", fine_tuned_model: "ft:gpt-x:newsroom" },
    ]);
    const done = await fineTune(client, { ...asked, job: "ftjob-1" }, () => {}, forever, 1);
    expect(done.model).toBe("ft:gpt-x:newsroom");
    expect(new Set(seen.map(({ path }) => path))).toEqual(new Set(["GET /v1/fine_tuning/jobs/ftjob-1"]));
  });

  it("says in the provider's words why there is no model", async () => {
    const { client } = await provider([{ status: "failed", error: { message: "the file has 9 rows" } }]);
    await expect(fineTune(client, asked, () => {}, forever, 1)).rejects.toThrow(/the file has 9 rows/);
  });

  it("is cancelled at the provider when nobody waits any more", async () => {
    const { seen, client } = await provider([{ status: "running" }]);
    const stop = new AbortController();
    const work = fineTune(client, asked, () => stop.abort(new Error("interrupted")), stop.signal, 60_000);
    await expect(work).rejects.toThrow();
    expect(seen.at(-1)?.path).toBe("POST /v1/fine_tuning/jobs/ftjob-1/cancel");
  });

  it("needs a provider", async () => {
    await expect(openFineTune({} as SettingsOf<typeof openaiSettings>)).rejects.toThrow(/OPENAI_API_KEY/);
  });
});

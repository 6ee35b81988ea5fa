import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openaiEmbedder } from "../../src/providers/openai/embedder.ts";
import { type OpenAISettings, openaiSettings } from "../../src/providers/openai/settings.ts";

let server: Server;
let asked: { path: string | undefined; body: { input: string[]; model: string } }[];
let answer: (input: string[]) => { status: number; body: unknown };

beforeEach(async () => {
  asked = [];
  // Out of order, as a server may answer.
  answer = (input) => ({
    status: 200,
    body: {
      object: "list",
      data: input.map((_, index) => ({ index, embedding: [index + 1, 0, 0] })).reverse(),
    },
  });
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      const body = JSON.parse(text) as { input: string[]; model: string };
      asked.push({ path: request.url, body });
      const { status, body: out } = answer(body.input);
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(out));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(() => {
  server.close();
});

function open(over: Partial<OpenAISettings> = {}) {
  const fallbacks = Object.fromEntries(
    Object.entries(openaiSettings).map(([name, { fallback }]) => [name, fallback]),
  ) as unknown as OpenAISettings;
  const { port } = server.address() as AddressInfo;
  return openaiEmbedder({
    ...fallbacks,
    OPENAI_API_KEY: "sk-test",
    OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
    OPENAI_EMBEDDING_MODEL: "small",
    OPENAI_RETRIES: 0,
    ...over,
  });
}
const { signal } = new AbortController();

describe("embeddings by a server", () => {
  it("are off until a model is named: a key alone sends nothing of the archive anywhere", () => {
    expect(open({ OPENAI_EMBEDDING_MODEL: undefined } as Partial<OpenAISettings>)).toBeUndefined();
  });

  it("give each text its vector, of length one, in the order of the texts; only openings are sent", async () => {
    const vectors = await open()?.embed(["a", "", "x".repeat(9_000)], signal);
    expect(vectors?.map((vector) => Array.from(vector))).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [1, 0, 0],
    ]);
    expect(asked[0]).toMatchObject({ path: "/v1/embeddings", body: { model: "small" } });
    expect(asked[0]?.body.input.map((text) => text.length)).toEqual([1, 1, 2_000]);
    expect(open()?.model).toBe("openai:small");
  });

  it("fail with the mend where the key is refused, and where vectors are missing", async () => {
    answer = () => ({ status: 401, body: { error: { message: "no" } } });
    await expect(open()?.embed(["a"], signal)).rejects.toThrow(/refused the key/);
    answer = () => ({ status: 200, body: { object: "list", data: [] } });
    await expect(open()?.embed(["a"], signal)).rejects.toThrow(/0 vectors came for 1/);
  });
});

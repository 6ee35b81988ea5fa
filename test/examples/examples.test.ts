/** What CONTRIBUTING shows is code that runs: each example keeps its contract, and stands in the document word for word. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { parseLine } from "../../src/chat/options.ts";
import { openStore } from "../../src/store/index.ts";
import type { Context } from "../../src/types.ts";
import { adapterContract } from "../contracts/adapter.ts";
import { fakeLog } from "../fakes/host.ts";
import { message } from "../fakes/message.ts";
import { firstSentences } from "./first-sentences.ts";
import { length } from "./length.ts";
import { lines } from "./lines.ts";

describe("CONTRIBUTING", () => {
  it.each(["length", "first-sentences", "lines"])("shows %s as it is, in under 60 lines", async (name) => {
    const file = await readFile(join(import.meta.dirname, `${name}.ts`), "utf8");
    // As it would stand in its own room.
    const code =
      name === "lines" ? file : file.replaceAll("../../src/", "../").replaceAll("../commands/", "./");
    expect(code.trim().split("\n").length).toBeLessThan(60);
    expect(await readFile(resolve(import.meta.dirname, "../../CONTRIBUTING.md"), "utf8")).toContain(
      code.trim(),
    );
  });

  it("has a command that answers in both languages", async () => {
    const text =
      "The dam holds and the town sleeps, said the engineer who had looked at it all night. ".repeat(6);
    const services = {
      archive: { get: async () => undefined, byUrl: async () => undefined },
      text: { language: () => "en" },
    };
    const context = {
      message: message(""),
      language: "zh",
      services,
      progress: { status() {} },
    } as unknown as Context;
    const answer = await length.run(parseLine(length, text), context);
    expect(answer.data).toEqual({ words: 102, minutes: 1 });
    expect(answer.markdown).toContain("102 词");
  });

  it("has a provider that answers by the text's own sentences", async () => {
    const provider = await firstSentences.create(
      { FIRST_SENTENCES: 2 },
      { log: fakeLog(), dataDir: "", status: () => {} },
    );
    const request = {
      prompt: "summarize",
      system: "",
      user: "x",
      language: "en",
      maxTokens: 100,
      signal: new AbortController().signal,
      partial: vi.fn(),
    } as const;
    expect(
      (await provider.generate({ ...request, values: { text: "One came. Two left. Three stayed." } })).text,
    ).toBe("One came.\nTwo left.");
    await expect(provider.generate({ ...request, values: {} })).rejects.toThrow("no text");
    expect(provider.can("article")).toBe(false);
  });
});

adapterContract(
  "the platform of CONTRIBUTING",
  async (host) => {
    const dataDir = await mkdtemp(join(tmpdir(), "copytaster-lines-"));
    const store = await openStore({ dataDir, log: fakeLog() });
    let port = 0;
    const announce = (line: string) => {
      port = Number(/"port":(\d+)/.exec(line)?.[1]);
    };
    const adapter = await lines.create(
      { LINES_PORT: 0 },
      { conversation: store.conversation, dataDir, log: fakeLog(), now: Date.now, announce },
    );
    await adapter.start(host);
    const socket = connect(port, "127.0.0.1");
    let heard = "";
    socket.on("data", (bytes) => {
      heard += bytes.toString();
    });
    return {
      adapter,
      async say(text) {
        socket.write(`${text}\n`);
      },
      shown: async () =>
        heard
          .split("\n")
          .filter(Boolean)
          .map((text) => ({ text, ephemeral: false, buttons: [] })),
      // Lines of words: a picture is told in its own.
      pictures: async () => [...heard.matchAll(/See the chart (.+)/g)].map(([, alt = ""]) => ({ alt })),
      async close() {
        await adapter.stop();
        socket.destroy();
        await store.close();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  },
  4_000,
);

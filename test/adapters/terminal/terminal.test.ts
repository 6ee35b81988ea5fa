import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTerminal, readLimited } from "../../../adapters/terminal/index.ts";
import { renderMarkdown, renderReply } from "../../../adapters/terminal/render.ts";
import { completions, owner, parse } from "../../../adapters/terminal/talk.ts";
import { openStore } from "../../../src/store/index.ts";
import { adapterContract } from "../../contracts/adapter.ts";
import { fakeLog, reply, sampleCommands } from "../../fakes/host.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "copytaster-terminal-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

adapterContract(
  "terminal",
  async (host) => {
    const dataDir = await mkdtemp(join(folder, "data-"));
    const store = await openStore({ dataDir, log: fakeLog() });
    const input = new PassThrough();
    const output = new PassThrough();
    let printed = "";
    output.on("data", (some) => (printed += String(some)));
    const parts = {
      conversation: store.conversation,
      dataDir,
      now: Date.now,
      log: fakeLog(),
      announce: () => {},
    };
    const adapter = createTerminal(parts, { input, output });
    await adapter.start(host);
    const place = { platform: "terminal", workspace: "local", channel: "terminal" };
    return {
      adapter,
      async say(text) {
        input.write(`${text}\n`);
      },
      async press() {
        // What a person types is the button's number.
        input.write("1\n");
      },
      async shown() {
        const entries = [
          ...(await store.conversation.list({ ...place, thread: "talk" }, { limit: 100 })),
          ...(await store.conversation.list(place, { limit: 100 })),
        ];
        const unique = new Map(
          entries.filter((entry) => entry.reply).map((entry) => [entry.id, entry.reply]),
        );
        const language = { colour: false, width: 80, language: "en" } as const;
        return [...unique.values()].flatMap((one) =>
          one
            ? [
                {
                  text: pingFree(renderReply(one, language)),
                  ephemeral: false,
                  buttons: one.actions.map((action) => action.id),
                },
              ]
            : [],
        );
      },
      async pictures() {
        // Its words and where it was kept, as the terminal printed them.
        const told = printed.matchAll(/▧ ([^▧]+)\n▧ (\S+\.png)/g);
        return Promise.all(
          [...told].map(async ([, alt = "", path = ""]) => ({
            alt: alt.replace(/\s+/g, " "),
            data: (await readFile(path)).toString("base64"),
          })),
        );
      },
      async close() {
        await adapter.stop();
        await store.close();
      },
    };
  },
  4_000,
);

/** A terminal has nobody to ping: `<@…>` is only text there. */
const pingFree = (text: string) => text.replace(/<(?=[!@])/g, "‹");

describe("Markdown in a terminal", () => {
  const look = { colour: false, width: 40, language: "en" } as const;

  it("reads as text: headings, lists, links, quotes, code", () => {
    const markdown =
      "# Dam\n\nThe **dam** [holds](https://example.org/a).\n\n1. One\n2. Two\n   more\n\n> said\n\n```\ncode\n```";
    expect(renderMarkdown(markdown, look)).toBe(
      "Dam\n\nThe dam holds <https://example.org/a>.\n\n1. One\n2. Two\n   more\n\n│ said\n\n  code",
    );
  });

  it("folds at the width, Chinese at any character", () => {
    for (const text of ["word ".repeat(60), "水位继续上涨，疏散仍在进行。".repeat(12)])
      for (const line of renderMarkdown(text, look).split("\n"))
        expect([...line].reduce((sum, one) => sum + (one > "⺀" ? 2 : 1), 0)).toBeLessThanOrEqual(40);
  });

  it("lets no control sequence of a stranger through", () => {
    const shown = renderReply(
      reply("Hello \u001b[31mred\u001b]0;title\u0007 \u202Eevil\u202C", {
        sources: [{ id: "1", title: "\u001b[2J" }],
        sentences: [{ text: "x", passages: [], verdict: "supported" }],
      }),
      look,
    );
    expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/);
  });

  it("shows sources with their numbers and the sample's mark, and buttons with theirs", () => {
    const shown = renderReply(
      reply("Short.", {
        sentences: [{ text: "Short.", passages: [], verdict: "supported" }],
        sources: [{ id: "1", title: "The dam", outlet: "Post", url: "https://example.org/", sample: true }],
        actions: [{ id: "x", label: "Longer" }],
      }),
      { ...look, width: 100 },
    );
    expect(shown).toContain("[1] The dam — Post (sample, not news) https://example.org/");
    expect(shown).toMatch(/ 1 {2}Longer/);
  });
});

describe("what is typed", () => {
  const author = owner("ana", "en-GB");
  const said = { id: "1", at: 5, author, lastReply: { id: "r1", actions: [{ id: "a1" }, { id: "a2" }] } };

  it("is said, or presses the button of that number", () => {
    expect(parse(" hello ", said)).toMatchObject({ kind: "said", text: "hello", about: "r1" });
    expect(parse("2", said)).toMatchObject({ kind: "pressed", action: "a2" });
    expect(parse("7", said)).toMatchObject({ kind: "said", text: "7" });
  });

  it("attaches the files that it names", () => {
    const message = parse("summarize @./press/report.pdf --sentences 4", said);
    expect(message.files).toMatchObject([{ name: "report.pdf", ref: "./press/report.pdf" }]);
    expect(message.text.split(/\s+/)).toEqual(["summarize", "--sentences", "4"]);
    expect(parse("mail @ana about a/b", said).files).toEqual([]);
  });

  it("is completed: commands, then choices and names of options", () => {
    expect(completions("su", sampleCommands)[0]).toEqual(["summarize "]);
    expect(completions("digest ", sampleCommands)[0]).toContain("now ");
    expect(completions("digest at --", sampleCommands)[0]).toContain("--source ");
    expect(completions("feed", sampleCommands)[0]).toEqual([]);
  });
});

describe("a file from the machine", () => {
  it("is read within its limit, and refused with the mend", async () => {
    const path = join(folder, "a.txt");
    await writeFile(path, "0123456789");
    expect((await readLimited(path, 10)).length).toBe(10);
    await expect(readLimited(path, 9)).rejects.toThrow(/larger than/);
    await expect(readLimited(join(folder, "none"), 9)).rejects.toThrow(/no readable file/);
    await expect(readLimited(folder, 9)).rejects.toThrow(/no readable file/);
  });
});

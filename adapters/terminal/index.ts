/** The terminal: a conversation with whoever started the bot. Without a person at it, it only keeps what is sent there. */
import { randomUUID } from "node:crypto";
import { appendFile, open as openFile, readFile } from "node:fs/promises";
import { homedir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { createInterface, type Interface } from "node:readline";
import pc from "picocolors";
import { languageOfLocale } from "../../src/chat/words.ts";
import { UserError } from "../../src/errors.ts";
import { choice } from "../../src/settings.ts";
import type {
  Adapter,
  AdapterParts,
  AdapterPlugin,
  ConversationEntry,
  Host,
  Language,
  Reply,
  View,
  Words,
} from "../../src/types.ts";
import { savePictures } from "./pictures.ts";
import { type Look, renderReply } from "./render.ts";
import { completions, owner, parse, place } from "./talk.ts";

const settings = {
  COPYTASTER_TERMINAL: choice({
    about: "Talk in the terminal that started the bot: auto (when a person is at it), yes or no",
    of: ["auto", "yes", "no"],
    fallback: "auto",
  }),
} as const;

export const terminal: AdapterPlugin<typeof settings> = {
  platform: "terminal",
  about: "a conversation where the bot was started",
  settings,
  // Always on: what was scheduled to it is kept there even when nobody sits at it.
  off: () => undefined,
  create: async ({ COPYTASTER_TERMINAL: wish }, parts) => {
    const person = process.stdin.isTTY === true && process.stdout.isTTY === true;
    return createTerminal(
      parts,
      wish === "yes" || (wish === "auto" && person)
        ? { input: process.stdin, output: process.stdout }
        : undefined,
    );
  },
  check: async () => "at hand",
};

export interface TerminalStreams {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream & { columns?: number; isTTY?: boolean };
}

const historyLines = 500;
const welcome: Words = {
  en: "Type here, or open the address below. help says what I can do; Ctrl-C ends.",
  zh: "可直接在此输入，也可打开下面的网址。发送 help 查看我能做什么；按 Ctrl-C 结束。",
};
/** ms */
const promptAgain = 700;

export function createTerminal(
  { conversation, dataDir, now, log }: AdapterParts,
  streams: TerminalStreams | undefined,
): Adapter {
  const historyFile = join(dataDir, "terminal-history");
  const underWay = new Set<Promise<void>>();
  const author = owner(userName(), new Intl.DateTimeFormat().resolvedOptions().locale);
  let line: Interface | undefined;
  let host: Host | undefined;
  let last: Reply | undefined;
  let stopped = false;

  const tty = streams?.output.isTTY === true;
  const look = (language: Language): Look => ({
    colour: tty && pc.isColorSupported,
    width: Math.min(100, streams?.output.columns || 80),
    language,
  });
  const clear = () => (tty ? "\r\u001b[2K" : "");

  async function print(reply: Reply): Promise<void> {
    if (!streams) return;
    const language = (await host?.language(author, place)) ?? "en";
    const saved = await savePictures(reply, dataDir, (error) =>
      log.warn({ error: String(error) }, "a picture could not be kept as a file"),
    );
    streams.output.write(`${clear()}\n${renderReply(reply, look(language), saved)}\n\n`);
    last = reply;
    if (!stopped) line?.prompt(true);
  }

  async function keep(reply: Reply, deliveryId: string, at = place): Promise<boolean> {
    return conversation.add(at, { id: reply.id, at: now(), reply }, deliveryId);
  }

  function view(): View {
    return {
      status(text, done, of) {
        if (tty) streams?.output.write(`${clear()}${of ? `${text} (${done ?? 0}/${of})` : text} …`);
      },
      partial(markdown) {
        if (tty)
          streams?.output.write(
            `${clear()}${markdown.replace(/\s+/g, " ").slice(-Math.max(20, look("en").width - 4))} …`,
          );
      },
      acknowledge: async () => {},
      async show(reply, deliveryId) {
        if (await keep(reply, deliveryId)) await print(reply);
        return { id: reply.id };
      },
    };
  }

  async function heard(text: string): Promise<void> {
    const message = parse(text, { id: `terminal:${randomUUID()}`, at: now(), author, lastReply: last });
    if (message.kind === "said")
      await conversation.add(
        place,
        {
          id: message.id,
          at: message.at,
          said: { id: message.id, author, at: message.at, text: message.text, bot: false },
        },
        `said:${message.id}`,
      );
    await host?.handle(message, view());
  }

  function listen({ input, output }: TerminalStreams, history: string[]): void {
    line = createInterface({
      input,
      output,
      prompt: "› ",
      history,
      historySize: historyLines,
      terminal: tty,
      completer: (typed: string) => completions(typed, host?.commands ?? []),
    });
    let block: string[] | undefined;
    line.on("line", (typed) => {
      // Three quotes hold a text of many lines together.
      if (typed.trim() === '"""') {
        if (block === undefined) block = [];
        else {
          take(block.join("\n"));
          block = undefined;
        }
        return;
      }
      if (block) block.push(typed);
      else take(typed);
    });
    // Ctrl-C ends the bot as it would without a conversation.
    line.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    if (tty) output.write(`${welcome[languageOfLocale(author.locale) ?? "en"]}\n`);
    line.prompt();
    // The other platforms tell where they are as they come up: the prompt stands below that.
    setTimeout(() => line?.prompt(true), promptAgain).unref();
  }

  function take(typed: string): void {
    if (!typed.trim()) {
      line?.prompt();
      return;
    }
    if (/^(exit|quit|bye)$/i.test(typed.trim())) {
      process.kill(process.pid, "SIGINT");
      return;
    }
    const work = heard(typed).catch((error: unknown) =>
      log.error({ error: String(error) }, "the terminal could not hand on a line"),
    );
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
    void appendFile(historyFile, `${JSON.stringify(typed.slice(0, 2000))}\n`, { mode: 0o600 }).catch(
      () => {},
    );
  }

  return {
    platform: "terminal",
    async start(started) {
      host = started;
      if (streams) listen(streams, await readHistory(historyFile));
    },
    async post(target, reply, deliveryId) {
      if (await keep(reply, deliveryId, target)) await print(reply);
      return { id: reply.id };
    },
    resume: () => view(),
    async *history(target, range) {
      for (const entry of await conversation.list(target, range)) yield saidOf(entry);
    },
    async open(file, maxBytes) {
      return readLimited(resolve(file.ref.replace(/^~(?=\/)/, homedir())), maxBytes);
    },
    async stop() {
      stopped = true;
      line?.close();
      line = undefined;
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function saidOf({ id, at, said, reply }: ConversationEntry) {
  return (
    said ?? {
      id,
      at,
      author: { id: "copytaster", name: "Copytaster" },
      text: reply?.markdown ?? "",
      bot: true,
    }
  );
}

async function readHistory(file: string): Promise<string[]> {
  try {
    const lines = (await readFile(file, "utf8")).trimEnd().split("\n").slice(-historyLines);
    return lines.flatMap((text) => (text.startsWith('"') ? [JSON.parse(text) as string] : [])).reverse();
  } catch {
    // The first time there is none; a spoilt one is only a convenience lost.
    return [];
  }
}

/** @throws UserError for a file that is not there, is none, or is too large. */
export async function readLimited(path: string, maxBytes: number): Promise<Uint8Array> {
  const missing = new UserError(
    { en: `There is no readable file ${path}`, zh: `没有可读的文件 ${path}` },
    { en: "Check the path", zh: "请检查路径" },
  );
  const handle = await openFile(path, "r").catch(() => {
    throw missing;
  });
  try {
    const { size } = await handle.stat().then((stat) => (stat.isFile() ? stat : Promise.reject(missing)));
    if (size > maxBytes) {
      const mb = (maxBytes / 1_048_576).toFixed(0);
      throw new UserError(
        { en: `That file is larger than ${mb} MB`, zh: `该文件超过 ${mb} MB` },
        { en: "Give a shorter part of it", zh: "请只给出其中较短的一部分" },
      );
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return "owner";
  }
}

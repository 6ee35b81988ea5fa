/** `say`: one message through the whole bot, beside a running one too. */
import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { createTerminal } from "../../adapters/terminal/index.ts";
import { savePictures } from "../../adapters/terminal/pictures.ts";
import { renderReply } from "../../adapters/terminal/render.ts";
import { owner, place } from "../../adapters/terminal/talk.ts";
import { failureText } from "../chat/failure.ts";
import { UserError } from "../errors.ts";
import type { FileRef, Message, Reply } from "../types.ts";
import { dataDirHere, withApp } from "./open.ts";

export interface SayOptions {
  json?: boolean;
  file?: string;
}

/** @returns the exit code: 1 when the reply is a failure. */
export async function say(words: string, { json = false, file }: SayOptions): Promise<number> {
  const said = words === "-" ? await readAll(process.stdin) : words;
  const files = file === undefined ? [] : [await fileRef(file)];
  const reply = await askHouse({ kind: "said", text: said, files });
  return print(reply, json);
}

/** One message of the machine's owner through the whole bot, in a house of its own beside a running one. */
export function askHouse(asked: Pick<Message, "kind" | "text" | "files" | "command">): Promise<Reply> {
  return withApp(
    (app, log) =>
      new Promise<Reply>((done, failed) => {
        const message: Message = {
          id: `say:${randomUUID()}`,
          place,
          author: here(),
          at: Date.now(),
          private: true,
          ...asked,
        };
        const terminal = createTerminal(
          {
            conversation: app.store.conversation,
            dataDir: dataDirHere(),
            now: Date.now,
            log,
            announce: () => {},
          },
          undefined,
        );
        const view = {
          status(text: string) {
            if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text} …`);
          },
          partial() {},
          acknowledge: async () => {},
          show: async (shown: Reply) => {
            if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
            answered = shown;
            return { id: shown.id };
          },
        };
        let answered: Reply | undefined;
        app
          .prepare()
          .then(() => app.attach(terminal))
          .then(() => app.host.handle(message, view))
          .then(() => (answered ? done(answered) : failed(unanswered())))
          .catch(failed);
      }),
  );
}

/** @returns the exit code: 1 when the reply is a failure. */
export async function print(reply: Reply, json: boolean): Promise<number> {
  if (json) process.stdout.write(`${JSON.stringify(reply, null, 2)}\n`);
  else if (reply.failure) process.stderr.write(`${failureText(reply.failure, look().language)}\n`);
  else {
    const trouble = (error: unknown) => void process.stderr.write(`${String(error)}\n`);
    const saved = await savePictures(reply, dataDirHere(), trouble);
    process.stdout.write(`${renderReply(reply, look(), saved)}\n`);
  }
  return reply.failure ? 1 : 0;
}

/** It was kept, so a running bot, or the next one, answers it; here nobody can be shown that. */
const unanswered = () =>
  new UserError(
    { en: "The message was kept, but it could not be answered now", zh: "消息已保存，但现在无法答复" },
    {
      en: "The log above says why; `doctor` looks at everything",
      zh: "上方日志说明了原因；`doctor` 可检查各个部分",
    },
  );

const here = () => owner("owner", new Intl.DateTimeFormat().resolvedOptions().locale);

const look = () => ({
  colour: process.stdout.isTTY === true && process.stdout.hasColors(),
  width: process.stdout.columns ?? 100,
  language: here().locale?.startsWith("zh") ? ("zh" as const) : ("en" as const),
});

async function fileRef(path: string): Promise<FileRef> {
  const ref = resolve(path);
  const found = await stat(ref).catch(() => undefined);
  if (!found?.isFile())
    throw new UserError(
      { en: `There is no file ${path}`, zh: `没有文件 ${path}` },
      { en: "Check the path", zh: "请检查路径" },
    );
  return { name: basename(ref), type: "application/octet-stream", size: found.size, ref };
}

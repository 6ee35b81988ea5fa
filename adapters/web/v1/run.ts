/** A command of a program, by the road that everybody's goes; sent twice under one key, it runs once. */
import { Buffer } from "node:buffer";
import { createHash, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { checkOptions } from "../../../src/chat/options.ts";
import { UserError } from "../../../src/errors.ts";
import type { CommandInfo, Message, Reply } from "../../../src/types.ts";
import type { WebContext } from "../guard.ts";
import { commanded, program, programs } from "../messages.ts";
import { spokenBy } from "../spoken.ts";
import type { ApiParts } from "./parts.ts";
import { jsonText, problemOf } from "./problem.ts";
import { commandBody, readBody } from "./requests.ts";
import { joined } from "./sentences.ts";
import { tell } from "./words.ts";

const visible = /^[\x21-\x7e]{1,200}$/;
/** How soon whoever asks again may find what another process is working on. */
const againSeconds = 5;
/** Below what the house lets one person have waiting: its refusal would be kept as the answer. */
const mostAtOnce = 48;

export async function runCommand(
  c: WebContext,
  command: CommandInfo,
  body: unknown,
  { host, talk, uploads, now }: Pick<ApiParts, "host" | "talk" | "uploads" | "now">,
): Promise<Response> {
  const language = spokenBy(c);
  const read = readBody(commandBody, body, language);
  if ("errors" in read) return badRequest(c, read.errors);
  const key = c.req.header("idempotency-key");
  if (key !== undefined && !visible.test(key)) return problemOf(c, "bad-key");
  try {
    checkOptions(command, read.value.options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return problemOf(c, "bad-options", { values: { problem: joined(error, language) } });
  }
  if (talk.looking() >= mostAtOnce) {
    c.header("retry-after", "1");
    return problemOf(c, "busy", { values: { problem: tell(language, "at-once", { most: mostAtOnce }) } });
  }
  const { options, about, files = [] } = read.value;
  const kept = await Promise.all(
    files.map(({ name, type, data }) =>
      uploads.keep(new File([Buffer.from(data, "base64")], name, { type })),
    ),
  );
  const id = key === undefined ? `api-${randomUUID()}` : `api-${hashed(key)}`;
  const author = { ...program(), locale: language };
  const message: Message = {
    ...commanded({ id, at: now(), place: programs, author }, command.name, options, kept),
    ...(about !== undefined && { about }),
  };
  // Equal requests that come together share one run. A message that was accepted before is dropped, and what became of it is looked up.
  const reply = await talk.look(message, `${id} ${hashed(JSON.stringify(asked(message)))}`);
  if (reply) return answered(c, reply);
  const other = await host.find(keyOf(message));
  return other ? again(c, message, other) : problemOf(c, "incident", { values: { incident: id } });
}

const keyOf = ({ id, place: { platform, workspace } }: Message) => ({ id, platform, workspace });
const hashed = (text: string) => createHash("sha256").update(text).digest("base64url").slice(0, 32);
/** What makes two requests the same, as it is stored. A file is known by its name, type and size. */
const asked = ({ command, about, files }: Message): unknown =>
  JSON.parse(
    JSON.stringify({ command, about, files: files.map(({ name, type, size }) => ({ name, type, size })) }),
  );

function again(c: WebContext, message: Message, before: { message: Message; reply?: Reply }): Response {
  if (!isDeepStrictEqual(asked(before.message), asked(message))) return problemOf(c, "other-request");
  if (!before.reply) {
    c.header("retry-after", String(againSeconds));
    return problemOf(c, "working", { values: { seconds: againSeconds } });
  }
  c.header("idempotent-replayed", "true");
  return answered(c, before.reply);
}

function answered(c: WebContext, reply: Reply): Response {
  const { failure } = reply;
  if (!failure) return jsonText(c, JSON.stringify(reply));
  const { incident } = failure;
  if (incident !== undefined) return problemOf(c, "incident", { values: { incident }, incident });
  const detail = joined({ problem: failure.problem, mend: failure.mend }, spokenBy(c));
  return problemOf(c, "refused", { detail });
}

export function badRequest(c: WebContext, errors: readonly { pointer: string; detail: string }[]): Response {
  const lines = errors.map(({ pointer, detail }) => (pointer ? `${pointer}: ${detail}` : detail));
  return problemOf(c, "bad-request", { errors, values: { errors: lines.join("; ").slice(0, 1_000) } });
}

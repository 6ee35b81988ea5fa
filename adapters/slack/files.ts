/** The bytes of a file in Slack. The bot's token goes to Slack's own hosts and nowhere else. */
import { UserError } from "../../src/errors.ts";
import type { FileRef } from "../../src/types.ts";
import type { Result, SlackApi } from "./api.ts";

/**
 * @param apiUrl its origin is trusted too when it is not Slack's own (a stand-in).
 * @throws UserError above `maxBytes`, for files that Slack does not hold, and when Slack gives a sign-in page instead.
 */
export async function openFile(
  api: SlackApi,
  token: string,
  apiUrl: string,
  file: FileRef,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (file.size > maxBytes) throw tooLarge(file, maxBytes);
  const url = new URL(file.ref.startsWith("file:") ? await address(api, file.ref.slice(5)) : file.ref);
  if (!isSlack(url, apiUrl))
    throw new UserError(
      { en: `“${file.name}” is not kept in Slack itself`, zh: `“${file.name}”并未保存在 Slack 中` },
      { en: "Attach the file itself, or give its link", zh: "请直接上传该文件，或给出它的链接" },
    );
  // No redirect: it would lead to a sign-in page, or carry the token away.
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}` },
    redirect: "manual",
    signal,
  });
  const page = response.headers.get("content-type")?.startsWith("text/html") && !/html/i.test(file.type);
  if (!response.ok || page) {
    await response.body?.cancel();
    throw new UserError(
      {
        en: `Slack does not let me read “${file.name}” (${response.status})`,
        zh: `Slack 不允许我读取“${file.name}”（${response.status}）`,
      },
      {
        en: "Attach it again where I am a member; if that does not help, the app needs the scope files:read",
        zh: "请在我所在的频道中重新上传；若仍不行，应用需要 files:read 权限",
      },
    );
  }
  return read(response, file, maxBytes);
}

async function read(response: Response, file: FileRef, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body)
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > maxBytes) throw tooLarge(file, maxBytes);
      chunks.push(chunk);
    }
  return new Uint8Array(Buffer.concat(chunks));
}

async function address(api: SlackApi, id: string): Promise<string> {
  const { file } = await api.call("files.info", { file: id });
  const { url_private_download: download, url_private: view } = (file ?? {}) as Result;
  return String(download ?? view ?? "about:blank");
}

function isSlack(url: URL, apiUrl: string): boolean {
  const api = new URL(apiUrl);
  if (api.hostname !== "slack.com" && url.origin === api.origin) return true;
  return url.protocol === "https:" && /(^|\.)slack\.com$/.test(url.hostname);
}

function tooLarge(file: FileRef, maxBytes: number): UserError {
  const most = Math.floor(maxBytes / 1_000_000);
  return new UserError(
    { en: `“${file.name}” is larger than ${most} MB`, zh: `“${file.name}”超过了 ${most} MB` },
    {
      en: "Attach a shorter one, or paste the part that matters",
      zh: "请上传较小的文件，或粘贴其中要紧的部分",
    },
  );
}

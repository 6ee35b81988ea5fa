/** The bytes of what somebody attached. Only from Discord's own file servers: the address came in with a message. */
import { UserError } from "../../src/errors.ts";
import type { FileRef } from "../../src/types.ts";
import { fill, words } from "./words.ts";

const hosts = ["cdn.discordapp.com", "media.discordapp.net"];

const megabytes = (bytes: number) => Math.round((bytes / 1024 / 1024) * 10) / 10;

/**
 * @param also the origin of the stand-in or proxy that DISCORD_API_URL names, if any.
 * @throws UserError above `maxBytes`, for other hosts, and for an address that has run out.
 */
export async function openFile(
  file: FileRef,
  maxBytes: number,
  signal: AbortSignal,
  also: string | undefined,
): Promise<Uint8Array> {
  const url = URL.parse(file.ref);
  const ours = url && ((url.protocol === "https:" && hosts.includes(url.host)) || url.origin === also);
  if (!url || !ours) throw new UserError(words.foreignFile, words.foreignFileMend);
  if (file.size > maxBytes) throw tooBig(file.name, file.size, maxBytes);
  // Discord's file servers do not redirect; whoever does could lead anywhere.
  const response = await fetch(url, { signal, redirect: "error" });
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    if (![403, 404, 410].includes(response.status))
      throw new Error(`Discord's file server answered ${response.status} for ${file.name}`);
    throw new UserError(fill(words.goneFile, { name: file.name }), words.goneFileMend);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body) {
    size += part.byteLength;
    // Leaving the loop closes the connection.
    if (size > maxBytes) throw tooBig(file.name, Math.max(file.size, size), maxBytes);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const tooBig = (name: string, size: number, limit: number) =>
  new UserError(
    fill(words.bigFile, { name, size: megabytes(size), limit: megabytes(limit) }),
    words.bigFileMend,
  );

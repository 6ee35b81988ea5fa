/** Stories from a file: one JSON object a line, as archives and data sets give them. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { messageOf, UserError } from "../errors.ts";
import { oneLine, paragraphsOf } from "../net/clean.ts";
import { languageOf } from "../net/extracted.ts";
import { parseMoment } from "../net/moments.ts";
import type { Archive, Sources, Story } from "../types.ts";
import { canonicalUrl, storyId } from "./identify.ts";
import { rowOfPost } from "./post-row.ts";

export interface ImportOptions {
  deskId: string;
  /** They count as collected when they were published, so that years of an archive are not the next digest's news. */
  asArchive?: boolean;
  /** They are what people post: a title is not needed, and the fields may be those of Mastodon or Reddit. */
  social?: boolean;
  /** Bytes of the file, as it lies on the disk. */
  progress?(done: number, of: number): void;
}

export interface ImportReport {
  /** Source of kind "import", named after the file. */
  source: string;
  lines: number;
  added: number;
  changed: number;
  /** Lines that were left out, by number from 1, each with what is wrong; at most the first thousand. */
  problems: readonly { line: number; problem: string }[];
}

interface ImportParts {
  sources: Pick<Sources, "add" | "update">;
  archive: Pick<Archive, "add">;
  now(): number;
}

const never = Date.UTC(9999, 0, 1);
const batchSize = 200;
const longestLine = 5 * 1024 * 1024;

/**
 * Reads `{title, text, date | publishedAt, domain | outlet, url?, id?, author?, language?}` by lines; gzip is known by its content.
 * The same file again changes what was changed and adds nothing twice.
 */
export async function importFile(path: string, options: ImportOptions & ImportParts): Promise<ImportReport> {
  const { size, packed } = await look(path);
  const file = createReadStream(path);
  const content = packed ? file.pipe(createGunzip()) : file;
  // A reader of lines hears of its own input's errors only.
  file.on("error", (error) => content.destroy(error));
  const lines = createInterface({ input: content, crlfDelay: Number.POSITIVE_INFINITY });
  const broken = new Promise<never>((_, reject) => content.once("error", reject));
  broken.catch(() => undefined);
  const title = basename(path).replace(/(\.jsonl|\.ndjson|\.json)?(\.gz)?$/i, "");
  try {
    return await Promise.race([
      importStories(lines, title, {
        ...options,
        progress: () => options.progress?.(file.bytesRead, size),
      }),
      broken,
    ]);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw cannotRead(path, error);
  } finally {
    lines.close();
    file.destroy();
  }
}

/** The same from lines that come from anywhere. `title` names the source. */
export async function importStories(
  lines: AsyncIterable<string>,
  title: string,
  options: Omit<ImportOptions, "progress"> & ImportParts & { progress?(): void },
): Promise<ImportReport> {
  const { sources, archive, deskId, now } = options;
  const url = `import:${title}`;
  const source = await sources.add({
    id: `i_${createHash("sha256").update(`${deskId}\n${url}`).digest("hex").slice(0, 10)}`,
    deskId,
    url,
    title,
    kind: "import",
    dueAt: never,
    failures: 0,
    addedAt: now(),
  });
  if (options.social) await sources.update(source.id, { voice: "social" });
  const problems: { line: number; problem: string }[] = [];
  let [line, added, changed] = [0, 0, 0];
  let batch: Story[] = [];
  const flush = async () => {
    const kept = await archive.add(batch);
    added += kept.added.length;
    changed += kept.changed.length;
    batch = [];
    options.progress?.();
  };
  for await (const text of lines) {
    line++;
    if (text.trim() === "") continue;
    try {
      const story = storyOf(text, { id: source.id, title, social: options.social ?? false }, now());
      batch.push(options.asArchive ? { ...story, collectedAt: story.publishedAt } : story);
    } catch (error) {
      if (problems.length < 1000) problems.push({ line, problem: messageOf(error) });
    }
    if (batch.length >= batchSize) await flush();
  }
  await flush();
  return { source: source.id, lines: line, added, changed, problems };
}

function storyOf(line: string, source: { id: string; title: string; social: boolean }, now: number): Story {
  if (line.length > longestLine) throw new Error("is longer than 5 MB");
  const read = objectOf(line);
  const row = source.social ? rowOfPost(read) : read;
  const text = (...names: readonly string[]) =>
    names
      .map((name) => row[name])
      .find((value): value is string => typeof value === "string" && value.trim() !== "");
  const title = oneLine(text("title", "headline") ?? "").slice(0, 500);
  const body = paragraphsOf(text("text", "body", "content") ?? "");
  if (title === "") throw new Error('has no "title"');
  if (body === "") throw new Error('has no "text"');
  const url = text("url", "link") ?? "";
  if (url !== "" && !/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
    throw new Error('has a "url" that is no web address');
  const moment = row.publishedAt ?? row.date ?? row.published ?? row.ts;
  const publishedAt = momentOf(moment);
  if (publishedAt === undefined && moment !== undefined && moment !== null && moment !== "")
    throw new Error("has a date that is not understood");
  const own = text("id", "guid") ?? (typeof row.id === "number" ? String(row.id) : "");
  const author = oneLine(text("author", "byline") ?? "").slice(0, 300);
  return {
    id: storyId(source.id, { id: own, url, title: `${title}\n${publishedAt ?? ""}` }),
    sourceId: source.id,
    url: canonicalUrl(url),
    title,
    text: body,
    language: languageOf(body, text("language", "lang")),
    outlet: outletOf(text("outlet", "domain", "publisher", "source") ?? source.title),
    ...(author ? { author } : {}),
    publishedAt: Math.min(publishedAt ?? now, now),
    collectedAt: now,
    sample: false,
  };
}

/** Data sets name outlets by their hosts: "www.post.example" and "post.example" are one. */
function outletOf(name: string): string {
  return oneLine(name)
    .replace(/^www\.(?=.)/i, "")
    .slice(0, 300);
}

function objectOf(line: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error("is not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("is not a JSON object");
  return value as Readonly<Record<string, unknown>>;
}

/** Numbers below the year 1973 in ms are taken for seconds. */
function momentOf(value: unknown): number | undefined {
  if (typeof value === "number" && Number.isFinite(value) && value > 0)
    return value < 1e11 ? value * 1000 : value;
  return typeof value === "string" ? parseMoment(value) : undefined;
}

async function look(path: string): Promise<{ size: number; packed: boolean }> {
  try {
    await using file = await open(path);
    const { bytesRead, buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
    return {
      size: (await file.stat()).size,
      packed: bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b,
    };
  } catch (error) {
    throw cannotRead(path, error);
  }
}

function cannotRead(path: string, cause: unknown): UserError {
  const why = messageOf(cause);
  return new UserError(
    { en: `${basename(path)} cannot be read: ${why}`, zh: `无法读取 ${basename(path)}：${why}` },
    {
      en: "Give a file of JSON lines, plain or gzip, each with title and text",
      zh: "请提供每行一个 JSON 对象的文件（可为 gzip），每行含 title 和 text",
    },
    { cause },
  );
}

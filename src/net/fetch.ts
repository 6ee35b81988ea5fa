/** The one road to addresses outside: public ones only, never too much, never too long. */
import type { Agent, Dispatcher } from "undici";
import { UserError } from "../errors.ts";
import type { Log } from "../types.ts";
import { checkedLookup, checkedUrl, type Resolve, resolveBySystem } from "./address.ts";
import { acceptedEncodings, readBody } from "./body.ts";
import * as problems from "./problems.ts";
import { retryMoment } from "./retry-after.ts";
import { defaultUserAgent } from "./settings.ts";
import { createTurns } from "./turns.ts";

export interface FetchOptions {
  signal: AbortSignal;
  /** From an earlier answer; what has not changed since comes back as status 304 without bytes. */
  etag?: string | undefined;
  lastModified?: string | undefined;
  /** The Accept header. */
  accept?: string;
  /** The Authorization header: for the first host alone, never for one that it leads to. */
  authorization?: string | undefined;
  /** Of the unpacked body; 5 MB when unset. */
  maxBytes?: number;
  /** All in all, redirects and body too, without waiting for a turn; 10,000 when unset. */
  timeoutMs?: number;
  /** One at a time to each host, with a gap: for collecting. A person who waits is served at once. */
  polite?: boolean;
  /** Above `maxBytes` give the first of it instead of an error. */
  cut?: boolean;
}

export interface Fetched {
  /** Where it was found, after redirects. */
  url: string;
  status: 200 | 304;
  /** The Content-Type header; "" when there is none. */
  type: string;
  bytes: Uint8Array;
  cut: boolean;
  etag?: string;
  lastModified?: string;
}

/** Throws `UserError` with a `FetchProblem` (see problems.ts); an abort of the caller's own signal is thrown as it is. */
export type Fetch = (url: string, options: FetchOptions) => Promise<Fetched>;

export interface FetchParts {
  allowPrivate: boolean;
  /** `defaultUserAgent` when unset. */
  userAgent?: string | undefined;
  log: Log;
  /** ms between two polite requests to one host; 500 when unset. */
  gapMs?: number;
  /** The machine's own resolver when unset. */
  resolve?: Resolve;
}

const maxRedirects = 5;
const defaultMaxBytes = 5 * 1024 * 1024;
const defaultTimeoutMs = 10_000;

/** `stop` closes what is kept open; it may be called twice. */
export function createFetch(parts: FetchParts): Fetch & { stop(): Promise<void> } {
  const { allowPrivate, log, gapMs = 500, resolve = resolveBySystem } = parts;
  const turns = createTurns(gapMs);
  let agent: Agent | undefined;
  // Loaded with the first request: a start does not wait for it.
  const opened = async (): Promise<Agent> => {
    const { Agent } = await import("undici");
    agent ??= new Agent({
      connect: { lookup: checkedLookup(resolve, allowPrivate), timeout: defaultTimeoutMs },
      maxHeaderSize: 32_768,
      connections: 8,
      keepAliveTimeout: 4_000,
    });
    return agent;
  };

  const fetch: Fetch = async (address, options) => {
    const url = checkedUrl(address, allowPrivate);
    const begun = Date.now();
    try {
      const work = async () => follow(await opened(), url, options, parts);
      return await (options.polite ? turns.take(url.host, options.signal, work) : work());
    } catch (error) {
      // What a person asked to read may be private: only the host is noted.
      log.debug({ host: url.host, ms: Date.now() - begun, error: String(error) }, "could not fetch");
      throw error;
    }
  };
  return Object.assign(fetch, {
    async stop() {
      const open = agent;
      agent = undefined;
      await open?.destroy();
    },
  });
}

async function follow(agent: Agent, start: URL, options: FetchOptions, parts: FetchParts): Promise<Fetched> {
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const late = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([options.signal, late]);
  let url = start;
  try {
    for (let hop = 0; hop <= maxRedirects; hop++) {
      const answer = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: "GET",
        signal,
        headers: headersFor(options, parts, url.origin === start.origin),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      const target = redirectTarget(answer);
      if (target === undefined) return await finish(url, answer, options, signal);
      discard(answer);
      url = checkedUrl(target, parts.allowPrivate, url.href);
    }
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    throw told(error, url.hostname, late.aborted, timeoutMs);
  }
  throw problems.tooManyRedirects(maxRedirects);
}

function headersFor(options: FetchOptions, parts: FetchParts, ownHost: boolean): Record<string, string> {
  return {
    "user-agent": parts.userAgent ?? defaultUserAgent,
    accept:
      options.accept ?? "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.8",
    "accept-encoding": acceptedEncodings,
    ...(options.authorization && ownHost ? { authorization: options.authorization } : {}),
    ...(options.etag ? { "if-none-match": options.etag } : {}),
    ...(options.lastModified ? { "if-modified-since": options.lastModified } : {}),
  };
}

function redirectTarget(answer: Dispatcher.ResponseData): string | undefined {
  if (![301, 302, 303, 307, 308].includes(answer.statusCode)) return undefined;
  const location = header(answer, "location");
  return location === "" ? undefined : location;
}

async function finish(
  url: URL,
  answer: Dispatcher.ResponseData,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Fetched> {
  const etag = header(answer, "etag");
  const lastModified = header(answer, "last-modified");
  const found = {
    url: url.href,
    type: header(answer, "content-type"),
    ...(etag ? { etag } : {}),
    ...(lastModified ? { lastModified } : {}),
  };
  if (answer.statusCode === 304 && (options.etag || options.lastModified)) {
    discard(answer);
    return { ...found, status: 304, bytes: new Uint8Array(), cut: false };
  }
  if (answer.statusCode < 200 || answer.statusCode > 299) {
    discard(answer);
    throw problems.badStatus(
      url.hostname,
      answer.statusCode,
      retryMoment(header(answer, "retry-after"), Date.now()),
    );
  }
  const maxBytes = options.maxBytes ?? defaultMaxBytes;
  const encoding = header(answer, "content-encoding");
  if (!options.cut && encoding === "" && Number(header(answer, "content-length")) > maxBytes) {
    discard(answer);
    throw problems.tooLarge(maxBytes);
  }
  const read = await readBody(answer.body, encoding, maxBytes, signal);
  if (!read) throw problems.badEncoding(url.hostname);
  if (read.cut && !options.cut) throw problems.tooLarge(maxBytes);
  return { ...found, status: 200, ...read };
}

/** Lets go of a body that nobody reads; its connection with it. */
function discard(answer: Dispatcher.ResponseData): void {
  answer.body.on("error", () => undefined).destroy();
}

function header(answer: Dispatcher.ResponseData, name: string): string {
  const value = answer.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** From what the layers below throw to words for a person. */
function told(error: unknown, host: string, late: boolean, timeoutMs: number): unknown {
  if (error instanceof UserError) return error;
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof UserError) return cause;
  const code = codeOf(error);
  if (late || /TIMEOUT|ETIMEDOUT/.test(code)) return problems.timedOut(host, timeoutMs);
  if (/CERT|SSL|TLS|EPROTO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/.test(code))
    return problems.badCertificate(host, error);
  if (/^(Z_|ERR_BROTLI|ERR__?ZSTD|ZSTD_|ERR_PADDING|ERR_STREAM_PREMATURE)/.test(code))
    return problems.badEncoding(host, error);
  if (/^(E[A-Z]+|UND_ERR_.*|HPE_.*)$/.test(code)) return problems.noConnection(host, error);
  // What came is no HTTP; most of undici's errors of that kind bear no code.
  if (error instanceof Error && error.name === "HTTPParserError") return problems.badEncoding(host, error);
  return error;
}

function codeOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return codeOf(cause.errors[0]);
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return "";
}

/** The page over fakes: a memory for the conversation, a folder of its own, a browser's headers. */
import { mkdtemp, rm } from "node:fs/promises";
import { type IncomingHttpHeaders, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createWebAdapter, type WebSettings } from "../../../adapters/web/adapter.ts";
import type { AdapterParts, Conversation, ConversationEntry, Place } from "../../../src/types.ts";
import { type FakeHost, fakeHost, fakeLog } from "../../fakes/host.ts";

export function memoryConversation(): Conversation {
  const rows: { key: string; entry: ConversationEntry; deliveryId: string }[] = [];
  const keyOf = (place: Place) => [place.platform, place.workspace, place.channel, place.thread].join("\n");
  return {
    async add(place, entry, deliveryId) {
      const key = keyOf(place);
      if (rows.some((row) => row.key === key && row.deliveryId === deliveryId)) return false;
      rows.push({ key, entry, deliveryId });
      return true;
    },
    async list(place, { since = 0, until = Number.POSITIVE_INFINITY, limit }) {
      const here = rows.filter((row) => row.key === keyOf(place)).map((row) => row.entry);
      return here.filter((entry) => entry.at >= since && entry.at <= until).slice(-limit);
    },
  };
}

export interface Started {
  url: string;
  /** Where it listens, whatever its public address is. */
  boundUrl: string;
  announced: readonly string[];
  dataDir: string;
  adapter: ReturnType<typeof createWebAdapter>;
  host: FakeHost;
  conversation: Conversation;
  log: ReturnType<typeof fakeLog>;
  end(): Promise<void>;
}

/** A page on a free port of this machine. */
export async function startPage(
  host: FakeHost = fakeHost(),
  settings: Partial<WebSettings> = {},
  more: Partial<AdapterParts> = {},
): Promise<Started> {
  const dataDir = more.dataDir ?? (await mkdtemp(join(tmpdir(), "copytaster-web-")));
  const announced: string[] = [];
  const conversation = more.conversation ?? memoryConversation();
  const log = fakeLog();
  const adapter = createWebAdapter(
    {
      PORT: 0,
      HOST: "127.0.0.1",
      WEB_TOKEN: undefined,
      WEB_ORIGIN: undefined,
      API_PER_MINUTE: 0,
      ...settings,
    },
    { log, conversation, dataDir, now: () => Date.now(), announce: (line) => announced.push(line), ...more },
  );
  await adapter.start(host);
  return {
    url: adapter.address() ?? "",
    boundUrl: adapter.bound() ?? "",
    ...{ announced, dataDir, adapter, host, conversation, log },
    async end() {
      await adapter.stop();
      if (!more.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A request as no script could make it: `fetch` sets the Host and the Sec-Fetch headers by itself. */
export function raw(url: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const call = request(url, { headers }, async (response) => {
      const body = (await response.toArray()).join("");
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
    call.on("error", reject).end();
  });
}

/** Somebody at the page: keeps its cookie, reads its token, sends its forms as a browser does. */
export function visitor(url: string) {
  let cookie = "";
  const call = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    if (cookie) headers.set("cookie", cookie);
    const response = await fetch(`${url}${path}`, { redirect: "manual", ...init, headers });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      const [name] = pair.split("=");
      const others = cookie.split("; ").filter((one) => one && !one.startsWith(`${name}=`));
      cookie = [...others, pair].join("; ");
    }
    return response;
  };
  const open = async (path = "/", headers: Record<string, string> = {}) =>
    (await call(path, { headers })).text();
  const tokenIn = (page: string) => /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const post = (
    path: string,
    fields: Readonly<Record<string, string | File>>,
    headers: Record<string, string> = {},
  ) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    return call(path, { method: "POST", body, headers: { origin: url, ...headers } });
  };
  return {
    call,
    open,
    post,
    tokenIn,
    cookie: () => cookie,
    /** Sends one of the page's forms with the page's own token. */
    async send(
      path: string,
      fields: Readonly<Record<string, string | File>>,
      headers: Record<string, string> = {},
    ) {
      return post(path, { csrf: tokenIn(await open()), ...fields }, headers);
    },
  };
}

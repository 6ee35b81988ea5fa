/** The HTTP API of a real bot, asked by a few connections at once, beside a bare Hono app; and what a megabyte costs everybody else. */
import { Agent, request } from "undici";
import { startBot, startEcho } from "../child.ts";
import { makeFolder, never } from "../folder.ts";
import { percentile } from "../statistics.ts";
import { tales } from "../stories.ts";

/** `p50` and `p95` in ms. */
export interface Asked {
  perSecond: number;
  p50: number;
  p95: number;
}

export interface HttpFigures {
  /** `/api/v1/analyze` with the language alone: the road without much work at its end. */
  language: Asked;
  /** With language, keywords, topics, names, sentiment. */
  whole: Asked;
  echo: Asked;
  /** `help` as a command, with nothing else going on, and while texts of a megabyte are read. */
  help: Asked;
  helpBeside: Asked;
  /** ms for one text of a megabyte with every tool. */
  megabyte: number;
}

const token = "a-token-of-some-length";
const connections = 8;
const everything = [
  "language",
  "sentences",
  "keywords",
  "topics",
  "names",
  "quantities",
  "sentiment",
  "towards",
  "summary",
];

export async function measureHttp(
  documents: readonly string[],
  { requests, large: bytes, tell }: { requests: number; large: number; tell(line: string): void },
): Promise<HttpFigures> {
  const folder = await makeFolder({ tales: tales(1, 100), days: 30, feeds: [], dueAt: never });
  const agent = new Agent({ connections, pipelining: 1, bodyTimeout: 0, headersTimeout: 0 });
  const environment = { WEB_TOKEN: token, API_PER_MINUTE: "0" };
  const [bot, echo] = [
    await startBot(folder.path, environment, ["ready"]),
    await startEcho({}, "./hono-echo.ts"),
  ];
  const send = async (base: string, path: string, body: unknown) => {
    const began = performance.now();
    const response = await request(`${base}/api/v1${path}`, {
      method: "POST",
      dispatcher: agent,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.body.text();
    if (response.statusCode !== 200)
      throw new Error(`${path}: ${response.statusCode} ${answer.slice(0, 300)}`);
    return performance.now() - began;
  };
  const [ours, theirs] = [bot, echo].map(({ announced }) => announced.get("ready") ?? "") as [string, string];
  const text = (n: number) => documents[n % documents.length] ?? "";
  const analyze = (base: string, want: readonly string[]) =>
    burst(requests, (n) => send(base, "/analyze", { text: text(n), want }));
  try {
    const whole = ["language", "keywords", "topics", "names", "sentiment"];
    tell("warming up");
    await burst(Math.min(requests, 256), (n) => send(ours, "/analyze", { text: text(n), want: everything }));
    await burst(Math.min(requests, 256), () => send(ours, "/commands/help", {}));
    await burst(Math.min(requests, 256), (n) => send(theirs, "/analyze", { text: text(n) }));
    tell("over HTTP");
    const figures = {
      echo: await analyze(theirs, []),
      language: await analyze(ours, ["language"]),
      whole: await analyze(ours, whole),
    };
    tell("beside texts of a megabyte");
    const helps = () => burst(Math.max(8, requests / 4), () => send(ours, "/commands/help", {}), 1);
    const help = await helps();
    const large = { text: textOf(documents, bytes), want: everything };
    const megabytes: number[] = [];
    let over = false;
    const reading = (async () => {
      do megabytes.push(await send(ours, "/analyze", large));
      while (!over);
    })();
    const helpBeside = await helps().finally(() => {
      over = true;
    });
    await reading;
    return { ...figures, help, helpBeside, megabyte: percentile(megabytes, 0.5) };
  } finally {
    await Promise.all([bot.stop(), echo.stop(), agent.close()]);
    await folder.remove();
  }
}

/** So many, by all connections at once. */
async function burst(count: number, one: (n: number) => Promise<number>, side = connections): Promise<Asked> {
  const times: number[] = [];
  let next = 0;
  const began = performance.now();
  const worker = async () => {
    while (next < count) times.push(await one(next++));
  };
  await Promise.all(Array.from({ length: side }, worker));
  return {
    perSecond: (times.length / (performance.now() - began)) * 1_000,
    p50: percentile(times, 0.5),
    p95: percentile(times, 0.95),
  };
}

/** Articles, one after the other, to so many bytes of JSON. */
function textOf(documents: readonly string[], bytes: number): string {
  const sizeOf = (text: string) => Buffer.byteLength(JSON.stringify(text));
  let text = "";
  for (let n = 0; sizeOf(text) < bytes; n++) text += `${documents[n % documents.length]}\n\n`;
  while (sizeOf(text) > bytes) text = text.slice(0, Math.floor(text.length * 0.98));
  return text;
}

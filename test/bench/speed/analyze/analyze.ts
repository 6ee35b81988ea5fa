/** What each text tool costs beside its peers on npm, in the same run on the same texts; and the HTTP API beside a bare Hono app. */
import { availableParallelism, loadavg } from "node:os";
import { createTextTools } from "../../../../src/language/index.ts";
import { shippedSentiment } from "../../../../src/language/sentiment/models.ts";
import { shippedToneNetwork } from "../../../../src/language/sentiment/network/shipped.ts";
import type { Bench, Figure } from "../frame.ts";
import { median, percentile, rounded } from "../statistics.ts";
import { shown } from "../table.ts";
import { type Asked, measureHttp } from "./http.ts";
import { type Material, readMaterial } from "./material.ts";
import { type Job, peersOf } from "./peers.ts";
import { race, type Timed } from "./race.ts";

/** Texts a second that must be reached, and those that we want to. */
const asked: Readonly<Record<string, Pick<Figure, "gate" | "ambition">>> = {
  "keywords, news": { ambition: 800 },
  "keywords, abstracts": { ambition: 800 },
  "sentiment, linear": { gate: 50_000 },
  "sentiment, network": { gate: 10_000 },
  topics: { ambition: 50_000 },
};

interface Raced {
  job: Job;
  label: string;
  unit: string;
  ours: Timed;
  peers: ReadonlyMap<string, Timed>;
}

export const analyze: Bench = {
  name: "analyze",
  about: "each text tool beside its peers, and texts over HTTP beside a bare Hono app",
  async run({ smoke, data, tell }) {
    const most = smoke
      ? { sentences: 40, documents: 4, items: 100, keyed: 4 }
      : { sentences: 2_641, documents: 60, items: 4_995, keyed: 200 };
    const rounds = smoke ? 1 : 5;
    const load = loadavg()[0] ?? 0;
    const material = readMaterial(data, most);
    const raced = await raceAll(material, { rounds, leastMs: smoke ? 20 : 400, tell });
    const http = await measureHttp(material.documents, {
      requests: smoke ? 16 : 800,
      large: smoke ? 50_000 : 1_000_000,
      tell,
    });
    return {
      json: {
        ...{ bench: "analyze", rounds, from: material.from, load: rounded(load) },
        tools: Object.fromEntries(
          raced.map(({ label, ours, peers }) => [label, { ours, peers: Object.fromEntries(peers) }]),
        ),
        http,
      },
      figures: [...raced.flatMap(figuresOf), ...httpFigures(http)],
      notes: [
        `${material.from}: ${material.sentences.length} sentences, ${material.documents.length} articles, ${material.items.length} items`,
        `medians of ${rounds} rounds in turns; tools by processor time, one thread (the network has a second); one text and HTTP by the clock`,
        "the peer shown is the nearest in kind; the others:",
        ...raced.flatMap(({ label, ours, peers }) => othersOf(label, ours, peers)),
        `load of the machine before: ${load.toFixed(1)} on ${availableParallelism()} cores`,
      ],
    };
  },
};

async function raceAll(
  { sentences, documents, items, keyed }: Material,
  { rounds, leastMs, tell }: { rounds: number; leastMs: number; tell(line: string): void },
): Promise<Raced[]> {
  const tools = createTextTools();
  const english = shippedSentiment().english();
  const peers = peersOf(items);
  const run = (
    job: Job,
    label: string,
    unit: string,
    texts: readonly string[],
    read: (text: string) => unknown,
  ): Raced => {
    tell(label);
    const timed = new Map(race([{ name: "ours", read }, ...peers[job]], texts, rounds, leastMs));
    const ours = timed.get("ours") as Timed;
    timed.delete("ours");
    return { job, label, unit, ours, peers: timed };
  };
  const linear = run("sentiment", "sentiment, linear", "sentences/s", sentences, (text) =>
    english.judge(english.plain(text, "news"), "news"),
  );
  tell("sentiment, network");
  const network = await networkOf(sentences, rounds);
  return [
    run("language", "language", "sentences/s", sentences, (text) => tools.language(text)),
    run("sentences", "sentences", "articles/s", documents, (text) => tools.sentences(text)),
    run("keywords", "keywords, news", "articles/s", keyed.news, (text) => tools.keywords(text, 10)),
    run("keywords", "keywords, abstracts", "abstracts/s", keyed.abstracts, (text) =>
      tools.keywords(text, 10),
    ),
    linear,
    ...(network ? [{ ...linear, label: "sentiment, network", ours: network }] : []),
    run("names", "names", "articles/s", documents, (text) => tools.names(text, "en")),
    run("quantities", "quantities", "articles/s", documents, (text) => tools.quantities(text)),
    run(
      "topics",
      "topics",
      "items/s",
      items.map(({ text }) => text),
      (text) => tools.topics(text, "en"),
    ),
  ];
}

/** All sentences as one question for the rate, one by one for the time; processor time of all threads. */
async function networkOf(sentences: readonly string[], rounds: number): Promise<Timed | undefined> {
  const network = shippedToneNetwork();
  if (!network) return undefined;
  const worked = async (work: () => Promise<unknown>): Promise<number> => {
    const from = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1_000;
  };
  try {
    const rates: number[] = [];
    const times: number[] = [];
    await network.tones(sentences, "news");
    for (let round = 0; round < rounds; round++)
      rates.push((sentences.length / (await worked(() => network.tones(sentences, "news")))) * 1_000);
    for (const sentence of sentences.slice(0, 500)) {
      let best = Number.POSITIVE_INFINITY;
      for (let n = 0; n < 3; n++) {
        const began = performance.now();
        await network.tones([sentence], "news");
        best = Math.min(best, performance.now() - began);
      }
      times.push(best);
    }
    return { perSecond: median(rates), p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
  } finally {
    await network.stop();
  }
}

/** The first of the list is the nearest in kind. */
const nearest = (peers: ReadonlyMap<string, Timed>) => [...peers][0];

const times = (ours: number, theirs: number) => `${shown(ours / theirs)} ×`;

function figuresOf({ label, unit, ours, peers }: Raced): Figure[] {
  const [name, peer] = nearest(peers) ?? [];
  const beside = (key: keyof Timed) => name !== undefined && peer && { peer: { name, value: peer[key] } };
  return [
    {
      ...{ label, value: ours.perSecond, good: "more" },
      unit: peer ? `${unit}, ${times(ours.perSecond, peer.perSecond)}` : unit,
      ...asked[label],
      ...beside("perSecond"),
    },
    { label: `${label}, one text, p50`, value: ours.p50, unit: "ms", good: "less", ...beside("p50") },
    { label: `${label}, one text, p95`, value: ours.p95, unit: "ms", good: "less", ...beside("p95") },
  ];
}

function othersOf(label: string, ours: Timed, peers: ReadonlyMap<string, Timed>): string[] {
  const [first] = nearest(peers) ?? [];
  const others = [...peers].filter(([name]) => name !== first);
  if (others.length === 0) return [];
  const told = others.map(
    ([name, { perSecond }]) =>
      `${name} ${Math.round(perSecond).toLocaleString("en")}/s (${times(ours.perSecond, perSecond)})`,
  );
  return [`  ${label}: ${told.join(", ")}`];
}

function httpFigures(http: Awaited<ReturnType<typeof measureHttp>>): Figure[] {
  const of = (label: string, asked: Asked, peer?: { name: string; asked: Asked }): Figure[] => [
    {
      ...{ label, value: asked.perSecond, good: "more" },
      unit: peer ? `requests/s, ${times(asked.perSecond, peer.asked.perSecond)}` : "requests/s",
      ...(peer && { peer: { name: peer.name, value: peer.asked.perSecond } }),
    },
    {
      ...{ label: `${label}, p95`, value: asked.p95, unit: "ms", good: "less" },
      ...(peer && { peer: { name: peer.name, value: peer.asked.p95 } }),
    },
  ];
  const echo = { name: "Hono echo", asked: http.echo };
  return [
    ...of("HTTP, an article's language", http.language, echo),
    ...of("HTTP, an article whole", http.whole, echo),
    { label: "HTTP, a megabyte, every tool", value: http.megabyte, unit: "ms", good: "less" },
    {
      ...{
        label: "help over HTTP beside megabytes, p95",
        value: http.helpBeside.p95,
        unit: "ms",
        good: "less",
      },
      peer: { name: "alone", value: http.help.p95 },
    },
  ];
}

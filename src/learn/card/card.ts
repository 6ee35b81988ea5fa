/** A model's card, made from what was measured in the run and from the table of data sets: nothing in it is typed in by hand but purpose and limits. */
import type { ModelManifest } from "../../language/model-folder.ts";
import type { GateRecord } from "../../types.ts";
import { dataSet } from "./data-sets.ts";
import { type Effort, kgPerKwh, wattsPerCore } from "./energy.ts";

/** One figure beside its baselines, as `eval --json` gives it. */
export interface CardFigure {
  set: string;
  n: number;
  metric: string;
  value: number;
  /** 95%, bootstrap. */
  ci: readonly [low: number, high: number];
  baselines: Readonly<Record<string, number>>;
}

export interface CardFacts {
  manifest: ModelManifest;
  /** Of the weights, in bytes. */
  bytes: number;
  /** What it is for, and what not: a paragraph. */
  purpose: string;
  /** How it works, in a few sentences. */
  method: string;
  /** Rows it learnt from. */
  rows?: number;
  seed: number;
  effort?: Effort;
  /** "cross-validated by editorial", "held out: one in five by hash of the text" … */
  howMeasured: string;
  figures: readonly CardFigure[];
  /** By class, on each set that has any. */
  classes?: readonly {
    set: string;
    rows: readonly { label: string; precision: number; recall: number; f1: number; n: number }[];
  }[];
  /** Parts of the held-out rows: "language en", "length below 12 words", "people gender: women" … */
  slices?: readonly {
    set: string;
    slice: string;
    value: string;
    n: number;
    metric: string;
    score: number;
    /** Its interval lies below the score of all rows. */
    lower?: boolean;
  }[];
  calibration?: readonly { set: string; ece: number; n: number }[];
  /** Answers that change when people and groups are swapped for others; a share with its 95% interval. */
  swaps?: readonly { set: string; n: number; changed: number; low: number; high: number }[];
  /** Texts a second on one core, beside a peer in the same run. */
  speed?: { perSecond: number; peer: string; peerPerSecond: number };
  gate?: GateRecord;
  limits: readonly string[];
  /** What else whoever uses it must know: Markdown under a title of its own. */
  notes?: readonly { title: string; text: string }[];
}

/** A card is read by people: of many classes they want those that go wrong. */
const mostClasses = 20;
const shownClasses = 10;

/** Markdown; the same facts give the same text. */
export function card(facts: CardFacts): string {
  const { manifest, bytes, rows, effort } = facts;
  const parts = [
    `# ${manifest.name}, version ${manifest.version}`,
    facts.purpose,
    `**How it works.** ${facts.method} Kind: ${manifest.kind}. Languages: ${manifest.languages.join(", ")}. Size: ${Math.ceil(bytes / 1024)} KB.`,
    `## Data\n\n${table(
      ["set", "what", "source", "terms"],
      manifest.trainedOn.map((name) => {
        const known = dataSet(name);
        return known
          ? [known.name, known.about, known.source, known.terms]
          : [name, "not in the table of data sets", "–", "unknown: do not ship"];
      }),
    )}`,
    `## Training\n\n\`${manifest.command}\`\n\nSeed ${facts.seed}${rows === undefined ? "" : `, ${count(rows)} rows`}. ${effort ? spent(effort) : "Its time and energy were not measured."}`,
    `## Figures\n\n${facts.howMeasured}${facts.figures.length > 0 ? ` Intervals are 95%, by bootstrap.\n\n${figures(facts.figures)}` : ""}`,
    ...(facts.classes ?? []).map(byClass),
    facts.calibration?.length &&
      `**Calibration.** Expected calibration error: ${facts.calibration.map(({ set, ece, n }) => `${figure(ece)} on ${set} (${count(n)} rows)`).join(", ")}.`,
    facts.speed &&
      `**Speed.** ${count(Math.round(facts.speed.perSecond))} texts a second on one core; ${facts.speed.peer} ${count(Math.round(facts.speed.peerPerSecond))} in the same run.`,
    facts.slices?.length &&
      `## Slices\n\n${table(
        ["set", "slice", "n", "metric", "score"],
        facts.slices.map((one) => [
          one.set,
          `${one.slice}: ${one.value}`,
          count(one.n),
          one.metric,
          `${figure(one.score)}${one.lower ? " ▼" : ""}`,
        ]),
      )}${facts.slices.some(({ lower }) => lower) ? "\n\n▼: its 95% interval lies below the score of all rows." : ""}`,
    `## Bias\n\n${bias(facts)}`,
    facts.gate && `## Gate\n\n${gate(facts.gate)}`,
    ...(facts.notes ?? []).map(({ title, text }) => `## ${title}\n\n${text}`),
    `## Limits\n\n${facts.limits.map((one) => `- ${one}`).join("\n")}`,
    `## Files\n\n${table(
      ["file", "SHA-256"],
      Object.entries(manifest.files)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, hash]) => [name, `\`${hash}\``]),
    )}`,
  ];
  return `${parts.filter((part) => typeof part === "string").join("\n\n")}\n`;
}

function byClass({ set, rows }: NonNullable<CardFacts["classes"]>[number]): string {
  const many = rows.length > mostClasses;
  const lowest = rows.filter(({ n }) => n > 0).sort((a, b) => a.f1 - b.f1 || (a.label < b.label ? -1 : 1));
  const title = many ? `The ${shownClasses} lowest of ${rows.length} classes` : "By class";
  return `${title}, on ${set}:\n\n${table(
    ["class", "precision", "recall", "F1", "n"],
    (many ? lowest.slice(0, shownClasses) : rows).map((one) => [
      one.label,
      ...[one.precision, one.recall, one.f1].map((value) => (one.n === 0 ? "–" : figure(value))),
      count(one.n),
    ]),
  )}`;
}

function figures(rows: readonly CardFigure[]): string {
  return table(
    ["set", "n", "metric", "this model", "95%", "baselines"],
    rows.map((row) => [
      row.set,
      count(row.n),
      row.metric,
      `**${figure(row.value)}**`,
      `${figure(row.ci[0])} … ${figure(row.ci[1])}`,
      Object.entries(row.baselines)
        .map(([name, value]) => `${name} ${figure(value)}`)
        .join(", ") || "–",
    ]),
  );
}

function spent({ seconds, cpuSeconds, wattHours, method }: Effort): string {
  const how =
    method === "RAPL"
      ? "read from the processor's own counters"
      : `CPU time × ${wattsPerCore} W a core, an assumption`;
  const grams = wattHours * kgPerKwh;
  return `It took ${Math.round(seconds)} s (${Math.round(cpuSeconds)} s of processor time) and about ${wattHours.toPrecision(2)} Wh (${how}): ${grams.toPrecision(2)} g CO₂e at the world's mean.`;
}

function bias({ swaps, slices }: CardFacts): string {
  const people = (slices ?? []).filter((one) => one.slice === "people");
  const told = swaps?.length
    ? `Texts that get another answer when the people and groups in them are swapped for others (given names, words of gender, origin, faith): ${swaps
        .map(
          ({ set, n, changed, low, high }) =>
            `${percent(changed)} (${percent(low)} … ${percent(high)}) of ${count(n)} in ${set}`,
        )
        .join(", ")}.`
    : "What changes when the people named are swapped was not measured.";
  if (people.length === 0) return told;
  const sorted = [...people].sort((a, b) => a.score - b.score);
  const [low, high] = [sorted[0], sorted.at(-1)];
  return `${told} Lowest among the people slices: ${who(low)}; highest: ${who(high)}. The lists of names and words are short; this finds leanings and proves no absence of them.`;
}

const who = (one: NonNullable<CardFacts["slices"]>[number] | undefined) =>
  one ? `${one.value} (${figure(one.score)}, ${count(one.n)} rows of ${one.set})` : "–";

function gate({ live, metric, scores, p, n, passed, reasons }: GateRecord): string {
  const told = `Against ${live} on ${count(n)} held-out rows: ${metric} ${figure(scores.candidate.value)} against ${figure(scores.live.value)} (p = ${p.toFixed(3)}).`;
  return passed ? `${told} Passed.` : `${told} Not passed: ${reasons.map((one) => one.en).join("; ")}.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

const figure = (value: number) =>
  !Number.isFinite(value) ? "–" : Math.abs(value) >= 10 ? count(Math.round(value)) : value.toFixed(3);
const percent = (value: number) => `${(100 * value).toFixed(1)}%`;
const count = (value: number) => value.toLocaleString("en");

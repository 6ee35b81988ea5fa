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
  /** By class, on the set that is named. */
  classes?: {
    set: string;
    rows: readonly { label: string; precision: number; recall: number; f1: number; n: number }[];
  };
  /** Parts of the held-out rows: "language en", "length below 12 words", "people gender: women" … */
  slices?: readonly { slice: string; value: string; n: number; metric: string; score: number }[];
  calibration?: readonly { set: string; ece: number; n: number }[];
  /** Answers that change when people and groups are swapped for others. */
  swaps?: { n: number; changed: number };
  /** Texts a second on one core, beside a peer in the same run. */
  speed?: { perSecond: number; peer: string; peerPerSecond: number };
  gate?: GateRecord;
  limits: readonly string[];
}

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
    `## Figures\n\n${facts.howMeasured} Intervals are 95%, by bootstrap.\n\n${figures(facts.figures)}`,
    facts.classes &&
      `By class, on ${facts.classes.set}:\n\n${table(
        ["class", "precision", "recall", "F1", "n"],
        facts.classes.rows.map((one) => [
          one.label,
          ...[one.precision, one.recall, one.f1].map(figure),
          count(one.n),
        ]),
      )}`,
    facts.calibration?.length &&
      `**Calibration.** Expected calibration error: ${facts.calibration.map(({ set, ece, n }) => `${figure(ece)} on ${set} (${count(n)} rows)`).join(", ")}.`,
    facts.speed &&
      `**Speed.** ${count(Math.round(facts.speed.perSecond))} texts a second on one core; ${facts.speed.peer} ${count(Math.round(facts.speed.peerPerSecond))} in the same run.`,
    facts.slices?.length &&
      `## Slices\n\n${table(
        ["slice", "n", "metric", "score"],
        facts.slices.map((one) => [
          `${one.slice}: ${one.value}`,
          count(one.n),
          one.metric,
          figure(one.score),
        ]),
      )}`,
    `## Bias\n\n${bias(facts)}`,
    facts.gate && `## Gate\n\n${gate(facts.gate)}`,
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
  const told = swaps
    ? `Of ${count(swaps.n)} texts that name people or groups, ${(100 * swaps.changed).toFixed(1)}% get another answer when these are swapped for others (given names, words of gender, origin, faith).`
    : "What changes when the people named are swapped was not measured.";
  if (people.length === 0) return told;
  const sorted = [...people].sort((a, b) => a.score - b.score);
  const [low, high] = [sorted[0], sorted.at(-1)];
  return `${told} Lowest among the people slices: ${low?.value} (${figure(low?.score ?? Number.NaN)}, ${count(low?.n ?? 0)} rows); highest: ${high?.value} (${figure(high?.score ?? Number.NaN)}, ${count(high?.n ?? 0)} rows). The lists of names and words are short; this finds leanings and proves no absence of them.`;
}

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
const count = (value: number) => value.toLocaleString("en");

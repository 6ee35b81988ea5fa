/** Labelled texts for IPTC's subjects: out of mapped sets, and out of unlabelled ones by seed words. */
import { IPTC } from "../../language/topics/iptc.ts";
import { words } from "../../language/words.ts";
import { random } from "../metrics/bootstrap.ts";
import { readDataRows } from "../rows.ts";
import { type Mapped, mappings, seeds, unlabelled } from "./mapping.ts";

export interface IptcExample {
  text: string;
  /** IPTC's code. */
  label: string;
  language: "en" | "zh";
  /** The set it came from; seeded ones are no gold. */
  from: string;
  seeded: boolean;
}

/** Of one set's category no more than these: a set that is large must not speak for all news. */
const MOST_OF_A_CATEGORY = 700;
const MOST_SEEDED = 500;
const LONGEST = 1_500;
const SEEDS_A_TEXT = 4;

export const codeOf = (number: string) => `medtop:${number}000000`;
export const subjects: readonly string[] = Object.keys(IPTC);

interface Row {
  id?: string;
  title?: string;
  text: string;
  label?: string;
  labels?: string[];
}

/** Every text once, in an order that the seed fixes. @throws UserError for a file that is missing. */
export function iptcExamples(data: string, seed: number): IptcExample[] {
  const found: IptcExample[] = [];
  const seen = new Set<string>();
  const add = (example: IptcExample): boolean => {
    if (!example.text.trim() || seen.has(example.text)) return false;
    seen.add(example.text);
    found.push(example);
    return true;
  };
  for (const mapping of mappings) for (const one of mappedExamples(data, mapping, seed)) add(one);
  for (const source of unlabelled) {
    const counts = new Map<string, number>();
    const rows = shuffled(readDataRows<Record<string, unknown>>(data, source.file), seed);
    for (const row of rows) {
      const text = source.fields
        .map((field) => row[field])
        .filter((value) => typeof value === "string")
        .join("\n")
        .slice(0, LONGEST);
      const label = seededLabel(text, source.language);
      if (label === undefined || (counts.get(label) ?? 0) >= MOST_SEEDED) continue;
      if (add({ text, label, language: source.language, from: source.file, seeded: true }))
        counts.set(label, (counts.get(label) ?? 0) + 1);
    }
  }
  for (const one of seedTexts()) add(one);
  return shuffled(found, seed);
}

/** The seed words themselves, a few at a time: by their vectors they speak for their neighbours too. */
function seedTexts(): IptcExample[] {
  return Object.entries(seeds).flatMap(([number, by]) =>
    (["en", "zh"] as const).flatMap((language) => {
      const list = by[language].split(" ");
      return Array.from({ length: Math.ceil(list.length / SEEDS_A_TEXT) }, (_, at) => ({
        text: list.slice(at * SEEDS_A_TEXT, (at + 1) * SEEDS_A_TEXT).join(". "),
        label: codeOf(number),
        language,
        from: "seed words",
        seeded: true,
      }));
    }),
  );
}

/** One set's texts with the subjects that its categories stand for. @throws UserError for a file that is missing. */
export function mappedExamples(
  data: string,
  { file, language, by, to }: Mapped,
  seed: number,
): IptcExample[] {
  const found: IptcExample[] = [];
  const counts = new Map<string, number>();
  for (const row of shuffled(readDataRows<Row>(data, file), seed)) {
    const categories =
      by === "labels"
        ? (row.labels ?? [])
        : [by === "id" ? (row.id ?? "").replace(/-[^-]*$/, "") : (row.label ?? "")];
    // A story of two subjects would be an example against itself.
    const numbers = new Set(categories.map((category) => to[category]));
    const [number] = numbers;
    const category = categories[0] ?? "";
    if (numbers.size !== 1 || number === undefined || (counts.get(category) ?? 0) >= MOST_OF_A_CATEGORY)
      continue;
    const text = (row.title ? `${row.title}\n${row.text}` : row.text).slice(0, LONGEST);
    found.push({ text, label: codeOf(number), language, from: file, seeded: false });
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return found;
}

const lists = Object.entries(seeds).map(([number, by]) => ({
  label: codeOf(number),
  en: new Set(by.en.split(" ")),
  zh: by.zh.split(" "),
}));

/** The subject with the most seed words in a text, where it has enough of them and no other comes near. */
export function seededLabel(text: string, language: "en" | "zh"): string | undefined {
  const said = language === "en" ? new Set(words(text).map((word) => word.text.toLowerCase())) : undefined;
  const hits = lists
    .map(({ label, en, zh }) => ({
      label,
      count: said
        ? Array.from(said).filter((word) => en.has(word)).length
        : zh.filter((word) => text.includes(word)).length,
    }))
    .sort((a, b) => b.count - a.count);
  const [best, second] = hits;
  // A Chinese headline is too short for two.
  const enough = language === "en" ? 2 : 1;
  if (!best || !second || best.count < enough) return undefined;
  return second.count <= (best.count - enough) / 2 ? best.label : undefined;
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const next = random(seed);
  const made = [...list];
  for (let i = made.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [made[i], made[j]] = [made[j] as T, made[i] as T];
  }
  return made;
}

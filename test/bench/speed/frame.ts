/** What a bench is, and how one is asked for. */
import { parseArgs } from "node:util";
import { DEFAULT_DATA } from "../quality/data.ts";
import { figureTable } from "./table.ts";

/** One line of the table, and what is demanded of it. */
export interface Figure {
  label: string;
  /** NaN: it could not be measured, which is below every gate. */
  value: number;
  unit: string;
  /** Whether less or more is good. */
  good: "less" | "more";
  /** What `--gate` demands. */
  gate?: number;
  /** What we want to publish. */
  ambition?: number;
  /** The same of somebody else, from the same run. */
  peer?: { name: string; value: number };
}

export interface Measured {
  /** What `--json` prints. */
  json: Readonly<Record<string, unknown>>;
  figures: readonly Figure[];
  /** Lines below the table: on what, how often, what to bear in mind. */
  notes: readonly string[];
}

export interface BenchRun {
  /** True: everything once on small input, to see that it runs; the figures say nothing. */
  smoke: boolean;
  /** Folder of real texts, in the layout of `../shared/data`; it need not be there. */
  data: string;
  /** What is being done now, for a person who waits. */
  tell(line: string): void;
}

export interface Bench {
  name: string;
  about: string;
  run(run: BenchRun): Promise<Measured>;
}

/** All that is used of `process`. */
export interface BenchIo {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean };
}

const OPTIONS = {
  json: { type: "boolean", default: false },
  gate: { type: "boolean", default: false },
  smoke: { type: "boolean", default: false },
  data: { type: "string", default: DEFAULT_DATA },
  help: { type: "boolean", short: "h", default: false },
} as const;

/** Gives the exit code: 0 when all was measured (and, with --gate, is good enough), 1 when not, 2 when it was called wrongly. */
export async function runBench(
  argv: readonly string[],
  io: BenchIo,
  benches: readonly Bench[],
): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    io.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage(benches)}`);
    return 2;
  }
  const { values, positionals } = parsed;
  const [name] = positionals;
  if (values.help || (name === undefined && !values.smoke)) {
    io.stdout.write(usage(benches));
    return 0;
  }
  const wanted = benches.filter((bench) => name === undefined || bench.name === name);
  if (wanted.length === 0 || positionals.length > 1) {
    io.stderr.write(`There is no bench "${positionals.join(" ")}".\n\n${usage(benches)}`);
    return 2;
  }
  let failed = false;
  const all: Record<string, unknown> = {};
  for (const bench of wanted) {
    const tell = (line: string) => {
      if (io.stderr.isTTY) io.stderr.write(`${bench.name}: ${line}\n`);
    };
    const { json, figures, notes } = await bench.run({ smoke: values.smoke, data: values.data, tell });
    all[bench.name] = json;
    const told = values.smoke ? ["on small input: it runs, and the figures say nothing", ...notes] : notes;
    if (!values.json) io.stdout.write(figureTable(bench.name, figures, told));
    // On small input a figure says nothing.
    if (!values.gate || values.smoke) continue;
    for (const figure of figures.filter(belowGate)) {
      io.stderr.write(`below the gate: ${bench.name}, ${figure.label}\n`);
      failed = true;
    }
  }
  if (values.json) io.stdout.write(`${JSON.stringify(name === undefined ? all : all[name], null, 1)}\n`);
  return failed ? 1 : 0;
}

/** A figure that could not be measured is below every gate. */
export function belowGate({ value, good, gate }: Figure): boolean {
  if (gate === undefined) return false;
  return !(good === "less" ? value <= gate : value >= gate);
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
}

function usage(benches: readonly Bench[]): string {
  const width = Math.max(...benches.map(({ name }) => name.length));
  return [
    "bench <name> [--json] [--gate] [--data DIR]",
    "bench --smoke",
    "",
    ...benches.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`),
    "",
    "--json   the figures as one object; times in ms",
    "--gate   fail below the figures that must be reached",
    "--data   where benches on real texts find them (../shared/data)",
    "--smoke  every bench (or the named one) once on small input; never fails for its figures",
    "",
  ].join("\n");
}

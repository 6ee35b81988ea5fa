/** `eval <task>`: how good it is, beside its baselines, with intervals. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_DATA, isDevelopment } from "./data.ts";
import { detailsOf } from "./details.ts";
import { detailsTable } from "./details-table.ts";
import type { Missing, Prediction, Row, Run, Task } from "./frame.ts";
import { progressBar } from "./progress.ts";
import { tasks as registered } from "./registry.ts";
import { table } from "./table.ts";

/** All that is used of `process`. */
export interface EvalIo {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean };
}

const OPTIONS = {
  data: { type: "string" },
  json: { type: "boolean", default: false },
  gate: { type: "boolean", default: false },
  details: { type: "boolean", default: false },
  html: { type: "string" },
  out: { type: "string" },
  seed: { type: "string", default: "1" },
  limit: { type: "string" },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * Runs `<task> [--data DIR] [--json] [--gate] [--out FILE] [--seed N] [--limit N]` and gives the exit code: 0 when everything was measured (and,
 * with --gate, is good enough), 1 when a file is missing or a gate fails, 2 when it was called wrongly.
 */
export async function runEval(
  argv: readonly string[],
  io: EvalIo,
  tasks: readonly Task[] = registered,
): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(argv);
  } catch (error) {
    io.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage(tasks)}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.stdout.write(usage(tasks));
    return 0;
  }
  const task = tasks.find(({ name }) => name === positionals[0]);
  if (!task || positionals.length > 1) {
    const wrong =
      positionals[0] === undefined ? "Which task?" : `There is no task "${positionals.join(" ")}".`;
    io.stderr.write(`${wrong}\n\n${usage(tasks)}`);
    return 2;
  }
  const seed = whole(values.seed);
  const limit = values.limit === undefined ? Number.POSITIVE_INFINITY : whole(values.limit);
  if (seed === undefined || limit === undefined || limit < 1) {
    io.stderr.write("--seed and --limit take whole numbers; --limit at least 1\n");
    return 2;
  }
  const data = resolve(values.data ?? DEFAULT_DATA);
  const result = await measure(task, data, seed, limit, io);
  if (values.out !== undefined) writeFileSync(values.out, result.predictions.map(bare).join(""));
  const details = values.details || values.html !== undefined ? detailsOf(result.predictions) : [];
  if (values.json)
    io.stdout.write(
      `${JSON.stringify(values.details ? { rows: result.rows, details } : result.rows, null, 1)}\n`,
    );
  else io.stdout.write(table(result.rows) + (values.details ? detailsTable(details) : ""));
  if (values.html !== undefined) {
    const { evaluationPage } = await import("./page.ts");
    const { rows } = result;
    const page = { task: task.name, data, seed, at: new Date(), rows, details, broken: broken(task, rows) };
    writeFileSync(values.html, await evaluationPage(page));
  }
  for (const { set, file, needed } of result.missing)
    io.stderr.write(`missing: ${file} (${task.name}, ${set})${needed ? "" : ", which may be missing"}\n`);
  let failed = result.missing.some(({ needed }) => needed);
  if (failed) io.stderr.write(`Not everything was measured. --data names the folder; it is ${data}\n`);
  if (values.gate)
    for (const line of broken(task, result.rows)) {
      io.stderr.write(`below the gate: ${line}\n`);
      failed = true;
    }
  return failed ? 1 : 0;
}

/** As targets ask for it: nothing of the texts. */
function bare({ set, id, gold, predicted, score }: Prediction): string {
  return `${JSON.stringify({ set, id, gold, predicted, score })}\n`;
}

function parse(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
}

async function measure(
  task: Task,
  data: string,
  seed: number,
  limit: number,
  io: EvalIo,
): Promise<{ rows: Row[]; missing: Missing[]; predictions: Prediction[] }> {
  const rows: Row[] = [];
  const missing: Missing[] = [];
  const predictions: Prediction[] = [];
  const bar = progressBar(io.stderr.isTTY === true);
  const run: Run = {
    data,
    development: isDevelopment(data),
    seed,
    limit,
    row: (row) => rows.push({ task: task.name, ...row }),
    missing: (set, file, needed) => missing.push({ task: task.name, set, file, needed }),
    predict: (prediction) => predictions.push(prediction),
    progress: bar.update,
  };
  try {
    await task.run(run);
  } finally {
    bar.stop();
  }
  return { rows, missing, predictions };
}

function broken(task: Task, rows: readonly Row[]): string[] {
  return task.gates.flatMap((gate) => {
    const row = rows.find(({ set, metric }) => set === gate.set && metric === gate.metric);
    const why = row ? gate.fails(row) : "was not measured";
    return why === undefined ? [] : [`${gate.set} ${gate.metric}: ${why}`];
  });
}

function usage(tasks: readonly Task[]): string {
  const width = Math.max(...tasks.map(({ name }) => name.length));
  return [
    "eval <task> [--data DIR] [--json] [--gate] [--details] [--html FILE] [--out FILE] [--seed N] [--limit N]",
    "",
    ...tasks.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`),
    "",
    "--data   a folder in the layout of ../shared/data (the default)",
    "--json   one array of {task, set, n, metric, value, ci, baselines, seconds}",
    "--gate   fail below the figures that must be reached",
    "--details  each class, what is taken for what, calibration, slices; with --json {rows, details}",
    "--html   write all of it as a page with plots",
    "--out    write every prediction as a JSON line {set, id, gold, predicted, score}",
    "--seed   of the bootstrap, 1 when unset",
    "--limit  rows of each set at most, for a quick look",
    "",
  ].join("\n");
}

function whole(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

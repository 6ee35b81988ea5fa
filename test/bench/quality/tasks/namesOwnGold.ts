/** What no public gold is at hand for: Chinese names, and numbers, money and dates in both languages. Sentences of our own; what each half was used for stands at its head. */
import { createTextTools } from "../../../../src/language/index.ts";
import type { NameKind, Quantity } from "../../../../src/types.ts";
import type { Run } from "../frame.ts";
import { type Marked, readGold, SPOKEN } from "../gold/read.ts";
import { counted, spanRows } from "../spans.ts";

const KINDS: Readonly<Record<NameKind, string>> = {
  ...{ person: "P", organisation: "O", place: "L" },
  ...{ event: "M", other: "M" },
};

export function ownGold(run: Run): void {
  const { names, quantities } = createTextTools();
  for (const [set, file] of [
    ["zh_names_dev", "names-zh-dev"],
    ["zh_names_heldout", "names-zh-heldout"],
    ["zh_running_dev", "names-zh-running-dev"],
    ["zh_running_heldout", "names-zh-running-heldout"],
    ["zh_running_second", "names-zh-running-second"],
  ] as const)
    score(run, `own_gold_${set}`, readGold(file), (text) =>
      names(text, "zh").flatMap(({ kind, mentions }) =>
        // The gold marks people, organisations and places alone.
        kind === "event" ? [] : mentions.map(({ start, end }) => ({ start, end, label: KINDS[kind] })),
      ),
    );
  for (const half of ["dev", "heldout", "second"])
    score(run, `own_gold_quantities_${half}`, readGold(`quantities-${half}`), (text) =>
      quantities(text, SPOKEN).map((one) => ({ start: one.start, end: one.end, label: labelOf(one) })),
    );
}

function score(
  run: Run,
  set: string,
  all: readonly Marked[],
  find: (text: string) => readonly Marked["marks"][number][],
): void {
  const rows = all.slice(0, run.limit);
  const began = performance.now();
  const key = ({ start, end, label }: Marked["marks"][number]): string => `${start} ${end} ${label}`;
  const found = rows.map(({ text }) => find(text));
  spanRows(
    run,
    set,
    { ours: rows.map(({ marks }, i) => counted(marks, found[i] ?? [], key)) },
    (performance.now() - began) / 1_000,
  );
  rows.forEach(({ text, marks }, i) => {
    run.predict({ set, id: text, gold: marks, predicted: found[i], score: null });
  });
}

/** As the gold writes it: "m:GBP:1200000000", "p:5..7", "d:2026-03-05". */
export function labelOf(one: Quantity): string {
  const range = (from: number, to: number | undefined): string =>
    to === undefined ? String(from) : `${from}..${to}`;
  if (one.kind === "date") return `d:${one.date}`;
  if (one.kind === "time") return `t:${one.time}`;
  if (one.kind === "money") return `m:${one.currency}:${range(one.amount, one.to)}`;
  return `${one.kind.charAt(0)}:${range(one.value, one.to)}`;
}

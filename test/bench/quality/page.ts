/** An evaluation as one page to keep or send: figures with baselines, and a plot of each set's calibration and confusions. Nothing from outside. */
import { html, raw } from "hono/html";
import { createCharts } from "../../../src/charts/index.ts";
import type { Chart, Picture } from "../../../src/types.ts";
import type { SetDetails } from "./details.ts";
import type { Row } from "./frame.ts";

export interface PageParts {
  task: string;
  data: string;
  seed: number;
  at: Date;
  rows: readonly Row[];
  details: readonly SetDetails[];
  /** What must be reached and is not. */
  broken: readonly string[];
}

const style = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;margin:1rem 0;font-size:.9rem}th,td{border-bottom:1px solid #8885;padding:.25rem .6rem;text-align:right}
td{white-space:nowrap;font-variant-numeric:tabular-nums}th:first-child,td:first-child{text-align:left}td:first-child{min-width:8rem}
img{max-width:100%;height:auto;background:#fff;border-radius:.3rem}.pictures{display:flex;flex-wrap:wrap;gap:1rem;align-items:start}.scroll{overflow-x:auto}
@media(max-width:40rem){table{font-size:.8rem}th,td{padding:.2rem .35rem}td:first-child{white-space:normal;min-width:5rem}}`;

/** @returns one HTML document; pictures are in it. */
export async function evaluationPage(parts: PageParts): Promise<string> {
  const charts = createCharts();
  const signal = new AbortController().signal;
  try {
    const sections = [];
    for (const one of parts.details) {
      const pictures: Picture[] = [];
      for (const chart of chartsOf(one, parts.task)) pictures.push(await charts.chart(chart, signal));
      sections.push(section(one, pictures));
    }
    const page = html`<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>eval ${parts.task}</title><style>${raw(style)}</style></head><body>
<h1>eval ${parts.task}</h1><p>${parts.at.toISOString()} · seed ${parts.seed} · ${parts.data} · intervals are 95%, by bootstrap</p>
${parts.broken.length > 0 ? html`<h2>Below the gate</h2><ul>${parts.broken.map((line) => html`<li>${line}</li>`)}</ul>` : ""}
${table(
  ["set", "n", "metric", "ours", "95%", "baselines"],
  parts.rows.map((row) => [
    row.set,
    String(row.n),
    row.metric,
    figure(row.value),
    `${figure(row.ci[0])} … ${figure(row.ci[1])}`,
    Object.entries(row.baselines)
      .map(([name, value]) => `${name} ${figure(value)}`)
      .join(", "),
  ]),
)}${sections}</body></html>`;
    return String(await page);
  } finally {
    await charts.stop();
  }
}

export function chartsOf({ set, n, confusion, reliability }: SetDetails, task: string): readonly Chart[] {
  const frame = { subtitle: `eval ${task}`, source: `${n} rows`, language: "en", zone: "UTC" } as const;
  return [
    ...(reliability
      ? [{ ...frame, kind: "reliability", title: `How sure and how right: ${set}`, ...reliability } as const]
      : []),
    { ...frame, kind: "confusion", title: `What is taken for what: ${set}`, ...confusion },
  ];
}

function section({ set, n, classes, slices, swaps }: SetDetails, pictures: readonly Picture[]) {
  return html`<h2>${set}</h2><p>${n} rows</p>${table(
    ["class", "precision", "recall", "F1", "n"],
    classes.map((one) => [
      one.label,
      // Of a class that no row has, nothing can be found.
      ...[one.precision, one.recall, one.f1].map((value) => (one.n === 0 ? "–" : figure(value))),
      String(one.n),
    ]),
  )}<div class="pictures">${pictures.map(
    (one) =>
      html`<img src="data:${one.type};base64,${one.data}" alt="${one.alt}" width="${one.width ?? 600}">`,
  )}</div>${
    slices && slices.length > 0
      ? table(
          ["slice", "n", "accuracy", "95%", "macroF1", "against all"],
          slices.map((one) => [
            `${one.slice}: ${one.value}`,
            String(one.n),
            figure(one.accuracy),
            `${figure(one.low)} … ${figure(one.high)}`,
            figure(one.macroF1),
            one.lower ? "▼ lower" : "",
          ]),
        )
      : ""
  }${
    swaps
      ? html`<p>Share of answers that change when the people and groups named are exchanged for others:</p>${table(
          ["who is named", "n", "changed", "95%"],
          swaps.map((one) => [
            one.group,
            String(one.n),
            figure(one.changed),
            `${figure(one.low)} … ${figure(one.high)}`,
          ]),
        )}`
      : ""
  }`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]) {
  return html`<div class="scroll"><table><thead><tr>${head.map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}

const figure = (value: number) =>
  !Number.isFinite(value)
    ? "–"
    : Math.abs(value) >= 10
      ? Math.round(value).toLocaleString("en")
      : value.toFixed(3);

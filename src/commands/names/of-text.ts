/** Who and what a text names, and on asking its numbers, sums and dates. */
import type { Answer, Context, Finding, NamedEntity, NameKind, Quantity } from "../../types.ts";
import { carried, correctButton, findingOf } from "../learn/finding.ts";
import { aside, plain } from "../show.ts";
import { cautionLines, material } from "../target.ts";
import { KINDS, say } from "./words.ts";

const eachKind = 15;
/** Around the place where a name first stands, characters on each side. */
const reach = 50;

export async function ofText(
  target: string | undefined,
  quantities: boolean,
  context: Context,
): Promise<Answer> {
  const { services, language, desk, signal } = context;
  const found = await material(target, context);
  const { document } = found;
  const titled = found.kind === "text" || found.kind === "thread" ? "" : `${document.title}.\n`;
  const text = `${titled}${document.text}`;
  const { names, model } = await services.names.read(desk, text, found.language, signal);
  const values = quantities
    ? await services.names.quantities(text, document.publishedAt ?? context.now(), signal)
    : [];
  const findings = findingsOf(text, names, model, found.language, context);
  return {
    markdown: [
      ...cautionLines(found, context),
      ...(names.length === 0
        ? [say(language, "none")]
        : KINDS.flatMap((kind) => part(kind, names, text, context))),
      ...(quantities ? quantityParts(values, context) : []),
    ].join("\n\n"),
    sources: [found.citation],
    ...(findings.length > 0 && { findings, actions: [correctButton(findings, language)] }),
    data: { names, ...(quantities && { quantities: values }) },
    madeBy: [model || "copytaster"],
  };
}

function part(
  kind: NameKind,
  all: readonly NamedEntity[],
  text: string,
  { language }: Context,
): readonly string[] {
  const own = all.filter((one) => one.kind === kind).sort((a, b) => b.mentions.length - a.mentions.length);
  if (own.length === 0) return [];
  const lines = own.slice(0, eachKind).map((one) => {
    const forms = [...new Set(one.mentions.map((mention) => mention.text.replace(/\s+/g, " ")))].filter(
      (form) => form.toLowerCase() !== one.name.toLowerCase(),
    );
    return `- ${say(language, "line", {
      name: plain(one.name),
      count: one.mentions.length,
      forms: forms.length
        ? say(language, "forms", {
            forms: forms
              .slice(0, 4)
              .map(plain)
              .join(language === "zh" ? "、" : ", "),
          })
        : "",
      known: one.known ? say(language, "known") : "",
      where: plain(excerpt(text, one.mentions[0])),
    })}`;
  });
  const left = own.length - lines.length;
  return [
    `**${say(language, kind)}**`,
    [...lines, ...(left > 0 ? [`- ${say(language, "more", { count: left })}`] : [])].join("\n"),
  ];
}

/** The words around, cut at blanks where the script has them. */
function excerpt(text: string, at: { start: number; end: number } | undefined): string {
  if (!at) return "";
  const from = Math.max(0, at.start - reach);
  const to = Math.min(text.length, at.end + reach);
  let [before, behind] = [text.slice(from, at.start), text.slice(at.end, to)];
  // Not from the paragraph before, nor from the one behind.
  before = before.slice(before.lastIndexOf("\n") + 1);
  behind = behind.split("\n", 1)[0] ?? "";
  if (from > 0 && before.length === at.start - from)
    before = `…${before.replace(/^[^\s\p{Script=Han}]*\s+/u, "")}`;
  if (to < text.length && behind.length === to - at.end)
    behind = `${behind.replace(/\s+[^\s\p{Script=Han}]*$/u, "")}…`;
  return before + text.slice(at.start, at.end) + behind;
}

const KEPT = 150;

/** What the English model said, so that it can be told better; names by rules and lists are not learnt. */
function findingsOf(
  text: string,
  names: readonly NamedEntity[],
  model: string,
  language: string,
  context: Context,
): readonly Finding[] {
  return carried(
    names.flatMap((one) => {
      const mention = one.mentions.find(({ confidence }) => confidence !== undefined);
      if (one.known || mention?.confidence === undefined) return [];
      const from = Math.max(0, mention.start - KEPT);
      const said = findingOf(
        {
          text: text.slice(from, mention.end + KEPT),
          language,
          answer: one.kind,
          confidence: mention.confidence,
          model,
        },
        context,
      );
      return said ? [{ ...said, start: mention.start - from, end: mention.end - from }] : [];
    }),
  );
}

function quantityParts(values: readonly Quantity[], { language }: Context): readonly string[] {
  if (values.length === 0) return [say(language, "noQuantities")];
  return (["money", "percent", "number", "date", "time"] as const).flatMap((kind) => {
    const lines = new Map<string, number>();
    for (const one of values) {
      if (one.kind !== kind) continue;
      const line = `${plain(one.text)}${aside(read(one), language)}`;
      lines.set(line, (lines.get(line) ?? 0) + 1);
    }
    if (lines.size === 0) return [];
    const shown = [...lines].slice(0, eachKind).map(([line, n]) => `- ${line}${n > 1 ? ` ×${n}` : ""}`);
    const left = lines.size - shown.length;
    return [
      `**${say(language, kind)}**`,
      [...shown, ...(left > 0 ? [`- ${say(language, "more", { count: left })}`] : [])].join("\n"),
    ];
  });
}

function read(one: Quantity): string {
  const range = (from: number, to: number | undefined) => (to === undefined ? `${from}` : `${from}–${to}`);
  if (one.kind === "date") return one.date;
  if (one.kind === "time") return one.time;
  if (one.kind === "money") return `${one.currency} ${range(one.amount, one.to)}`;
  return one.kind === "percent" ? `${range(one.value, one.to)}%` : range(one.value, one.to);
}

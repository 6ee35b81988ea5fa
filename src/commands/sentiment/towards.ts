/** How a text speaks of each person and body that it names. */
import type {
  ActionDraft,
  Context,
  Finding,
  Judgement,
  Language,
  NamedEntity,
  TextTools,
  Towards,
} from "../../types.ts";
import { correctButton, findingOf } from "../learn/finding.ts";
import { plain } from "../show.ts";
import { overall } from "./overall.ts";
import { say, signed } from "./words.ts";

/** Names are looked for in so much of a text: its beginning names those it is about. UTF-16 units. */
export const mostRead = 20_000;
const mostNamed = 6;
const mostMentions = 30;
const mostButtons = 3;

export interface TowardsName extends Judgement {
  name: string;
  count: number;
  basis: Towards["basis"];
  model: string;
  /** Where it shows most. */
  strongest: Towards;
}

/** `named`: persons and bodies in the text. `wanted`: only these, as they stand in it; all without. `absent` are those of them that it does not name. */
export function towardsNames(
  read: string,
  language: string,
  named: readonly Pick<NamedEntity, "name" | "mentions">[],
  wanted: readonly string[],
  tools: Pick<TextTools, "towards">,
): { each: readonly TowardsName[]; absent: readonly string[] } {
  const chosen =
    wanted.length === 0
      ? named.slice(0, mostNamed)
      : wanted.slice(0, mostNamed).map(
          (name) =>
            named.find(
              (one) => has(one.name, name) || one.mentions.some((mention) => same(mention.text, name)),
            ) ?? {
              name,
              mentions: placesOf(read, name),
            },
        );
  const each = chosen.flatMap(({ name, mentions }): TowardsName[] => {
    const found = tools.towards(read, mentions.slice(0, mostMentions), { language });
    const [first] = found;
    const whole = overall(found);
    if (!first || !whole) return [];
    const strongest = found.reduce(
      (most, one) => (Math.abs(one.score) > Math.abs(most.score) ? one : most),
      first,
    );
    const { basis, model } = first;
    return [{ name, count: found.length, ...whole, basis, model, strongest }];
  });
  const absent = wanted.filter((_, i) => i < mostNamed && chosen[i]?.mentions.length === 0);
  return { each, absent };
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const has = (name: string, part: string) =>
  same(name, part) || ` ${name.toLowerCase()} `.includes(` ${part.toLowerCase()} `);

/** A name that the tools do not know as one, wherever it stands as a word. */
function placesOf(text: string, name: string): { start: number; end: number; text: string }[] {
  const found: { start: number; end: number; text: string }[] = [];
  const lower = text.toLowerCase();
  const wanted = name.toLowerCase();
  // Where lower case has another length, places would be wrong.
  if (lower.length !== text.length || wanted === "") return found;
  for (
    let at = lower.indexOf(wanted);
    at >= 0 && found.length < mostMentions;
    at = lower.indexOf(wanted, at + 1)
  ) {
    const end = at + wanted.length;
    const inside = /[\p{L}\p{N}]/u;
    const dense = /\p{Script=Han}/u.test(wanted);
    if (!dense && (inside.test(text.charAt(at - 1)) || inside.test(text.charAt(end)))) continue;
    found.push({ start: at, end, text: text.slice(at, end) });
  }
  return found;
}

export function towardsLines(
  { each, absent }: ReturnType<typeof towardsNames>,
  language: Language,
): string[] {
  const lines = each.map((one) => {
    const count =
      one.count === 1 ? say(language, "towards.one") : say(language, "towards.many", { count: one.count });
    const label = say(language, one.label);
    return `- ${say(language, "towards.line", { name: plain(one.name), label, score: signed(one.score), count })}`;
  });
  return [
    ...(lines.length > 0 ? [`${say(language, "towards")}\n\n${lines.join("\n")}`] : []),
    ...(each.some(({ basis }) => basis === "sentence") ? [say(language, "towards.sentence")] : []),
    ...(absent.length > 0
      ? [say(language, "towards.absent", { names: absent.map(plain).join(say(language, "comma")) })]
      : []),
  ];
}

/** Each as a finding, with a button for the first ones. */
export function towardsFindings(
  each: readonly TowardsName[],
  spoken: string,
  context: Context,
): { findings: Finding[]; actions: ActionDraft[] } {
  const findings: Finding[] = [];
  const actions: ActionDraft[] = [];
  for (const { name, strongest } of each) {
    if (strongest.basis !== "model") continue;
    const { sentence, label, confidence, model } = strongest;
    const said = { text: sentence.text, language: spoken, answer: label, confidence, model };
    const found = findingOf(said, context);
    const start = strongest.start - sentence.start;
    if (!found || start + name.length > found.text.length) continue;
    const finding: Finding = { ...found, start, end: strongest.end - sentence.start };
    findings.push(finding);
    if (actions.length < mostButtons)
      actions.push({
        ...correctButton(finding, context.language),
        label: say(context.language, "correct", { name: name.slice(0, 30) }),
      });
  }
  return { findings, actions };
}

/** Who and what the stories on a topic name, the same one counted once a story; and who stands with whom. */
import type { Answer, Context, NameKind, NetworkChart, StoryName, StoryNames } from "../../types.ts";
import { drawn, numbersButton } from "../drawn.ts";
import { plain } from "../show.ts";
import { KINDS, kindWord, say } from "./words.ts";

const dayMs = 86_400_000;
const eachKind = 10;
const drawnNames = 14;
const leastTogether = 2;

export async function ofTopic(
  topic: string | undefined,
  days: number,
  network: boolean,
  table: boolean | undefined,
  context: Context,
): Promise<Answer> {
  const { services, desk, language, now, signal } = context;
  const until = now();
  const found = await services.names.ofStories(
    desk,
    { since: until - days * dayMs, until, ...(topic === undefined ? {} : { words: topic }) },
    signal,
  );
  const values = { topic: plain(topic ?? ""), days, stories: found.stories };
  if (found.stories === 0)
    return {
      markdown: `${say(language, topic === undefined ? "empty.all" : "empty", values)} ${say(language, "empty.mend")}`,
      data: { topic, days, ...found },
      madeBy: ["archive"],
    };
  const asked = { do: "show", ...(topic === undefined ? {} : { target: topic }), days };
  const picture = network ? await networkOf(found, topic, table, context) : undefined;
  return {
    markdown: [
      say(language, topic === undefined ? "all" : "topic", values),
      ...(found.names.length === 0
        ? [say(language, "none")]
        : KINDS.flatMap((kind) => part(kind, found.names, context))),
      ...(picture?.lines ?? []),
    ].join("\n\n"),
    images: picture?.images ?? [],
    actions: network
      ? numbersButton("names", { ...asked, network: true, ...(table && { table }) }, context)
      : [{ label: say(language, "network"), command: "names", options: { ...asked, network: true } }],
    data: { topic, days, ...found },
    madeBy: [found.model || "copytaster"],
  };
}

function part(kind: NameKind, names: readonly StoryName[], { language }: Context): readonly string[] {
  const own = names.filter((one) => one.kind === kind);
  if (own.length === 0) return [];
  const lines = own.slice(0, eachKind).map(
    ({ name, stories, forms, known }) =>
      `- ${say(language, stories === 1 ? "count.one" : "count", {
        name: plain(name),
        stories,
        forms: forms.length
          ? say(language, "forms", {
              forms: forms
                .slice(0, 4)
                .map(plain)
                .join(language === "zh" ? "、" : ", "),
            })
          : "",
        known: known ? say(language, "known") : "",
      })}`,
  );
  const left = own.length - lines.length;
  return [
    `**${say(language, kind)}**`,
    [...lines, ...(left > 0 ? [`- ${say(language, "more", { count: left })}`] : [])].join("\n"),
  ];
}

async function networkOf(
  { stories, names, links }: StoryNames,
  topic: string | undefined,
  table: boolean | undefined,
  context: Context,
) {
  const { language, desk, services } = context;
  const together = links.filter(({ weight }) => weight >= leastTogether);
  const most = new Set(tied(names, together).slice(0, drawnNames));
  const among = together.filter(({ a, b }) => most.has(a) && most.has(b));
  const ids = new Set(tied(names, among));
  const shown = names.filter(({ id }) => ids.has(id));
  if (shown.length === 0) return { images: [], lines: [say(language, "network.none")] };
  const chart: NetworkChart = {
    kind: "network",
    title: topic === undefined ? say(language, "network.all") : say(language, "network.on", { topic }),
    subtitle: desk.name,
    source: say(language, "source", { stories }),
    sample: (await services.sources.list(desk.id)).some(({ kind }) => kind === "sample"),
    ...{ language, zone: desk.zone },
    unit: say(language, "stories"),
    nodes: shown.map(({ id, name, kind, stories: weight }) => ({
      id,
      name,
      weight,
      group: kindWord(kind, language),
    })),
    links: among,
  };
  return drawn(chart, context, table);
}

/** Ids of the names that stand with another, most stories first. */
function tied(names: StoryNames["names"], links: StoryNames["links"]): readonly string[] {
  const ends = new Set(links.flatMap(({ a, b }) => [a, b]));
  return names.map(({ id }) => id).filter((id) => ends.has(id));
}

/** How a text speaks of each person and body that it names, for programs: every mention, and what they say together. */
import { overall } from "../commands/sentiment/overall.ts";
import type { Analysis, NamedEntity, ReadAs, TextTools } from "../types.ts";

/** `model`: of all that had a say, by how many mentions each judged; "" where nobody is named. */
export function towardsEach(
  text: string,
  entities: readonly NamedEntity[],
  as: ReadAs,
  tools: Pick<TextTools, "towards">,
): NonNullable<Analysis["towards"]> {
  const meant = entities.filter(({ kind }) => kind === "person" || kind === "organisation");
  // All at once: the text is cut into its sentences for each call.
  const found = tools.towards(
    text,
    meant.flatMap(({ mentions }) => mentions),
    as,
  );
  const byPlace = new Map(found.map((one) => [one.start, one]));
  const named = meant.flatMap(({ name, kind, mentions }) => {
    const judged = mentions.flatMap(({ start }) => byPlace.get(start) ?? []);
    const whole = overall(judged);
    return whole ? [{ name, kind, ...whole, mentions: judged }] : [];
  });
  const models = Map.groupBy(found, ({ model }) => model);
  const most = [...models].toSorted(([, a], [, b]) => b.length - a.length);
  return { named, model: most.map(([model]) => model).join(" + ") };
}

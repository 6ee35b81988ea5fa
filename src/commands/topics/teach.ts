/** A desk's own categories: taught by example, listed, forgotten. */
import { sentence, UserError } from "../../errors.ts";
import type { Answer, Context, TaughtCategory } from "../../types.ts";
import { material } from "../target.ts";
import { all, say } from "./catalogue.ts";
import { percent, plain } from "./show.ts";

const mostKept = 2_000;
/** Below this a category is said to be weak. */
const weakBelow = 0.6;

/** @throws UserError where there is nothing to learn from. */
export async function teach(category: string, target: string | undefined, context: Context): Promise<Answer> {
  const { services, desk, language, message } = context;
  const found = await material(target, context);
  const { document } = found;
  const titled = found.kind === "text" || found.kind === "thread" ? "" : `${document.title}\n`;
  const { platform, workspace, id } = message.author;
  const { added, category: known } = await services.topics.teach({
    deskId: desk.id,
    category,
    text: `${titled}${document.text}`.slice(0, mostKept),
    language: found.language,
    by: JSON.stringify([platform, workspace, id]),
  });
  const name = plain(category);
  return {
    markdown: [
      say(language, added ? "taught" : "again", { category: name, count: known.examples }),
      standing(known, context),
      ...(known.examples === 1 ? [`_${say(language, "kept", { category: name })}_`] : []),
    ].join(" "),
    sources: [found.citation],
    data: { added, ...known },
    madeBy: ["copytaster"],
  };
}

function standing({ examples, held }: TaughtCategory, { services, language }: Context): string {
  const { enough } = services.topics;
  if (!held) return say(language, "few", { enough, more: Math.max(0, enough - examples) });
  const figures = { precision: percent(held.precision), recall: percent(held.recall) };
  return `${say(language, "held", figures)}${held.f1 < weakBelow ? ` ${say(language, "weak")}` : ""}`;
}

/** @throws UserError for a category that the desk does not have. */
export async function forget(category: string, { services, desk, language }: Context): Promise<Answer> {
  const count = await services.topics.forget(desk.id, category);
  if (count === 0) throw new UserError(all("unknown", { category: plain(category) }), all("unknown.mend"));
  return {
    markdown: say(language, "forgotten", { category: plain(category), count }),
    data: { category, count },
    madeBy: ["copytaster"],
  };
}

export async function list(context: Context): Promise<Answer> {
  const { services, desk, language } = context;
  const categories = await services.topics.list(desk.id);
  return {
    markdown:
      categories.length === 0
        ? say(language, "none", { enough: services.topics.enough })
        : `${say(language, "list")}\n\n${categories
            .map(
              (one) =>
                `- ${sentence(say(language, "item", { category: plain(one.category), count: one.examples }), language)}${language === "zh" ? "" : " "}${standing(one, context)}`,
            )
            .join("\n")}`,
    data: { categories },
    madeBy: ["copytaster"],
  };
}

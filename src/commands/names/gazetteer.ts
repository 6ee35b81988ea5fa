/** A desk's own names: added, listed, taken away. */
import { UserError } from "../../errors.ts";
import type { Answer, Context, GazetteerEntry, NameKind } from "../../types.ts";
import { plain } from "../show.ts";
import { all, kindWord, say } from "./words.ts";

const mostCharacters = 100;
const mostForms = 10;
/** As many as are looked for in a text. */
const mostNames = 5_000;
const listed = 100;

const WORDS: Readonly<Record<string, NameKind>> = {
  ...{ person: "person", people: "person", 人物: "person", 人名: "person", 人: "person" },
  ...{
    organisation: "organisation",
    organization: "organisation",
    org: "organisation",
    company: "organisation",
  },
  ...{ 机构: "organisation", 组织: "organisation", 公司: "organisation" },
  ...{ place: "place", location: "place", 地点: "place", 地名: "place" },
  ...{ event: "event", 事件: "event", 活动: "event" },
  ...{ other: "other", 其他: "other" },
};
const KIND = Object.keys(WORDS).join("|");
const QUOTED = /^["“「『]([^"”」』]+)["”」』]\s*([\s\S]*)$/u;
const SHAPE = new RegExp(`^(?<kind>${KIND})(?![\\p{L}\\p{N}])[\\s:：,，]*(?<forms>[\\s\\S]*)$`, "iu");
const BARE = new RegExp(
  `^(?<name>.+?)\\s+(?<kind>${KIND})(?![\\p{L}\\p{N}])[\\s:：,，]*(?<forms>[\\s\\S]*)$`,
  "iu",
);

/** @throws UserError for what is no name, is too much, or stands for another name. */
export async function add(text: string, context: Context): Promise<Answer> {
  const { services, desk, language, message, now } = context;
  const { name, kind, forms } = read(text);
  const { gazetteer } = services.names;
  const known = await gazetteer.list(desk.id);
  const others = known.filter((one) => fold(one.name) !== fold(name));
  for (const form of [name, ...forms]) {
    const owner = others.find((one) => [one.name, ...one.also].some((own) => fold(own) === fold(form)));
    if (owner)
      throw new UserError(all("taken", { form, name: owner.name }), all("taken.mend", { name: owner.name }));
  }
  if (others.length >= mostNames) throw new UserError(all("full", { most: mostNames }), all("full.mend"));
  const { platform, workspace, id } = message.author;
  const entry: GazetteerEntry = {
    ...{ deskId: desk.id, name, kind, also: forms, at: now() },
    by: JSON.stringify([platform, workspace, id]),
  };
  const before = await gazetteer.put(entry);
  await note(`name added by ${message.author.name}: ${name} (${kind})`, context);
  const words = { name: plain(name), kind: kindWord(kind, language), forms: formsOf(entry, context) };
  return {
    markdown: before
      ? say(language, "changed", { ...words, before: kindWord(before.kind, language) })
      : say(language, "added", words),
    data: { entry, ...(before && { before }) },
    madeBy: ["copytaster"],
  };
}

/** @throws UserError for a name that the desk does not have. */
export async function remove(text: string, context: Context): Promise<Answer> {
  const { services, desk, language, message } = context;
  const name = (QUOTED.exec(text)?.[1] ?? text).trim();
  if (!name) throw new UserError(all("whichRemove"), all("whichRemove.mend"));
  const gone = await services.names.gazetteer.remove(desk.id, name);
  if (!gone)
    throw new UserError(all("unknown", { name: name.slice(0, mostCharacters) }), all("unknown.mend"));
  await note(`name removed by ${message.author.name}: ${gone.name}`, context);
  return {
    markdown: say(language, "removed", { name: plain(gone.name) }),
    data: { entry: gone },
    madeBy: ["copytaster"],
  };
}

export async function list(context: Context): Promise<Answer> {
  const { services, desk, language } = context;
  const entries = await services.names.gazetteer.list(desk.id);
  const lines = entries
    .slice(0, listed)
    .map(
      (entry) =>
        `- ${say(language, "item", { name: plain(entry.name), kind: kindWord(entry.kind, language), forms: formsOf(entry, context) })}`,
    );
  const left = entries.length - lines.length;
  return {
    markdown:
      entries.length === 0
        ? say(language, "list.none")
        : [
            say(language, "list", { count: entries.length }),
            lines.join("\n"),
            ...(left > 0 ? [say(language, "more", { count: left })] : []),
          ].join("\n\n"),
    data: { entries },
    madeBy: ["copytaster"],
  };
}

function read(text: string): { name: string; kind: NameKind; forms: readonly string[] } {
  const quoted = QUOTED.exec(text.trim());
  const found = quoted ? SHAPE.exec(quoted[2] ?? "") : BARE.exec(text.trim());
  const name = tidy(quoted?.[1] ?? found?.groups?.name ?? "");
  const kind = WORDS[(found?.groups?.kind ?? "").toLowerCase()];
  if (!kind || !name) throw new UserError(all("which"), all("which.mend"));
  const forms = [...new Set(formsIn(found?.groups?.forms ?? ""))].filter((form) => fold(form) !== fold(name));
  for (const one of [name, ...forms])
    if (!/\p{L}/u.test(one) || one.length < 2 || one.length > mostCharacters || /^https?:/i.test(one))
      throw new UserError(
        all("name", { name: one.slice(0, mostCharacters) }),
        all("name.mend", { most: mostCharacters }),
      );
  if (forms.length > mostForms)
    throw new UserError(all("forms10", { name, count: forms.length, most: mostForms }), all("forms10.mend"));
  return { name, kind, forms };
}

/** In quotes, between commas, or else word for word. */
function formsIn(text: string): string[] {
  const rest: string[] = [];
  const bare = text.replace(/["“「『]([^"”」』]+)["”」』]/gu, (_, form: string) => {
    rest.push(form);
    return ",";
  });
  const parts = /[,，、;；]/.test(bare) ? bare.split(/[,，、;；]/) : bare.split(/\s+/);
  return [...rest, ...parts].map(tidy).filter(Boolean);
}

const tidy = (text: string) => text.replace(/\s+/g, " ").trim();
const fold = (text: string) => tidy(text).normalize("NFKC").toLowerCase();

const formsOf = ({ also }: GazetteerEntry, { language }: Context) =>
  also.length === 0
    ? ""
    : say(language, "forms", { forms: also.map(plain).join(language === "zh" ? "、" : ", ") });

const note = (text: string, { services, desk, now }: Context) =>
  services.journal.write({ at: now(), kind: "desk", deskId: desk.id, subject: desk.id, note: text });

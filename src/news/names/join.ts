/** The same one recognised across stories: "Merkel" in one, "Angela Merkel" in another, "ECB" and "European Central Bank". */
import type { NamedEntity, NameKind, Story, StoryName, StoryNames } from "../../types.ts";

interface Group {
  name: string;
  kind: NameKind;
  known: boolean;
  stories: Map<string, Story>;
  mentions: number;
  forms: Map<string, number>;
}

export interface ReadStory {
  story: Story;
  names: readonly NamedEntity[];
}

const namesGiven = 200;
const linked = 40;
const linksGiven = 400;
const formsGiven = 6;

/** In the order of `read`, its first is the newest. */
export function joinStories(read: readonly ReadStory[]): StoryNames {
  const groups = new Map<string, Group>();
  const kinds = kindsOf(read);
  for (const { story, names } of read)
    for (const one of names) {
      const kind = kinds.get(fold(one.name)) ?? one.kind;
      const key = `${kind} ${one.country ?? fold(one.name)}`;
      const group = groups.get(key) ?? {
        ...{ name: one.name, kind, known: one.known === true },
        ...{ stories: new Map(), mentions: 0, forms: new Map() },
      };
      groups.set(key, group);
      // "Northgate" rather than the "NORTHGATE" of a dateline.
      if (isShouted(group.name) && !isShouted(one.name)) group.name = one.name;
      group.stories.set(story.id, story);
      group.mentions += one.mentions.length;
      for (const { text, by } of one.mentions) if (by !== "description") count(group.forms, tidy(text));
    }
  for (const [key, group] of groups) {
    const full = fullOf(group, groups);
    if (!full) continue;
    merge(group, full);
    groups.delete(key);
  }
  const ordered = [...groups.values()].sort(
    (a, b) => b.stories.size - a.stories.size || b.mentions - a.mentions || (a.name < b.name ? -1 : 1),
  );
  const ids = new Map(ordered.map((group, n) => [group, `n${n + 1}`]));
  const among = ordered.slice(0, linked);
  const links = among.flatMap((one, n) =>
    among.slice(n + 1).flatMap((other) => {
      let weight = 0;
      for (const id of one.stories.keys()) if (other.stories.has(id)) weight++;
      return weight > 0 ? [{ a: ids.get(one) ?? "", b: ids.get(other) ?? "", weight }] : [];
    }),
  );
  return {
    stories: read.length,
    names: ordered.slice(0, namesGiven).map((group) => shown(group, ids.get(group) ?? "")),
    links: links.sort((a, b) => b.weight - a.weight).slice(0, linksGiven),
  };
}

/** What most stories take a name for; the desk's word counts before all. */
function kindsOf(read: readonly ReadStory[]): ReadonlyMap<string, NameKind> {
  const votes = new Map<string, Map<NameKind, number>>();
  for (const { names } of read)
    for (const { name, kind, known } of names) {
      const key = fold(name);
      const counts = votes.get(key) ?? new Map<NameKind, number>();
      votes.set(key, counts);
      count(counts, kind, known ? 1_000_000 : 1);
    }
  return new Map(
    [...votes].flatMap(([key, counts]) => {
      const [top] = [...counts].sort((a, b) => b[1] - a[1]);
      return top ? [[key, top[0]] as const] : [];
    }),
  );
}

function shown(group: Group, id: string): StoryName {
  const newest = [...group.stories.values()].reduce((a, b) => (b.publishedAt > a.publishedAt ? b : a));
  const { title, url, outlet, publishedAt, sample } = newest;
  return {
    ...{ id, name: group.name, kind: group.kind, known: group.known },
    ...{ stories: group.stories.size, mentions: group.mentions },
    forms: [...group.forms]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .map(([form]) => form)
      .filter((form) => fold(form) !== fold(group.name))
      .slice(0, formsGiven),
    newest: { id: newest.id, title, url, outlet, publishedAt, sample },
  };
}

/** The one longer name that this one may stand for; where several could be meant, none. */
function fullOf(group: Group, groups: ReadonlyMap<string, Group>): Group | undefined {
  const { name, kind } = group;
  if (group.known || /\s|\p{Script=Han}/u.test(name) || (kind !== "person" && kind !== "organisation"))
    return undefined;
  const short = fold(name);
  const abbreviation = kind === "organisation" && /^\p{Lu}{2,6}$/u.test(name);
  const longer = [...groups.values()].filter((other) => {
    if (other === group || other.kind !== kind) return false;
    const words = fold(other.name).split(" ");
    if (words.length < 2) return false;
    return kind === "person" ? words.at(-1) === short : abbreviation && initialsOf(words) === short;
  });
  return longer.length === 1 ? longer[0] : undefined;
}

const initialsOf = (words: readonly string[]): string =>
  words
    .filter((word) => !/^(?:of|the|and|for|in|on|de|la|&)$/.test(word))
    .map((word) => word.charAt(0))
    .join("");

function merge(from: Group, into: Group): void {
  for (const [id, story] of from.stories) into.stories.set(id, story);
  into.mentions += from.mentions;
  for (const [form, n] of from.forms) count(into.forms, form, n);
}

function count<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

const isShouted = (name: string): boolean =>
  name.length > 4 && name === name.toUpperCase() && /\p{Lu}/u.test(name);
const tidy = (text: string): string => text.replace(/\s+/g, " ").replace(/['’]s?$/u, "");
const fold = (name: string): string =>
  tidy(name)
    .replace(/^the /i, "")
    .replace(/[.’'"“”]/g, "")
    .toLowerCase();

/** Organisations, places and other names: one by their words, by an abbreviation that the text ties to them, or by their first words. */

import { countryCode } from "./countries.ts";
import { type Group, groupOf } from "./groups.ts";
import { keyOf, type Mention } from "./mentions.ts";
import { push } from "./people.ts";
import { ORG_ENDS } from "./words.ts";

const ENDS = new Set(ORG_ENDS.map((word) => word.replace(/\.$/, "")));
const SMALL = /^(?:of|the|and|for|in|on|de|la|&)$/i;

export function bodies(mentions: readonly Mention[], text: string): Group[] {
  const groups: Group[] = [];
  const byKey = new Map<string, Group>();
  const byInitials = new Map<string, Group[]>();
  const byStart = new Map<string, Group[]>();
  const open = (mention: Mention, key: string): void => {
    const group = groupOf(mention, nameOf(mention.text));
    groups.push(group);
    byKey.set(key, group);
    const country = mention.kind === "place" ? countryCode(group.key) : undefined;
    if (country) {
      group.country = country;
      byKey.set(`${mention.kind} ${country}`, group);
    }
    const words = group.name.split(/\s+/);
    if (words.length > 1) {
      for (const initials of initialsOf(words)) push(byInitials, initials, group);
      for (let size = 1; size < words.length; size++)
        push(byStart, `${mention.kind} ${keyOf(words.slice(0, size).join(" "))}`, group);
    }
  };
  // The longer form first, wherever it stands: short ones look for it.
  const ordered = [...mentions].sort((a, b) => wordsOf(b) - wordsOf(a) || a.start - b.start);
  for (const mention of ordered) {
    const key = `${mention.kind} ${keyOf(mention.known ?? mention.text)}`;
    const same = byKey.get(key) ?? countryGroup(mention, byKey);
    if (same) {
      same.mentions.push({ mention, by: "name" });
      continue;
    }
    const full = mention.known === undefined ? fullForm(mention, text, byInitials, byStart) : undefined;
    if (full) {
      full.mentions.push({ mention, by: "short" });
      byKey.set(key, full);
    } else open(mention, key);
  }
  return groups;
}

const wordsOf = ({ text }: Mention): number => text.split(/\s+/).length;
const nameOf = (text: string): string => text.replace(/['’]s?$/u, "").replace(/^the /, "");

function countryGroup(mention: Mention, byKey: ReadonlyMap<string, Group>): Group | undefined {
  const code = mention.kind === "place" ? countryCode(keyOf(mention.text)) : undefined;
  return code ? byKey.get(`place ${code}`) : undefined;
}

/** Exactly one that it may stand for; else none. */
function fullForm(
  mention: Mention,
  text: string,
  byInitials: ReadonlyMap<string, readonly Group[]>,
  byStart: ReadonlyMap<string, readonly Group[]>,
): Group | undefined {
  const bare = nameOf(mention.text);
  const letters = bare.replace(/\./g, "");
  if (/^\p{Lu}{2,}$/u.test(letters)) {
    const candidates = byInitials.get(letters) ?? [];
    // "(ECB)" behind the name ties it; three letters and more tie by themselves when one name alone has them.
    const tied = candidates.filter((group) =>
      group.mentions.some((one) => inBrackets(text, one.mention.end, mention.start)),
    );
    if (tied.length === 1) return tied[0];
    if (candidates.length === 1 && letters.length > 2) return candidates[0];
    return undefined;
  }
  if (mention.kind !== "organisation") return undefined;
  const candidates = (byStart.get(`${mention.kind} ${keyOf(bare)}`) ?? []).filter(({ name }) => {
    const rest = name.split(/\s+/).slice(bare.split(/\s+/).length);
    // "Harbour" is "Harbour Ltd", "Bank of England" is no "Bank".
    return bare.split(/\s+/).length > 1
      ? !SMALL.test(rest[0] ?? "")
      : rest.every((word) => ENDS.has(keyOf(word)));
  });
  return candidates.length === 1 ? candidates[0] : undefined;
}

export function inBrackets(text: string, end: number, start: number): boolean {
  return start > end && start - end <= 3 && /^\s?\(\s?$/.test(text.slice(end, start));
}

/** With and without the small words: "Bank of England" is BE and BOE. */
export function initialsOf(words: readonly string[]): readonly string[] {
  const letters = (list: readonly string[]): string =>
    list.map((word) => word.charAt(0).toUpperCase()).join("");
  const parted = words.flatMap((word) => word.split("-")).filter(Boolean);
  return [...new Set([letters(parted.filter((word) => !SMALL.test(word))), letters(parted)])].filter(
    (one) => one.length > 1,
  );
}

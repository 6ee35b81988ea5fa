/** Who is who among the people of a text: "Angela Merkel" and "Merkel". Where two could be meant, neither is. */
import { type Group, groupOf } from "./groups.ts";
import { keyOf, type Mention } from "./mentions.ts";
import { TITLES } from "./words.ts";

const TITLE = new Set(TITLES);
const ENDS = new Set(["jr", "sr", "ii", "iii", "iv"]);

interface Parts {
  /** Name without titles, as written. */
  name: string;
  words: string[];
  /** "mr", "ms", or unknown: two that contradict each other are two people. */
  address?: "mr" | "ms";
}

const ADDRESS: Readonly<Record<string, "mr" | "ms">> = {
  mr: "mr",
  sir: "mr",
  lord: "mr",
  mrs: "ms",
  ms: "ms",
  miss: "ms",
  lady: "ms",
  dame: "ms",
};

/** `before` is the word in front of the mention, which may be a title that the tagger left out. */
export function partsOf(text: string, before: string): Parts {
  const written = text.replace(/['’]s?$/u, "").split(/\s+/);
  let address = ADDRESS[before.toLowerCase().replace(/\.$/, "")];
  let from = 0;
  while (from < written.length - 1 && TITLE.has((written[from] as string).toLowerCase())) {
    address ??= ADDRESS[(written[from] as string).toLowerCase().replace(/\.$/, "")];
    from++;
  }
  const kept = written.slice(from);
  const words = keyOf(kept.join(" "))
    .split(" ")
    .filter((word) => !ENDS.has(word));
  return { name: kept.join(" "), words: words.length > 0 ? words : [keyOf(text)], address };
}

interface Person extends Group {
  first: string;
  last: string;
  words: readonly string[];
  address?: "mr" | "ms";
}

export function people(mentions: readonly Mention[], text: string): Group[] {
  const read = mentions.map((mention) => ({
    mention,
    parts: partsOf(mention.known ?? mention.text, wordBefore(text, mention.start)),
  }));
  const byLast = new Map<string, Person[]>();
  const byFirst = new Map<string, Person[]>();
  const all: Person[] = [];
  const open = (mention: Mention, parts: Parts): Person => {
    const person: Person = {
      ...groupOf(mention, parts.name),
      words: parts.words,
      first: parts.words[0] ?? "",
      last: parts.words.at(-1) ?? "",
      ...(parts.address ? { address: parts.address } : {}),
    };
    all.push(person);
    push(byLast, person.last, person);
    if (parts.words.length > 1) push(byFirst, person.first, person);
    return person;
  };
  // Full names first: a headline's "Merkel" belongs to the "Angela Merkel" of the text below it.
  const ordered = [
    ...read.filter(({ parts }) => parts.words.length > 1),
    ...read.filter(({ parts }) => parts.words.length === 1),
  ];
  for (const { mention, parts } of ordered) {
    const [single] = parts.words;
    const candidates =
      parts.words.length > 1
        ? (byLast.get(parts.words.at(-1) ?? "") ?? []).filter((person) => alike(person.words, parts.words))
        : lastOrFirst(byLast.get(single ?? "") ?? [], byFirst.get(single ?? "") ?? []);
    const fitting = candidates.filter(
      (person) => !person.address || !parts.address || person.address === parts.address,
    );
    const [only] = fitting;
    if (!only || fitting.length > 1) {
      open(mention, parts);
      continue;
    }
    only.mentions.push({ mention, by: parts.words.length < only.words.length ? "short" : "name" });
    if (parts.address) only.address ??= parts.address;
    if (parts.words.length > only.words.length) {
      only.words = parts.words;
      if (!only.known) only.name = parts.name;
    }
    if (mention.known !== undefined) Object.assign(only, { known: true, name: mention.known });
  }
  return all;
}

/** One with this last name; else one with this first name. A lone "Smith" is that same lone "Smith" only while no second Smith is known. */
function lastOrFirst(last: readonly Person[], first: readonly Person[]): readonly Person[] {
  const full = last.filter((person) => person.words.length > 1);
  // Those opened because it was not clear who was meant stay apart from everybody.
  if (full.length > 1) return last.filter((person) => person.words.length === 1);
  if (full.length === 1) return full;
  return last.length > 0 ? last : first;
}

/** "Angela Merkel", "Angela D. Merkel" and "A. Merkel" may be one; "Angela" and "Paul" are not. */
function alike(a: readonly string[], b: readonly string[]): boolean {
  const [firstA = "", firstB = ""] = [a[0], b[0]];
  const initial = firstA.length === 1 || firstB.length === 1;
  if (initial ? firstA[0] !== firstB[0] : firstA !== firstB) return false;
  // Middle names may be left out; where both have some they must agree.
  const middle = (words: readonly string[]): string =>
    words
      .slice(1, -1)
      .map((word) => word.charAt(0))
      .join("");
  return middle(a) === "" || middle(b) === "" || middle(a) === middle(b);
}

export function wordBefore(text: string, at: number): string {
  return /(\p{L}+\.?)\s+$/u.exec(text.slice(Math.max(0, at - 24), at))?.[1] ?? "";
}

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

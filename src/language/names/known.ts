/** A desk's own names in a text. They always win. Found by a tree of letters: a list of thousands costs no more than one of ten. */
import type { KnownName } from "../../types.ts";
import type { Mention } from "./mentions.ts";

const MOST = 5_000;
/** Blanks and line ends that may stand between two words of a name. */
const GAP = 20;

interface Node {
  next: Map<string, Node>;
  /** The name that ends here. */
  name?: KnownName;
}

const made = new WeakMap<readonly KnownName[], Node | null>();

/** In order, the longest at each place. The same list, as an object, is prepared once. */
export function knownMentions(text: string, known: readonly KnownName[]): Mention[] {
  let root = made.get(known);
  if (root === undefined) {
    root = treeOf(known);
    made.set(known, root);
  }
  const found: Mention[] = [];
  if (!root) return found;
  for (let start = 0; start < text.length; ) {
    const match = longestAt(text, start, root);
    if (!match) {
      start++;
      continue;
    }
    const { end, name } = match;
    found.push({ start, end, text: text.slice(start, end), kind: name.kind, known: name.name });
    start = end;
  }
  return found;
}

function longestAt(text: string, start: number, root: Node): { end: number; name: KnownName } | undefined {
  if (joins(text.charAt(start)) && joins(before(text, start))) return undefined;
  let node: Node | undefined = root;
  let best: { end: number; name: KnownName } | undefined;
  for (let at = start; node; ) {
    if (node.name && ends(text, at) && fits(text.slice(start, at), node.name))
      best = { end: at, name: node.name };
    if (at >= text.length) break;
    const blank = blanksAt(text, at);
    node = node.next.get(blank > 0 ? " " : small(text.charAt(at)));
    at += blank || 1;
  }
  return best;
}

/** A name in small letters is only a name where it was given so. */
function fits(written: string, { name, also }: KnownName): boolean {
  return (
    written !== written.toLowerCase() ||
    [name, ...also].some((form) => tidy(form) === written.replace(/\s+/g, " "))
  );
}

/** Whole words, but for scripts that know none. */
const joins = (character: string): boolean =>
  /[\p{L}\p{N}]/u.test(character) && !/\p{Script=Han}/u.test(character);
const before = (text: string, at: number): string => text.slice(Math.max(0, at - 1), at);
const ends = (text: string, at: number): boolean => !(joins(before(text, at)) && joins(text.charAt(at)));

function blanksAt(text: string, at: number): number {
  let size = 0;
  while (size < GAP && /\s/.test(text.charAt(at + size))) size++;
  return size;
}

/** One unit stays one unit. */
function small(character: string): string {
  const lower = character.toLowerCase();
  return lower.length === 1 ? lower : character;
}

const tidy = (form: string): string => form.trim().replace(/\s+/g, " ");

/** Of two names with one form the later stands. */
function treeOf(known: readonly KnownName[]): Node | null {
  const root: Node = { next: new Map() };
  for (const one of known.filter(({ name }) => name.trim() !== "").slice(0, MOST))
    for (const form of [one.name, ...one.also]) {
      let node = root;
      for (const character of tidy(form).split("")) {
        const key = small(character);
        const next = node.next.get(key) ?? { next: new Map() };
        node.next.set(key, next);
        node = next;
      }
      if (node !== root) node.name = one;
    }
  return root.next.size > 0 ? root : null;
}

/** Who and what is named in a text, each with all its mentions. */
import type { KnownName, NamedEntity, NameKind, Span } from "../../types.ts";
import { bodies } from "./bodies.ts";
import { chineseMentions } from "./chinese/chinese.ts";
import { joinChinese } from "./chinese/forms.ts";
import { datelines } from "./datelines.ts";
import { englishMentions } from "./english.ts";
import type { Group } from "./groups.ts";
import { knownMentions } from "./known.ts";
import { keyOf, type Mention, withoutOverlaps } from "./mentions.ts";
import { people } from "./people.ts";
import { addDescriptions } from "./roles.ts";
import type { NameTagger } from "./tagger.ts";

/** What names are looked for in the first so many UTF-16 units of a text; nobody reads the names of more. */
const MOST = 2_000_000;

export interface NameReader {
  sentences(text: string): readonly Span[];
  /** The English tagger, loaded when the first Latin sentence asks for it. */
  tagger(): NameTagger;
}

export function readNames(
  whole: string,
  language: string | undefined,
  known: readonly KnownName[],
  reader: NameReader,
): readonly NamedEntity[] {
  const text = whole.length > MOST ? whole.slice(0, MOST) : whole;
  const sentences = reader.sentences(text);
  const han = sentences.filter((sentence) => isHan(sentence.text));
  const latin = sentences.filter(
    (sentence) => !isHan(sentence.text) && /\p{Script=Latin}/u.test(sentence.text),
  );
  const found: Mention[] = knownMentions(text, known);
  if (latin.length > 0) found.push(...datelines(text));
  // German writes every noun with a capital: an English tagger would call them all names.
  if (latin.length > 0 && language !== "de") found.push(...englishMentions(text, latin, reader.tagger()));
  if (han.length > 0 && language !== "ja") found.push(...chineseMentions(text, han));
  const mentions = withoutOverlaps(agreed(found), text.length);
  const persons = people(
    mentions.filter(({ kind }) => kind === "person"),
    text,
  );
  const others = bodies(
    mentions.filter(({ kind }) => kind !== "person"),
    text,
  );
  if (latin.length > 0) addDescriptions(persons, text);
  const groups = [...persons, ...others];
  return numbered(han.length > 0 ? joinChinese(groups, text) : groups, text);
}

const isHan = (text: string): boolean => (text.match(/\p{Script=Han}/gu)?.length ?? 0) * 4 > text.length;

/** The same words are the same kind throughout a text, where most of their mentions say so. */
function agreed(mentions: readonly Mention[]): readonly Mention[] {
  const votes = new Map<string, Map<NameKind, number>>();
  for (const { text, kind, known } of mentions) {
    const key = keyOf(text);
    const counts = votes.get(key) ?? new Map<NameKind, number>();
    counts.set(kind, (counts.get(kind) ?? 0) + (known === undefined ? 1 : 1_000));
    votes.set(key, counts);
  }
  return mentions.map((mention) => {
    const counts = [...(votes.get(keyOf(mention.text)) ?? [])].sort((a, b) => b[1] - a[1]);
    const total = counts.reduce((sum, [, n]) => sum + n, 0);
    const [top] = counts;
    return top && top[1] * 3 >= total * 2 && top[0] !== mention.kind ? { ...mention, kind: top[0] } : mention;
  });
}

/** "London" rather than the "LONDON" of its dateline. */
function quiet({ name, known, mentions }: Group): string {
  if (known || name !== name.toUpperCase() || name.length < 4) return name;
  const same = mentions.find(
    ({ mention: { text }, by }) =>
      by === "name" && text !== name && text.toLowerCase() === name.toLowerCase(),
  );
  return same?.mention.text ?? name;
}

function numbered(groups: readonly Group[], text: string): NamedEntity[] {
  const ordered = groups
    .map((group) => ({
      ...group,
      mentions: [...group.mentions].sort((a, b) => a.mention.start - b.mention.start),
    }))
    .sort((a, b) => (a.mentions[0]?.mention.start ?? 0) - (b.mentions[0]?.mention.start ?? 0));
  return ordered.map((group, i) => ({
    id: `e${i + 1}`,
    name: quiet(group).replace(/\s+/g, " "),
    kind: group.kind,
    mentions: group.mentions.map(({ mention: { start, end, confidence }, by }) => ({
      start,
      end,
      text: text.slice(start, end),
      by,
      ...(confidence === undefined ? {} : { confidence }),
    })),
    ...(group.country ? { country: group.country } : {}),
    ...(group.known ? { known: true } : {}),
  }));
}

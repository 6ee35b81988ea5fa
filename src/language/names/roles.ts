/** "the chancellor" for somebody whom the text itself has called the chancellor. Wrong ties are worse than none. */
import type { Group } from "./groups.ts";
import type { Mention } from "./mentions.ts";

/** Offices that one person at a time holds in a story; others ("the lawyer", "the player") fit too many. */
const ROLES =
  "president|vice-president|chancellor|premier|prime minister|deputy prime minister|foreign minister|finance minister|defence minister|defense minister|interior minister|health minister|justice minister|environment minister|education minister|minister|secretary of state|secretary-general|secretary general|attorney general|governor|mayor|senator|king|queen|prince|princess|pope|emperor|archbishop|bishop|chairman|chairwoman|chair|chief executive|ceo|director|managing director|head coach|coach|manager|captain|spokesman|spokeswoman|spokesperson|ambassador|commissioner|police chief|general|judge|prosecutor|founder|principal|headteacher|rector";
const ADJECTIVE = String.raw`(?:\p{Lu}\p{L}+(?:-\p{L}+)? )`;
const BEFORE = new RegExp(String.raw`(?:^|[^\p{L}])(?:the |The )?(${ADJECTIVE}?)(${ROLES}),? $`, "iu");
const BEHIND = new RegExp(
  String.raw`^, (?:who is )?(?:the |its |their )?(${ADJECTIVE}?)(${ROLES})(?= of | for |,|\.|;| and )`,
  "iu",
);
const NOT_NOW =
  /\b(?:former|ex|then|late|acting|outgoing|next|future|designate|previous|deputy|vice|assistant|onetime|ex-)[ -]?$/i;

/** Adds descriptions to the people of a text. */
export function addDescriptions(people: readonly Group[], text: string): void {
  const holders = new Map<string, { person: Group; from: number }[]>();
  for (const person of people) {
    for (const { mention } of person.mentions) {
      const role = roleOf(text, mention);
      if (!role) continue;
      const list = holders.get(role) ?? [];
      const known = list.find((holder) => holder.person === person);
      if (known) known.from = Math.min(known.from, mention.end);
      else list.push({ person, from: mention.end });
      holders.set(role, list);
    }
  }
  for (const [role, list] of holders) {
    const [holder] = list;
    // Two presidents in one text: "the president" is nobody's.
    if (!holder || list.length > 1) continue;
    for (const match of text.matchAll(
      new RegExp(
        String.raw`\b[Tt]he ${eitherCase(role)}\b(?!['’]?s? (?:\p{Lu}|of\b|for\b|elect\b|and \p{Lu})|-)`,
        "gu",
      ),
    )) {
      const start = match.index;
      const end = start + match[0].length;
      if (start < holder.from || /^, \p{Lu}/u.test(text.slice(end, end + 4))) continue;
      if (NOT_NOW.test(text.slice(Math.max(0, start - 12), start))) continue;
      const mention: Mention = { start, end, text: text.slice(start, end), kind: "person" };
      holder.person.mentions.push({ mention, by: "description" });
    }
  }
}

/** "chancellor" where the text calls this person so, in front or behind. */
function roleOf(text: string, { start, end }: Mention): string | undefined {
  const head = text.slice(Math.max(0, start - 60), start);
  const before = BEFORE.exec(head);
  if (
    before &&
    !NOT_NOW.test(head.slice(0, head.length - before[0].length + 1)) &&
    !NOT_NOW.test(before[1] ?? "")
  )
    return before[2]?.toLowerCase();
  const behind = BEHIND.exec(text.slice(end, end + 60));
  if (behind && !NOT_NOW.test(behind[1] ?? "")) return behind[2]?.toLowerCase();
  return undefined;
}

/** "Chancellor" and "chancellor", while the capitals of what follows still count. */
const eitherCase = (role: string): string =>
  role.replace(/(?<!\p{L})\p{L}/gu, (letter) => `[${letter}${letter.toUpperCase()}]`);

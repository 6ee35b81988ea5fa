/** Which of the other names are of events: by the word that they end or begin with. */

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const LAST =
  list(`war wars battle siege revolution uprising rebellion massacre bombing bombings attacks protests riots
  conference summit olympics paralympics games championship championships cup tournament open series bowl marathon derby prix
  regatta festival carnival biennale expo fair earthquake hurricane typhoon cyclone storm wildfire flood floods eruption disaster
  crisis election elections referendum primary primaries coronation jubilee games masters finals playoffs pandemic famine`);
const FIRST = list("battle siege hurricane typhoon cyclone storm operation tour massacre treaty");
/** Names of events that are one word. */
const ALONE = list(
  "olympics paralympics brexit wimbledon watergate eurovision ramadan easter christmas thanksgiving",
);

/** Said of an event even where the tagger takes it for a body, a place or a person: "Winter Olympics", "Hurricane Sandy". */
const SURE = list("olympics paralympics cup championships earthquake referendum marathon");
/** Before the name of a storm. */
export const STORM = /\b(?:Hurricane|Typhoon|Cyclone|(?:Tropical )?Storm)\s+$/u;

export function isSurelyEvent(name: string): boolean {
  const words = name.toLowerCase().split(/\s+/);
  return words.length > 1 && SURE.has(words.at(-1) ?? "");
}

export function isEvent(name: string): boolean {
  const words = name
    .toLowerCase()
    .replace(/^the\s+/, "")
    .replace(/['’]s?$/u, "")
    .split(/\s+/)
    .filter((word) => !/^(?:\d{4}|[ivx]+|\d+(?:st|nd|rd|th)|of)$/.test(word));
  if (words.length === 1) return ALONE.has(words[0] ?? "");
  // "Battle of Hastings", "World War II", "2014 World Cup", "G20 summit".
  return FIRST.has(words[0] ?? "") || LAST.has(words.at(-1) ?? "");
}

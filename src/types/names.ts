/** A desk's own names, and the names of texts and stories as commands meet them. */
import type { Desk, Story } from "./store.ts";
import type { KnownName, NamedEntity, NameKind, Quantity } from "./text.ts";

/** A name that the desk added, with who did it. */
export interface GazetteerEntry extends KnownName {
  deskId: string;
  /** `Person` key of who gave it; "" once that person was forgotten. */
  by: string;
  at: number;
}

/** Desks' own names. Two that differ in case or blanks alone are one. */
export interface Gazetteer {
  /** The entry of that name that stood there before, which is replaced. */
  put(entry: GazetteerEntry): Promise<GazetteerEntry | undefined>;
  /** By name or another form of it; what was removed. */
  remove(deskId: string, name: string): Promise<GazetteerEntry | undefined>;
  /** By name. */
  list(deskId: string): Promise<readonly GazetteerEntry[]>;
}

/** Somebody or something that several stories name. */
export interface StoryName {
  id: string;
  /** Its fullest form, or the gazetteer's. */
  name: string;
  kind: NameKind;
  /** How many of the stories name it, and how often in all. */
  stories: number;
  mentions: number;
  /** Other forms of it, most used first, a few. */
  forms: readonly string[];
  known: boolean;
  /** The newest story that names it. */
  newest: Pick<Story, "id" | "title" | "url" | "outlet" | "publishedAt" | "sample">;
}

export interface StoryNames {
  stories: number;
  /** Most stories first. */
  names: readonly StoryName[];
  /** How many stories name both; `a` and `b` are ids. Strongest first. */
  links: readonly { a: string; b: string; weight: number }[];
}

/** Names as a desk knows them: its own list counts at once. Work of any length is done in a thread. */
export interface DeskNames {
  /** `language` as `TextTools.names` has it. `model`: the label of the English tagger. */
  read(
    desk: Pick<Desk, "id">,
    text: string,
    language: string | undefined,
    signal: AbortSignal,
  ): Promise<{ names: readonly NamedEntity[]; model: string }>;
  /** Over the newest stories of the desk's sources that match; all of them without `words`. */
  ofStories(
    desk: Desk,
    where: { words?: string; since: number; until: number },
    signal: AbortSignal,
  ): Promise<StoryNames & { model: string }>;
  /** `TextTools.quantities`, for texts of any length. */
  quantities(text: string, now: number, signal: AbortSignal): Promise<readonly Quantity[]>;
  gazetteer: Gazetteer;
}

/** What people of the newsroom teach: labelled examples, given with consent. */
import type { Person } from "./chat.ts";

/** What a model said of a text: enough to correct it. Plain JSON, kept with the reply and its buttons. */
export interface Finding {
  /** The registry's task: "sentiment-en", "topics" … */
  task: string;
  /** At most 2,000 characters. */
  text: string;
  /** BCP 47 primary tag. */
  language: string;
  answer: string;
  /** 0 … 1 */
  confidence: number;
  /** The label of the model. */
  model: string;
  /** The part of the text that it is about (a target, a name): UTF-16, end excluded. */
  start?: number;
  end?: number;
}

export interface TaughtExample extends Finding {
  /** The right answer, as somebody gave it. */
  label: string;
  /** Keyed hash of the person. */
  by: string;
  deskId: string;
  /** ms since 1970 */
  at: number;
}

/** "ask": nothing is kept of a person who has not agreed. */
export type Consent = "yes" | "no" | "ask";

/** How many. */
export interface Given {
  corrections: number;
  /** Examples of desks' own categories. */
  examples: number;
  /** 👍 and 👎 */
  verdicts: number;
}

export interface Learning {
  /** The person's own word, else the desk's, else "ask". */
  consent(person: Person, deskId: string): Promise<Consent>;
  /** Own word of a person; "no" takes away what they gave before. */
  agree(person: Person, consent: Consent): Promise<void>;
  /** For everybody at the desk who has not said otherwise. */
  agreeDesk(deskId: string, consent: Consent): Promise<void>;
  /** Keeps a correction; the last word of a person on a text counts. False: the person has given as many as one may today. */
  teach(finding: Finding, label: string, person: Person, deskId: string): Promise<boolean>;
  /** Oldest first. */
  examples(task: string): Promise<readonly TaughtExample[]>;
  /** Texts that this person has labelled, for not asking twice. */
  taught(task: string, person: Person): Promise<ReadonlySet<string>>;
  /** What this person gave and is kept. */
  given(person: Person): Promise<Given>;
  /** Takes all of it away at once, and keeps nothing of them from now on ("no"). What went. */
  forget(person: Person): Promise<Given>;
}

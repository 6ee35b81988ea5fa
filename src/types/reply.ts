/** What comes back: Markdown that is complete alone; the rest lets a platform show it better. */
import type { ChartTable, LiveChart } from "./chart.ts";
import type { Audience, Options } from "./chat.ts";
import type { Finding } from "./learning.ts";

/** Where something stands: characters `start` to `end` (UTF-16, end excluded) of the text of `source`. */
export interface Passage {
  /** The `id` of one of the reply's sources. */
  source: string;
  start: number;
  end: number;
  /** The passage's own words, for showing without opening the source. */
  text: string;
}

/** `supported`: the passages bear it out; `unsupported`: they do not, and it is marked where it is shown; `unchecked`: not looked at. */
export type Verdict = "supported" | "unsupported" | "unchecked";

export interface Sentence {
  text: string;
  passages: readonly Passage[];
  verdict: Verdict;
}

/** A text that a reply leans on. */
export interface Citation {
  id: string;
  title: string;
  url?: string;
  outlet?: string;
  /** ms since 1970 */
  publishedAt?: number;
  /** Set when it is in the archive. */
  storyId?: string;
  /** Written for the sample newsroom: not news. */
  sample?: boolean;
}

/** A button as a command makes it: a command with its options, that the press will run by the presser's own rights. */
export interface ActionDraft {
  label: string;
  command: string;
  options: Options;
  style?: "primary" | "danger";
  /** Only this person (a `Person` id) may press. */
  by?: string;
  /** ms since 1970; afterwards the press is stale. */
  until?: number;
  /** The first press spends it. */
  once?: boolean;
}

/** A button as it travels: only a random id. */
export interface Action {
  id: string;
  label: string;
  style?: "primary" | "danger";
}

export interface Picture {
  name: string;
  type: "image/png" | "image/svg+xml";
  /** base64 */
  data: string;
  alt: string;
  /** In pixels of the screen: the file may be finer. */
  width?: number;
  height?: number;
  /** A chart's numbers. */
  table?: ChartTable;
  /** The same in a few lines of characters, at most 72 columns wide: for a terminal. */
  sketch?: string;
  /** A chart that a page may draw itself. */
  live?: LiveChart;
}

/** A file that the bot hands over (an OPML list, a table). */
export interface Attachment {
  name: string;
  type: string;
  /** base64 */
  data: string;
}

/** Why there is no answer. `incident` is set when the log holds more. */
export interface Failure {
  /** What is wrong, in the person's language. */
  problem: string;
  mend?: string;
  incident?: string;
}

/** What a command makes; the road makes a `Reply` of it. */
export interface Answer {
  markdown: string;
  sentences?: readonly Sentence[];
  sources?: readonly Citation[];
  /** The command's own result, typed by the command: numbers, labels, items. JSON. */
  data?: unknown;
  actions?: readonly ActionDraft[];
  images?: readonly Picture[];
  files?: readonly Attachment[];
  /** What trained models said, so that it can be corrected. */
  findings?: readonly Finding[];
  /** Provider, model and version, prompt hash: what produced it. */
  madeBy: readonly string[];
}

/** What is sent. Plain JSON. */
export interface Reply extends Omit<Answer, "actions"> {
  id: string;
  actions: readonly Action[];
  audience: Audience;
  /** The command that answered; "" when none was reached. */
  command: string;
  failure?: Failure;
}

/** What the platform says of a message that it took. */
export interface Posted {
  /** The platform's id of the (first) message. */
  id: string;
}

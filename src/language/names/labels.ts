/** Kinds of names, and the labels that a tagger gives to tokens: begin, inside, last, unit (BILOU; Ratinov & Roth 2009), or outside. */

/** As CoNLL-2003 has them. MISC: nationalities, events, works, products. */
export const TYPES = ["PER", "ORG", "LOC", "MISC"] as const;
export type NameType = (typeof TYPES)[number];

/** A name among tokens; `end` is excluded. */
export interface TokenSpan {
  start: number;
  end: number;
  type: NameType;
  /** 0 … 1, where a tagger says how sure it is. */
  confidence?: number;
}

export const OUTSIDE = 0;
/** O, then B I L U of each type. */
export const LABELS = 1 + 4 * TYPES.length;

const BEGIN = 0;
const INSIDE = 1;
const LAST = 2;
const UNIT = 3;

const at = (type: NameType, part: number): number => 1 + TYPES.indexOf(type) * 4 + part;
const partOf = (label: number): number => (label - 1) & 3;
const typeOf = (label: number): NameType => TYPES[(label - 1) >> 2] ?? "MISC";

export function encode(length: number, spans: readonly TokenSpan[]): Uint8Array {
  const labels = new Uint8Array(length);
  for (const { start, end, type } of spans) {
    if (end - start === 1) {
      labels[start] = at(type, UNIT);
      continue;
    }
    labels.fill(at(type, INSIDE), start, end);
    labels[start] = at(type, BEGIN);
    labels[end - 1] = at(type, LAST);
  }
  return labels;
}

/** Only whole names: what `follows` allows is all that can stand here. */
export function decode(labels: ArrayLike<number>): TokenSpan[] {
  const spans: TokenSpan[] = [];
  let start = 0;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i] ?? OUTSIDE;
    if (label === OUTSIDE) continue;
    const part = partOf(label);
    if (part === BEGIN) start = i;
    else if (part === UNIT) spans.push({ start: i, end: i + 1, type: typeOf(label) });
    else if (part === LAST) spans.push({ start, end: i + 1, type: typeOf(label) });
  }
  return spans;
}

/** May `next` stand behind `label`? -1 is the edge of a sentence, on either side. */
export function follows(label: number, next: number): boolean {
  const open = label > OUTSIDE && (partOf(label) === BEGIN || partOf(label) === INSIDE);
  const goesOn = next > OUTSIDE && (partOf(next) === INSIDE || partOf(next) === LAST);
  return open === goesOn && (!open || typeOf(label) === typeOf(next));
}

/** Spans of tags as files have them ("I-PER", "B-LOC", "O"): a run of one type is a name, a B opens a new one. @throws RangeError for another tag */
export function spansOfTags(tags: readonly string[]): TokenSpan[] {
  const spans: { start: number; end: number; type: NameType }[] = [];
  tags.forEach((tag, i) => {
    if (tag === "O") return;
    const type = TYPES.find((one) => one === tag.slice(2));
    if (!type || !/^[BI]-/.test(tag)) throw new RangeError(`"${tag}" is no tag of names`);
    const last = spans.at(-1);
    if (last && last.end === i && last.type === type && tag[0] === "I") last.end = i + 1;
    else spans.push({ start: i, end: i + 1, type });
  });
  return spans;
}

/** The tone of a text, which of its sentences weigh most, and which of their words. */
import type { ReadAs, Sentiment, Tone } from "../../types.ts";
import { createBreath } from "./breath.ts";
import { joined } from "./join.ts";
import type { SentimentModels } from "./models.ts";
import { blended } from "./network/blend.ts";
import type { ToneNetworkTools } from "./network/network.ts";
import { LONGEST_UNIT, partsOf, type Reading, reading, type Unit } from "./units.ts";
import type { Way } from "./ways.ts";
import { WORTH_TELLING, weightsOf } from "./why.ts";

const MOST_SHOWN = 4;
/** Pieces that the network hears; the rest of an endless text is the linear model's alone. */
const MOST_HEARD = 600;

export interface SentimentParts {
  models: SentimentModels;
  /** Heard beside the linear English model; undefined where there is none. Asked for each text anew. */
  network(): ToneNetworkTools | undefined;
  /** Told each time that the network was asked: with the error, it failed, and the linear model answers alone, unless this throws. */
  asked(error?: unknown): void;
}

/** `asked` where figures of half a method would be none: what fails, fails. */
export function must(error?: unknown): void {
  if (error !== undefined) throw error;
}

/** A text's pieces, scored by all that is there to be heard. */
interface Scored {
  read: Reading;
  units: readonly Unit[];
  /** What the units were scored by, too. */
  heard: ToneNetworkTools | undefined;
  unheard?: string;
}

/** Of a network that could not even be opened. */
const NAMELESS = "sentiment network";

/** Pure but for the weights, which are read when first needed. */
export function createSentiment({ models, network, asked }: SentimentParts) {
  /** By the linear models alone, at once: for streams. */
  function tone(text: string, as: ReadAs = {}): Tone {
    const read = reading(text, as, models);
    return joined(read.spans.map(read.unit), read.language);
  }

  /** Whatever fails in the network (its weights, its runtime, its thread), the linear model has an answer of its own. */
  async function scored<T>(text: string, as: ReadAs, tell: (scored: Scored) => Promise<T>): Promise<T> {
    const read = reading(text, as, models);
    const units: Unit[] = [];
    const breathe = createBreath();
    for (const span of read.spans) {
      units.push(read.unit(span));
      await breathe();
    }
    let wanted = units.some(({ way }) => way.english);
    let heard: ToneNetworkTools | undefined;
    try {
      heard = wanted ? network() : undefined;
      wanted = heard !== undefined;
      const told = await tell({ read, units: await hear(units, read, heard), heard });
      if (heard) asked();
      return told;
    } catch (error) {
      // Nobody was to be heard: it failed by itself.
      if (!wanted) throw error;
      asked(error);
      return tell({ read, units, heard: undefined, unheard: heard?.model ?? NAMELESS });
    }
  }

  /** A short text is scored whole; what is told of it is told by its sentences. */
  async function told({ read, units, heard }: Scored) {
    const each = units.map((unit) => ({ unit, parts: partsOf(unit.span) }));
    const whole = each.filter(({ parts }) => parts.length === 1).map(({ unit }) => unit);
    const parted = each.flatMap(({ parts }) => (parts.length > 1 ? parts.map(read.unit) : []));
    return [...whole, ...(await hear(parted, read, heard))];
  }

  const whole = ({ units, read, unheard }: Scored): Tone => ({
    ...joined(units, read.language),
    ...(unheard !== undefined && { unheard }),
  });

  /** As people are answered, without the reasons. */
  const heardTone = (text: string, as: ReadAs = {}): Promise<Tone> =>
    scored(text, as, async (found) => whole(found));

  const sentiment = (text: string, as: ReadAs = {}): Promise<Sentiment> =>
    scored(text, as, async (found) => {
      const { read, heard } = found;
      const strongest = (await told(found))
        .map((unit) => ({ unit, score: unit.way.judge(unit.plain).score }))
        .filter(({ score }) => Math.abs(score) >= WORTH_TELLING)
        .sort((a, b) => Math.abs(b.score) - Math.abs(a.score) || a.unit.span.start - b.unit.span.start)
        .slice(0, MOST_SHOWN);
      // Asked for all at once: the network answers in a thread of its own.
      const because = await Promise.all(
        strongest.map(async ({ unit, score }) => {
          const listened = heard && unit.way.models.includes(heard.model) ? heard : undefined;
          return { ...unit.span, score, words: await weightsOf(unit, read, listened) };
        }),
      );
      return { ...whole(found), because };
    });

  return { tone, heardTone, sentiment };
}

/** The English ones scored by both, where there is a network. */
async function hear(
  units: readonly Unit[],
  { domain }: Reading,
  network: ToneNetworkTools | undefined,
): Promise<readonly Unit[]> {
  const asked = units.filter(({ way }) => way.english).slice(0, MOST_HEARD);
  if (!network || asked.length === 0) return units;
  const tones = await network.tones(
    asked.map(({ span, way }) => way.masked(span.text.slice(0, LONGEST_UNIT))),
    domain,
  );
  const together = new Map<Way, Way>();
  const found = new Map(
    asked.map((unit, i) => {
      const way = together.get(unit.way) ?? { ...unit.way, models: [...unit.way.models, network.model] };
      together.set(unit.way, way);
      return [unit, { ...unit, way, plain: blended(unit.plain, tones[i] ?? 0, domain) }];
    }),
  );
  return units.map((unit) => found.get(unit) ?? unit);
}

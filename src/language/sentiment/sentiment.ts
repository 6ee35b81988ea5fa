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
}

/** Pure but for the weights, which are read when first needed. */
export function createSentiment({ models, network }: SentimentParts) {
  /** By the linear models alone, at once: for streams. */
  function tone(text: string, as: ReadAs = {}): Tone {
    const read = reading(text, as, models);
    return joined(read.spans.map(read.unit), read.language);
  }

  async function scored(text: string, as: ReadAs) {
    const read = reading(text, as, models);
    const alone: Unit[] = [];
    const breathe = createBreath();
    for (const span of read.spans) {
      alone.push(read.unit(span));
      await breathe();
    }
    const heard = alone.some(({ way }) => way.english) ? network() : undefined;
    return { read, heard, units: await hear(alone, read, heard) };
  }

  /** A short text is scored whole; what is told of it is told by its sentences. */
  async function told(units: readonly Unit[], read: Reading, heard: ToneNetworkTools | undefined) {
    const each = units.map((unit) => ({ unit, parts: partsOf(unit.span) }));
    const whole = each.filter(({ parts }) => parts.length === 1).map(({ unit }) => unit);
    const parted = each.flatMap(({ parts }) => (parts.length > 1 ? parts.map(read.unit) : []));
    return [...whole, ...(await hear(parted, read, heard))];
  }

  /** As people are answered, without the reasons. */
  async function heardTone(text: string, as: ReadAs = {}): Promise<Tone> {
    const { read, units } = await scored(text, as);
    return joined(units, read.language);
  }

  async function sentiment(text: string, as: ReadAs = {}): Promise<Sentiment> {
    const { read, heard, units } = await scored(text, as);
    const strongest = (await told(units, read, heard))
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
    return { ...joined(units, read.language), because };
  }

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

/** What is worth running, in order, and why. */
import { eachTerm } from "../language/terms.ts";
import type { Event, Reason } from "../types.ts";
import { type Cluster, leadOf, outletsOf, type Weighed } from "./events.ts";
import { cosine } from "./vectors.ts";

/** An event that could be told. */
export interface Candidate {
  cluster: Cluster;
  /** How many new stories say more than was told of this event before; 0 for an event never told. */
  developments: number;
}

export interface RankOptions {
  /** ms */
  now: number;
  /** What the desk wants, in its own words; "" for anything. */
  brief: string;
  topic: string | undefined;
  limit: number;
}

export interface Ranked {
  event: Event;
  score: number;
  reasons: readonly Reason[];
}

interface Scored extends Ranked {
  lead: Weighed;
}

/** Freshness falls to a third in twelve hours: a digest's night. */
const freshMs = 12 * 3_600_000;
/** Under this age "fresh" is given as a reason. */
const freshReasonMs = 6 * 3_600_000;
const weights = { fresh: 0.35, outlets: 0.4, brief: 0.5, development: 0.15, followed: 0.1 };
/** How much likeness to what is already picked takes away. */
const diversity = 0.5;
const sameOutlet = 0.03;
/** Only the best are compared with each other. */
const shortlist = 200;

/** The brief's words, by term, as they were written. */
function wordsOf(brief: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  eachTerm(brief, 200, (term, word) => {
    if (!words.has(term)) words.set(term, word);
  });
  return words;
}

/** The brief's words that a story has; those in its title twice. */
function matching(
  brief: ReadonlyMap<string, string>,
  { story }: Weighed,
): { words: string[]; weight: number } {
  const found = new Map<string, number>();
  eachTerm(story.text, 200, (term) => brief.has(term) && found.set(term, 1));
  eachTerm(story.title, 60, (term) => brief.has(term) && found.set(term, 2));
  return {
    words: [...found.keys()].map((term) => brief.get(term) ?? term),
    weight: found.values().reduce((sum, weight) => sum + weight, 0),
  };
}

function score(candidate: Candidate, brief: ReadonlyMap<string, string>, options: RankOptions): Scored {
  const { cluster } = candidate;
  const lead = leadOf(cluster);
  const stories = cluster.map((one) => one.story);
  const newest = Math.max(...stories.map((story) => story.publishedAt));
  const oldest = Math.min(...stories.map((story) => story.publishedAt));
  const age = Math.max(0, options.now - newest);
  const outlets = outletsOf(stories);
  const match = brief.size ? matching(brief, lead) : { words: [], weight: 0 };
  const reasons: Reason[] = [];
  if (options.topic) reasons.push({ code: "matches", value: options.topic });
  if (candidate.developments) reasons.push({ code: "development", value: candidate.developments });
  if (match.words.length) reasons.push({ code: "brief", value: match.words.join(", ") });
  if (outlets > 1) reasons.push({ code: "outlets", value: outlets });
  // Followed up by the same outlets: an event that goes on.
  const followed = newest - oldest > 3_600_000 ? stories.length - outlets : 0;
  if (followed > 0) reasons.push({ code: "followed", value: followed });
  if (age < freshReasonMs || !reasons.length)
    reasons.push({ code: "fresh", value: Math.round(age / 60_000) });
  return {
    event: { lead: lead.story, stories },
    lead,
    reasons,
    score:
      weights.fresh * Math.exp(-age / freshMs) +
      weights.outlets * (1 - 1 / outlets) +
      weights.brief * (match.weight / (match.weight + 2)) +
      weights.development * Math.min(1, candidate.developments) +
      weights.followed * (followed > 0 ? 1 - 1 / (1 + followed) : 0),
  };
}

/**
 * The best candidates, best first: fresh, told by many, asked for by the brief, developing; and unlike what stands above them
 * (maximal marginal relevance, Carbonell and Goldstein 1998).
 */
export function rank(candidates: readonly Candidate[], options: RankOptions): readonly Ranked[] {
  const brief = wordsOf(options.brief);
  const left = candidates
    .map((candidate) => score(candidate, brief, options))
    .sort((a, b) => b.score - a.score || (a.event.lead.id < b.event.lead.id ? -1 : 1))
    .slice(0, Math.max(shortlist, options.limit));
  const penalties = new Map(left.map((one) => [one, 0]));
  const outletUses = new Map<string, number>();
  const picked: Ranked[] = [];
  while (picked.length < options.limit && left.length) {
    const worth = (one: Scored) =>
      one.score -
      diversity * (penalties.get(one) ?? 0) -
      sameOutlet * (outletUses.get(one.event.lead.outlet) ?? 0);
    const best = left.reduce((top, one) => (worth(one) > worth(top) ? one : top));
    left.splice(left.indexOf(best), 1);
    picked.push({ event: best.event, score: worth(best), reasons: best.reasons });
    outletUses.set(best.event.lead.outlet, (outletUses.get(best.event.lead.outlet) ?? 0) + 1);
    for (const one of left)
      penalties.set(one, Math.max(penalties.get(one) ?? 0, cosine(one.lead.vector, best.lead.vector)));
  }
  return picked;
}

/** Does a new story of a told event say more than was told? Another outlet's wording is not news; a new figure or turn is. */
import { eachTerm } from "../language/terms.ts";
import type { Cluster, Weighed } from "./events.ts";

/** Share of a title's or text's weight that must be new. */
const newInTitle = 0.4;
const newInText = 0.5;
const isYear = /^(?:19|20)\d\d$/;

function termsIn(text: string, limit = 400): Set<string> {
  const terms = new Set<string>();
  eachTerm(text, limit, (term) => terms.add(term));
  return terms;
}

/** Numbers of two figures or more; years stand in every text. */
function figuresIn(terms: Iterable<string>): string[] {
  return [...terms].filter((term) => /^\d[\d.]+$/.test(term) && !isYear.test(term));
}

/** 0 … 1: how much of the story's weight is in none of the told ones. */
function newShare(story: Weighed, told: Cluster): number {
  const known = new Set(told.flatMap((one) => [...one.counts.keys()]));
  let share = 0;
  for (const [at, term] of story.vector.terms.entries()) {
    if (!known.has(term)) share += (story.vector.weights[at] ?? 0) ** 2;
  }
  return share;
}

/**
 * The stories of `fresh` that add substance to `told`: published after the last told one, and with a figure in the title that was never told, or with
 * a title and a text that are new for the greater part.
 */
export function developments(fresh: Cluster, told: Cluster): Cluster {
  const lastTold = Math.max(...told.map((one) => one.story.publishedAt));
  const toldTerms = new Set(told.flatMap((one) => [...termsIn(`${one.story.title}\n${one.story.text}`)]));
  return fresh.filter((one) => {
    if (one.story.publishedAt <= lastTold) return false;
    const title = termsIn(one.story.title);
    if (figuresIn(title).some((figure) => !toldTerms.has(figure))) return true;
    const newTitle = [...title].filter((term) => !toldTerms.has(term)).length / Math.max(1, title.size);
    return newTitle >= newInTitle && newShare(one, told) >= newInText;
  });
}

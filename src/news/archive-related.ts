/** Related stories out of the archive: a wide search for candidates, then `createRelatedRanker`. */
import { eachTerm } from "../language/terms.ts";
import type { Archive, Hit, News, Reason, Story, TextTools } from "../types.ts";
import { clusterDefaults } from "./cluster.ts";
import { createRelatedRanker } from "./related.ts";

/** What stands further down the search has too few of the words to be of the same event. */
const candidateLimit = 50;
/** Candidates all have the query's words; how telling a word is shows in what else is written these days. */
const backgroundLimit = 40;
const keywordLimit = 8;
const wordLimit = 14;
/** Two stories that sound alike a month apart are a subject, not an event. */
const sameEventMs = 21 * 86_400_000;
/** Below this there is nothing to show. */
const least = 0.06;

function distinctWords(text: string, limit: number): string {
  const words = new Map<string, string>();
  eachTerm(text, limit, (term, word) => words.set(term, word));
  return [...words.values()].join(" ");
}

/** `News.related` over the whole archive: what another desk ran, or a source that is gone, was run all the same. */
export function createRelated(archive: Archive, text: TextTools): News["related"] {
  return async (about, limit) => {
    const keywords = text
      .keywords(`${about.title}\n\n${about.text}`, keywordLimit, "tags")
      .map(({ phrase }) => phrase)
      .join(" ");
    // The title's words first: what a search costs grows with its words.
    const words = distinctWords(`${about.title} ${keywords}`, wordLimit);
    if (!words) return [];
    const pool = new Map<string, Story>();
    for (const { story } of await archive.search({ words, match: "any", limit: candidateLimit }))
      pool.set(story.id, story);
    const candidates = new Set(pool.keys());
    if (!candidates.size) return [];
    for (const { story } of await archive.search({ match: "any", limit: backgroundLimit }))
      pool.set(story.id, story);
    const ranker = createRelatedRanker(
      [...pool.values()].map(({ id, title, text: words, publishedAt }) => ({
        id,
        title,
        text: words,
        at: publishedAt,
      })),
    );
    const query = {
      title: about.title,
      text: about.text,
      ...(about.id === undefined ? {} : { id: about.id }),
    };
    return ranker(query, pool.size)
      .filter(({ id, likeness }) => candidates.has(id) && likeness >= least)
      .slice(0, limit)
      .flatMap(({ id, score, likeness }): (Hit & { reasons: readonly Reason[] })[] => {
        const story = pool.get(id);
        if (!story) return [];
        const near =
          about.publishedAt === undefined || Math.abs(about.publishedAt - story.publishedAt) <= sameEventMs;
        const code = near && likeness >= clusterDefaults.join ? "sameEvent" : "similar";
        return [{ story, score, reasons: [{ code, value: Math.round(likeness * 100) / 100 }] }];
      });
  };
}

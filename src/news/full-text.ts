/** Titles and teasers are not enough: what a feed only hints at is read on the page itself. */
import { UserError } from "../errors.ts";
import { wordCount } from "../net/clean.ts";
import type { StoppablePages } from "../net/pages.ts";
import type { Archive, Log, Story } from "../types.ts";

export interface FullTextParts {
  archive: Pick<Archive, "get" | "byUrl">;
  pages: Pick<StoppablePages, "read">;
  log: Log;
  /** False: pages are not read; what is known already is kept all the same. */
  enabled: boolean;
}

/** Shorter texts (words) are taken for teasers. */
const teaser = 120;
/** Pages read for one feed at a time: a first look at a large feed must not become a crawl. */
const pagesPerRun = 20;
const patienceMs = 90_000;
const remembered = 20_000;

/** Counting words takes its time: a long text needs none. */
function isTeaser(text: string): boolean {
  return text.length < 12 * teaser && wordCount(text) < teaser;
}

/** Completes the stories of one feed in their order; whatever fails leaves the teaser. */
export function createFullText({ archive, pages, log, enabled }: FullTextParts) {
  /** Asked once in this process, whatever came of it. */
  const asked = new Set<string>();

  return async function complete(stories: readonly Story[], signal: AbortSignal): Promise<readonly Story[]> {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]);
    const completed: Story[] = [];
    let left = enabled ? pagesPerRun : 0;
    for (const story of stories) {
      if (!isTeaser(story.text)) {
        completed.push(story);
        continue;
      }
      const known = (await archive.get(story.id)) ?? (await archive.byUrl(story.url));
      if (
        known &&
        known.text.length > story.text.length &&
        (known.title === story.title || asked.has(story.id))
      ) {
        completed.push({ ...story, text: known.text, ...(known.author ? { author: known.author } : {}) });
        continue;
      }
      const readable =
        left > 0 && !patience.aborted && !asked.has(story.id) && !story.url.includes("#story-");
      if (!readable) {
        completed.push(
          known && known.text.length > story.text.length ? { ...story, text: known.text } : story,
        );
        continue;
      }
      left--;
      remember(story.id);
      completed.push(
        (await read(story, patience)) ??
          (known && known.text.length > story.text.length ? { ...story, text: known.text } : story),
      );
    }
    return completed;
  };

  async function read(story: Story, signal: AbortSignal): Promise<Story | undefined> {
    try {
      const page = await pages.read(story.url, signal, { polite: true });
      if (wordCount(page.text) <= wordCount(story.text)) return undefined;
      return {
        ...story,
        text: page.text,
        language: page.language === "und" ? story.language : page.language,
        ...(story.author || !page.author ? {} : { author: page.author }),
      };
    } catch (error) {
      if (!(error instanceof UserError) && !signal.aborted)
        log.warn({ story: story.id, error: String(error) }, "a story's page could not be read");
      return undefined;
    }
  }

  function remember(id: string): void {
    asked.add(id);
    const [oldest] = asked;
    if (asked.size > remembered && oldest !== undefined) asked.delete(oldest);
  }
}

/** One thing that happens lifts many words at once: words that stand in the same stories are one trend. */

export interface Worded {
  term: string;
  /** Ids of the stories that say it while it bursts. */
  stories: ReadonlySet<string>;
}

/** How much of the smaller set of stories must be in the other. */
const shared = 0.5;
/** Every story says "minister": what stands in ten times as many stories is another subject. */
const alike = 0.15;

/** Strongest first, in and out: the first of a group names it. */
export function groupWords<Word extends Worded>(words: readonly Word[]): readonly (readonly Word[])[] {
  const groups: Word[][] = [];
  for (const word of words) {
    const home = groups.find((group) =>
      group.slice(0, 3).some((other) => together(word.stories, other.stories)),
    );
    if (home) home.push(word);
    else groups.push([word]);
  }
  return groups;
}

function together(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const both = a.size < b.size ? a.intersection(b).size : b.intersection(a).size;
  return both >= shared * Math.min(a.size, b.size) && both >= alike * Math.max(a.size, b.size) && both > 0;
}

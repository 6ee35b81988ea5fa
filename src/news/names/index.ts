/** Names in texts and over stories, by the tagger that answers now. Only data goes in and out. */
import { createTextTools, openNames } from "../../language/index.ts";
import type {
  Archive,
  Desk,
  KnownName,
  NamedEntity,
  Quantity,
  Sources,
  StoryNames,
  TextTools,
} from "../../types.ts";
import { createBreath } from "../breathe.ts";
import { sourcesOf } from "../trends/bursting.ts";
import { joinStories } from "./join.ts";

/** What is looked for: the desk's own names, and the folder of the English tagger where it is not the one that is shipped. */
export interface NameRequest {
  known: readonly KnownName[];
  folder: string | undefined;
}

export interface NamesRoom {
  read(text: string, language: string | undefined, request: NameRequest): Promise<readonly NamedEntity[]>;
  quantities: (text: string, now: number) => Promise<readonly Quantity[]>;
  ofStories(
    desk: Desk,
    where: { words?: string; since: number; until: number },
    request: NameRequest,
    signal: AbortSignal,
  ): Promise<StoryNames>;
}

const storiesLookedAt = 500;
/** Of each story; what follows is background. */
const looked = 1_500;

export function createNamesRoom({
  archive,
  sources,
}: {
  archive: Pick<Archive, "search">;
  sources: Sources;
}): NamesRoom {
  // One at a time: whoever deploys another model needs the one before no more.
  let held: { folder: string | undefined; tools: TextTools } | undefined;
  const toolsOf = (folder: string | undefined): TextTools => {
    if (held && held.folder === folder) return held.tools;
    const tools = folder === undefined ? createTextTools() : createTextTools({ names: openNames(folder) });
    held = { folder, tools };
    return tools;
  };
  return {
    read: async (text, language, { known, folder }) => toolsOf(folder).names(text, language, known),
    quantities: async (text, now) => toolsOf(held?.folder).quantities(text, now),
    async ofStories(desk, { words, since, until }, { known, folder }, signal) {
      const breathe = createBreath();
      const tools = toolsOf(folder);
      const hits = await archive.search({
        match: "all",
        sourceIds: (await sourcesOf(desk, sources)).map(({ id }) => id),
        ...{ since, until, limit: storiesLookedAt },
        ...(words === undefined ? {} : { words }),
      });
      const read: Parameters<typeof joinStories>[0][number][] = [];
      for (const { story } of hits) {
        const text = `${story.title}.\n${story.text.slice(0, looked)}`;
        read.push({ story, names: tools.names(text, story.language, known) });
        await breathe();
        signal.throwIfAborted();
      }
      return joinStories(read);
    },
  };
}

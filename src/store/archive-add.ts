/** Adds stories: new ones, and known ones (by url, or id) whose words changed. Whoever brought it first, each source holds its own link. */
import type { Database, Queryable, Story } from "../types.ts";
import { link } from "./archive-links.ts";
import { columns, fromRow, type StoryRow, toValues, valueColumns, valueWidth } from "./archive-rows.ts";
import { breathe, clean, placeholders, rowPlaceholders } from "./engine.ts";
import type { WordIndex } from "./word-index.ts";
import { indexWords } from "./words.ts";

/** What one transaction may take of everybody's time, ms. */
const aimMs = 8;
const mostAtOnce = 64;

interface Prepared {
  story: Story;
  title: string;
  text: string;
}

/** Each slice is one transaction of some `aimMs`, with a breath of the loop after it. */
export async function addStories(
  database: Database,
  index: WordIndex,
  stories: readonly Story[],
): Promise<{ added: string[]; changed: Story[] }> {
  const added: string[] = [];
  const changed: Story[] = [];
  let size = 8;
  for (let from = 0; from < stories.length; ) {
    // The words are cut before the transaction: nobody waits at the lock for that.
    const slice = stories.slice(from, from + size).map(prepare);
    await breathe();
    const began = performance.now();
    const done = await database.transaction((within) => addSlice(within, index, slice));
    added.push(...done.added);
    changed.push(...done.changed);
    from += slice.length;
    const took = performance.now() - began;
    size = Math.max(1, Math.min(mostAtOnce, Math.round(size * Math.min(2, aimMs / Math.max(took, 0.1)))));
    if (from < stories.length) await breathe();
  }
  return { added, changed };
}

function prepare(story: Story): Prepared {
  return { story, title: indexWords(story.title), text: indexWords(story.text) };
}

/** What no database holds is evened out first, or the same story would look changed each time. */
export function tidy(story: Story): Story {
  return { ...story, title: String(clean(story.title)), text: String(clean(story.text)) };
}

async function addSlice(
  within: Queryable,
  index: WordIndex,
  slice: readonly Prepared[],
): Promise<{ added: string[]; changed: Story[] }> {
  const known = await knownOf(within, slice);
  const fresh: Prepared[] = [];
  const again: { row: StoryRow; prepared: Prepared }[] = [];
  const taken = new Set<string>();
  for (const prepared of slice) {
    const { id, url } = prepared.story;
    const row = known.find(url, id);
    if (row) again.push({ row, prepared });
    else if (!taken.has(`i${id}`) && !taken.has(`u${url}`)) {
      fresh.push(prepared);
      taken.add(`i${id}`);
      if (url) taken.add(`u${url}`);
    }
  }
  const added = new Set(await insert(within, index, fresh));
  // Twice in this slice, or added by another process at this moment: there by now, under that one's id.
  const late = slice.filter(({ story: { id, url } }) => !known.find(url, id) && !added.has(id));
  const there = late.length ? await knownOf(within, late) : known;
  await link(
    within,
    slice.map(({ story: { id, url, sourceId, collectedAt } }) => ({
      storyId: (known.find(url, id) ?? (added.has(id) ? undefined : there.find(url, id)))?.id ?? id,
      sourceId,
      collectedAt,
    })),
  );
  return { added: [...added], changed: await change(within, index, again) };
}

async function knownOf(within: Queryable, slice: readonly Prepared[]) {
  const ids = slice.map(({ story }) => story.id);
  const urls = slice.map(({ story }) => story.url).filter(Boolean);
  // Two selects, and `url <> ''` said again: only so is each answered by its index.
  const rows = await within.all<StoryRow>(
    `select ${columns} from stories s where s.id in (${placeholders(1, ids.length)})${
      urls.length
        ? ` union select ${columns} from stories s where s.url <> '' and s.url in (${placeholders(1 + ids.length, urls.length)})`
        : ""
    }`,
    [...ids, ...urls],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const byUrl = new Map(rows.filter((row) => row.url).map((row) => [row.url, row]));
  return { find: (url: string, id: string) => (url ? byUrl.get(url) : undefined) ?? byId.get(id) };
}

async function insert(within: Queryable, index: WordIndex, fresh: readonly Prepared[]): Promise<string[]> {
  if (!fresh.length) return [];
  // Another process may add the same story at this moment: the table decides, and what did not get in is that one's.
  const rows = await within.all<{ seq: number; id: string }>(
    `insert into stories (${valueColumns}) values ${rowPlaceholders(fresh.length, valueWidth)}
     on conflict do nothing returning seq, id`,
    fresh.flatMap(({ story }) => toValues(story)),
  );
  const seqs = new Map(rows.map(({ id, seq }) => [id, seq]));
  const written = fresh.flatMap((prepared) => {
    const seq = seqs.get(prepared.story.id);
    return seq === undefined
      ? []
      : [{ seq, title: prepared.title, text: prepared.text, story: prepared.story }];
  });
  if (written.length) await index.put(within, written);
  return written.map(({ story }) => story.id);
}

/** The first id, source and times stay: an edited headline is the same story, and not news. */
async function change(
  within: Queryable,
  index: WordIndex,
  again: readonly { row: StoryRow; prepared: Prepared }[],
): Promise<Story[]> {
  const changed: Story[] = [];
  for (const { row, prepared } of again) {
    const { story } = prepared;
    if (row.title === story.title && row.text === story.text) continue;
    await within.run(
      "update stories set title = $2, text = $3, language = $4, outlet = $5, author = $6 where seq = $1",
      [row.seq, story.title, story.text, story.language, story.outlet, story.author ?? null],
    );
    // They are of the old words.
    await within.run("delete from story_vectors where seq = $1", [row.seq]);
    await index.drop(within, [row.seq]);
    await index.put(within, [{ seq: row.seq, title: prepared.title, text: prepared.text }]);
    Object.assign(row, {
      title: story.title,
      text: story.text,
      language: story.language,
      outlet: story.outlet,
      author: story.author ?? null,
    });
    changed.push(fromRow(row));
  }
  return changed;
}

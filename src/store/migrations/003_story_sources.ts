/** Which sources hold a story, and since when: two desks may have the same feed, and each has its news of it. */
import type { Migration } from "./migration.ts";

/** A story that nobody links is its first source's: what an older version kept, in its tables or its backups. */
export const linkFirstSources = `
insert into story_sources (story_id, source_id, collected_at)
select s.id, s.source_id, s.collected_at from stories s
where not exists (select 1 from story_sources l where l.story_id = s.id)`;

const columns = `
  story_id text not null references stories (id) on delete cascade,
  source_id text not null,
  collected_at bigint not null,
  primary key (story_id, source_id)`;

const after = `
create index story_sources_collected on story_sources (source_id, collected_at);
drop index stories_source;
${linkFirstSources};
`;

export const storySources: Migration = {
  id: 3,
  name: "story sources",
  both: "",
  // One tree instead of two: a load writes a link with every story.
  sqlite: `create table story_sources (${columns}) without rowid; ${after}`,
  postgres: `create table story_sources (${columns}); ${after}`,
  tables: [{ name: "story_sources", key: ["story_id", "source_id"], kept: true }],
};

/** Stories' vectors, per model (made anew wherever they are missing), and the examples that a desk's own categories are learnt from. */
import type { Migration } from "./migration.ts";

const vectorColumns = (bytes: string) => `
  model text not null,
  seq bigint not null references stories (seq) on delete cascade,
  vector ${bytes} not null,
  primary key (model, seq)`;

export const topics: Migration = {
  id: 8,
  name: "topics",
  both: `
create table taught_topics (
  id text primary key,
  desk_id text not null,
  category text not null,
  text text not null,
  language text not null,
  by_person text not null,
  at bigint not null
);
create index taught_topics_desk on taught_topics (desk_id, at);
`,
  sqlite: `create table story_vectors (${vectorColumns("blob")}) without rowid;
create index story_vectors_seq on story_vectors (seq);`,
  postgres: `create table story_vectors (${vectorColumns("bytea")});
create index story_vectors_seq on story_vectors (seq);`,
  tables: [
    { name: "taught_topics", key: ["id"], kept: true },
    { name: "story_vectors", key: [], kept: false },
  ],
};

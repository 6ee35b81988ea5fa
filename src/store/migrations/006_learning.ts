/** Labelled examples of the newsroom's people, and who agreed to give them. People stand here by a keyed hash alone. */
import type { Migration } from "./migration.ts";

export const learning: Migration = {
  id: 6,
  name: "learning",
  both: `
create table taught (
  task text not null,
  by_hash text not null,
  text_key text not null,
  label text not null,
  finding text not null,
  desk_id text not null,
  at bigint not null,
  primary key (task, by_hash, text_key)
);
create index taught_by on taught (by_hash, at);

create table learning_consent (
  who text primary key,
  consent text not null,
  at bigint not null
);
`,
  sqlite: "",
  postgres: "",
  tables: [
    { name: "taught", key: ["task", "by_hash", "text_key"], kept: true },
    { name: "learning_consent", key: ["who"], kept: true },
  ],
};

/** The first tables. Times are bigint ms; JSON is text, so that it comes back as it was written. */
import type { Migration } from "./migration.ts";

export const first: Migration = {
  id: 1,
  name: "first",
  both: `
create table inbox (
  platform text not null,
  workspace text not null,
  id text not null,
  channel text not null,
  message text not null,
  owner text not null,
  lease_until bigint not null,
  accepted_at bigint not null,
  reply_id text,
  reply text,
  posted_id text,
  answered_at bigint,
  primary key (platform, workspace, id)
);
create index inbox_open on inbox (lease_until) where answered_at is null;
create index inbox_reply on inbox (reply_id);
create index inbox_posted on inbox (posted_id);

create table conversation (
  seq {serial} primary key,
  channel_key text not null,
  place_key text not null,
  delivery_id text not null,
  at bigint not null,
  entry text not null,
  unique (channel_key, delivery_id)
);
create index conversation_channel on conversation (channel_key, at);
create index conversation_place on conversation (place_key, at);

create table stories (
  seq {serial} primary key,
  id text not null unique,
  source_id text not null,
  url text not null,
  title text not null,
  text text not null,
  language text not null,
  outlet text not null,
  author text,
  published_at bigint not null,
  collected_at bigint not null,
  sample smallint not null
);
create unique index stories_url on stories (url) where url <> '';
create index stories_published on stories (published_at);
create index stories_collected on stories (collected_at);
create index stories_source on stories (source_id);

create table sources (
  id text primary key,
  desk_id text not null,
  url text not null,
  title text not null,
  kind text not null,
  etag text,
  last_modified text,
  due_at bigint not null,
  last_ok_at bigint,
  last_problem text,
  failures integer not null,
  added_at bigint not null,
  unique (desk_id, url)
);
create index sources_due on sources (due_at);

create table desks (
  id text primary key,
  name text not null,
  name_key text not null unique,
  brief text not null,
  language text,
  zone text not null,
  made_at bigint not null
);
create table desk_places (
  channel_key text primary key,
  desk_id text not null
);
create table desk_members (
  desk_id text not null,
  person_key text not null,
  platform text not null,
  person_id text not null,
  name text not null,
  role text not null,
  primary key (desk_id, person_key)
);

create table subscriptions (
  id text primary key,
  desk_id text not null,
  place text not null,
  place_key text not null,
  cron text not null,
  zone text not null,
  topic text,
  language text not null,
  by_person text not null,
  created_at bigint not null
);

create table deliveries (
  id text primary key,
  subscription_id text not null,
  place text not null,
  due_at bigint not null,
  state text not null,
  reply text,
  story_ids text not null,
  sent_at bigint,
  posted_id text,
  problem text
);
create index deliveries_subscription on deliveries (subscription_id, due_at);

create table actions (
  id text primary key,
  channel_key text not null,
  draft text not null,
  made_at bigint not null,
  spent_at bigint,
  spent_by text
);

create table feedback (
  reply_id text not null,
  person text not null,
  desk_id text not null,
  verdict text not null,
  at bigint not null,
  primary key (reply_id, person)
);

create table journal (
  seq {serial} primary key,
  at bigint not null,
  kind text not null,
  desk_id text not null,
  subject text not null,
  note text not null
);
create index journal_at on journal (at);
create index journal_subject on journal (subject, at);

create table flags (
  name text primary key,
  value text not null
);

create table cache (
  key text primary key,
  value text not null,
  until bigint not null
);
create index cache_until on cache (until);
`,
  // Merging the index's parts is put off (measured: a load's longest transactions were merges, at twice the time).
  sqlite: `
create virtual table story_words using fts5 (
  title, text, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
insert into story_words (story_words, rank) values ('automerge', 16);
insert into story_words (story_words, rank) values ('crisismerge', 64);
`,
  postgres: `
create table story_words (
  seq bigint primary key references stories (seq) on delete cascade,
  words tsvector not null
);
create index story_words_words on story_words using gin (words);
`,
  tables: [
    { name: "inbox", key: ["platform", "workspace", "id"], kept: true },
    { name: "conversation", key: ["seq"], kept: true },
    { name: "stories", key: ["seq"], kept: true },
    { name: "sources", key: ["id"], kept: true },
    { name: "desks", key: ["id"], kept: true },
    { name: "desk_places", key: ["channel_key"], kept: true },
    { name: "desk_members", key: ["desk_id", "person_key"], kept: true },
    { name: "subscriptions", key: ["id"], kept: true },
    { name: "deliveries", key: ["id"], kept: true },
    { name: "actions", key: ["id"], kept: true },
    { name: "feedback", key: ["reply_id", "person"], kept: true },
    { name: "journal", key: ["seq"], kept: true },
    { name: "flags", key: ["name"], kept: true },
    { name: "cache", key: ["key"], kept: false },
    { name: "story_words", key: [], kept: false },
  ],
};

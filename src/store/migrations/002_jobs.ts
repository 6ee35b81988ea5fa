/** Schedules (both databases) and jobs (SQLite's queue; on Postgres pg-boss has tables of its own, and these stay empty). */
import type { Migration } from "./migration.ts";

export const jobs: Migration = {
  id: 2,
  name: "jobs",
  both: `
create table job_schedules (
  name text not null,
  key text not null,
  cron text not null,
  zone text not null,
  data text not null,
  catch_up_ms bigint not null,
  next_at bigint not null,
  primary key (name, key)
);
create index job_schedules_next on job_schedules (next_at);

create table jobs (
  id text primary key,
  name text not null,
  key text not null,
  data text not null,
  due_at bigint not null,
  run_at bigint not null,
  tries integer not null,
  attempt integer not null,
  state text not null,
  owner text,
  lease_until bigint,
  ended_at bigint,
  problem text
);
create index jobs_open on jobs (name, run_at) where state in ('waiting', 'running');
create index jobs_ended on jobs (ended_at);
create unique index jobs_waiting on jobs (name, key) where state = 'waiting' and attempt = 0;
`,
  sqlite: "",
  postgres: "",
  tables: [
    { name: "job_schedules", key: ["name", "key"], kept: true },
    { name: "jobs", key: ["id"], kept: true },
  ],
};

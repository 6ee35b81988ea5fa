/** Counts of terms by source and hour, so that what bursts is known without reading six weeks of stories; and whose voice a source is. */
import type { Migration } from "./migration.ts";

const columns = `
  origin text not null,
  at bigint not null,
  stories integer not null,
  terms text not null,
  primary key (origin, at)`;

const after = `
create index trend_hours_at on trend_hours (at);
alter table sources add column voice text;
`;

export const trends: Migration = {
  id: 7,
  name: "trends",
  both: "",
  sqlite: `create table trend_hours (${columns}); ${after}`,
  postgres: `create table trend_hours (${columns}); ${after}`,
  tables: [{ name: "trend_hours", key: ["origin", "at"], kept: true }],
};

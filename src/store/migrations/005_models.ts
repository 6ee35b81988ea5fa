/** Which trained model answers each task: the newest row of a task, and all rows before it as its history. Never pruned. */
import type { Migration } from "./migration.ts";

export const models: Migration = {
  id: 5,
  name: "models",
  both: `
create table deployments (
  task text not null,
  n integer not null,
  kind text not null,
  hash text not null,
  label text not null,
  at bigint not null,
  by_person text not null,
  reason text not null,
  forced smallint not null,
  record text,
  primary key (task, n)
);
`,
  sqlite: "",
  postgres: "",
  tables: [{ name: "deployments", key: ["task", "n"], kept: true }],
};

/** Names that desks added by hand. */
import type { Migration } from "./migration.ts";

export const gazetteer: Migration = {
  id: 10,
  name: "gazetteer",
  both: `
create table gazetteer (
  desk_id text not null,
  folded text not null,
  name text not null,
  kind text not null,
  also text not null,
  by_person text not null,
  at bigint not null,
  primary key (desk_id, folded)
);
`,
  sqlite: "",
  postgres: "",
  tables: [{ name: "gazetteer", key: ["desk_id", "folded"], kept: true }],
};

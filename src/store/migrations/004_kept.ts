/**
 * What a post is found by when somebody points at it, and what tells that a row need not be kept. What is older goes without: a post is
 * found by the platform's id, a button goes with its age. (The databases' own JSON functions refuse texts that ours takes.)
 */
import type { Migration } from "./migration.ts";

export const kept: Migration = {
  id: 4,
  name: "kept",
  both: `
alter table deliveries add column reply_id text;
create index deliveries_reply on deliveries (reply_id);
create index deliveries_posted on deliveries (posted_id);
create index deliveries_due on deliveries (due_at);
alter table actions add column until bigint;
create index actions_made on actions (made_at);
create index inbox_answered on inbox (answered_at);
create index conversation_at on conversation (at);
`,
  sqlite: "",
  postgres: "",
  tables: [],
};

/**
 * Counts of subjects and of tone beside those of words. The archive keeps its stories, so what was counted before is counted anew from it: hours
 * without labels beside hours with them would look as if every subject began today.
 */
import type { Migration } from "./migration.ts";

export const trendLabels: Migration = {
  id: 11,
  name: "trend labels",
  both: `
alter table trend_hours add column labels text not null default '{}';
delete from trend_hours;
delete from flags where name = 'trends.counted';
`,
  sqlite: "",
  postgres: "",
  tables: [],
};

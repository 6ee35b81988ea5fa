/**
 * Every change of the tables, oldest first: a new one is one file and one line here. What has been released is never edited.
 * A column that is added to an old table has a default, so that older backups can be restored.
 */
import { first } from "./001_first.ts";
import { jobs } from "./002_jobs.ts";
import { storySources } from "./003_story_sources.ts";
import { kept } from "./004_kept.ts";
import { models } from "./005_models.ts";
import { learning } from "./006_learning.ts";
import { trends } from "./007_trends.ts";
import { topics } from "./008_topics.ts";
import { storyTerms } from "./009_story_terms.ts";
import { gazetteer } from "./010_gazetteer.ts";
import { trendLabels } from "./011_trend_labels.ts";
import type { Migration } from "./migration.ts";

export type { Migration, TableInfo } from "./migration.ts";

export const migrations: readonly Migration[] = [
  first,
  jobs,
  storySources,
  kept,
  models,
  learning,
  trends,
  topics,
  storyTerms,
  gazetteer,
  trendLabels,
];

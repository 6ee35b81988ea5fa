/** Counts of terms and labels by source and hour. */
import type { Database, TrendCounts, TrendHour } from "../types.ts";
import { columns, fromRow, type StoryRow } from "./archive-rows.ts";
import { placeholders } from "./engine.ts";

interface Row {
  origin: string;
  at: number;
  stories: number;
  terms: string;
  labels: string;
}

/** The number of the last story that was counted. */
const mark = "trends.counted";

export function createTrendCounts(database: Database): TrendCounts {
  return {
    async uncounted(limit) {
      const [flag] = await database.all<{ value: string }>("select value from flags where name = $1", [mark]);
      const after = Number(flag?.value ?? 0);
      const rows = await database.all<StoryRow>(
        `select ${columns} from stories s where s.seq > $1 order by s.seq limit $2`,
        [after, limit],
      );
      return { after, upTo: rows.at(-1)?.seq ?? after, stories: rows.map(fromRow) };
    },

    add: (after, upTo, hours) =>
      database.transaction(async (within) => {
        await within.run("insert into flags (name, value) values ($1, '0') on conflict do nothing", [mark]);
        const moved = await within.run("update flags set value = $2 where name = $1 and value = $3", [
          mark,
          String(upTo),
          String(after),
        ]);
        if (moved === 0) return false;
        for (const hour of hours) {
          const [known] = await within.all<Row>(
            "select origin, at, stories, terms, labels from trend_hours where origin = $1 and at = $2",
            [hour.origin, hour.at],
          );
          const both = known ? sum(fromCounts(known), hour) : hour;
          await within.run(
            `insert into trend_hours (origin, at, stories, terms, labels) values ($1, $2, $3, $4, $5)
             on conflict (origin, at)
             do update set stories = excluded.stories, terms = excluded.terms, labels = excluded.labels`,
            [both.origin, both.at, both.stories, JSON.stringify(both.terms), JSON.stringify(both.labels)],
          );
        }
        return true;
      }),

    async read(origins, since, until) {
      if (!origins.length) return [];
      const rows = await database.all<Row>(
        `select origin, at, stories, terms, labels from trend_hours
         where at >= $1 and at < $2 and origin in (${placeholders(3, origins.length)})`,
        [since, until, ...origins],
      );
      return rows.map(fromCounts);
    },
  };
}

function fromCounts({ origin, at, stories, terms, labels }: Row): TrendHour {
  return {
    ...{ origin, at, stories },
    terms: JSON.parse(terms) as TrendHour["terms"],
    labels: JSON.parse(labels) as TrendHour["labels"],
  };
}

function sum(a: TrendHour, b: TrendHour): TrendHour {
  return {
    ...a,
    stories: a.stories + b.stories,
    terms: bothCounts(a.terms, b.terms),
    labels: bothCounts(a.labels, b.labels),
  };
}

function bothCounts(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>) {
  const counts = new Map(Object.entries(a));
  for (const [key, count] of Object.entries(b)) counts.set(key, (counts.get(key) ?? 0) + count);
  // Words come from outside, "__proto__" too: entries make properties of their own.
  return Object.fromEntries(counts);
}

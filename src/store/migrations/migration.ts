/** What a change of the tables says. */

/** How a table is told to backup, restore and move. */
export interface TableInfo {
  name: string;
  /** Columns of its primary key (or a unique key), for reading it page by page. */
  key: readonly string[];
  /** False: can be made anew (a cache, an index), and is left out of backups. */
  kept: boolean;
}

export interface Migration {
  /** One more than the last. */
  id: number;
  name: string;
  /** Several statements, parted by semicolons. `{serial}` in `both` is a whole-number key that counts by itself. */
  both: string;
  sqlite: string;
  postgres: string;
  /** The tables that it makes. */
  tables: readonly TableInfo[];
}

import type { ArchiveQuery, Database, Queryable, SqlValue } from "../types.ts";
import type { Term } from "./words.ts";

/** What exists twice. `seq` is the story's number in its table. */
export interface WordIndex {
  /** Within the transaction that writes the stories. */
  put(
    within: Pick<Queryable, "run">,
    rows: readonly { seq: number; title: string; text: string }[],
  ): Promise<void>;
  drop(within: Pick<Queryable, "run">, seqs: readonly number[]): Promise<void>;
  clear(within: Pick<Queryable, "run">): Promise<void>;
  /** After a large load. */
  settle(database: Database): Promise<void>;
  /** Of an "any" question, the terms that are worth asking for when so many stories are wanted. */
  telling(database: Database, terms: readonly Term[], limit: number): Promise<readonly Term[]>;
  /**
   * `from … where …` that picks the stories (as `s`) that match; values are added to `params`. `best`: only so many of the best are wanted, and
   * nothing else narrows them; an index that can say which those are gives their `score`.
   */
  matching(
    terms: readonly Term[],
    match: ArchiveQuery["match"],
    params: SqlValue[],
    best?: number,
  ): { from: string; where: string; score?: string };
  /** How well each of those answers: an expression, higher is better, and what it needs (`where` may narrow to those that can come out on top). */
  ranking(
    database: Database,
    terms: readonly Term[],
    query: Pick<ArchiveQuery, "match" | "limit">,
    params: SqlValue[],
  ): Promise<{ from: string; where: string; score: string }>;
}

/** Is there anything to learn from in rows as they come out of a file? */
import { checkData } from "./check.ts";

/** @throws UserError naming the set, when it has no rows, a row's answer is missing or none of `known`, or all answers are the same. */
export function checkAnswers<Row extends { text: string }>(
  set: string,
  rows: readonly Row[],
  answerOf: (row: Row) => unknown,
  known?: readonly string[],
): void {
  const answers = rows.map((row) => {
    const answer = answerOf(row) ?? "";
    const label = typeof answer === "number" && !Number.isFinite(answer) ? "" : String(answer);
    return { text: row.text, label: known && !known.includes(label) ? "" : label, language: "" };
  });
  checkData(set, answers, []);
}

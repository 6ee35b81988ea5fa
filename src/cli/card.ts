/** `card`: a model's card anew, from what stands in its folder and from an evaluation. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { writeCard } from "../learn/card/make-card.ts";

/** @returns the exit code. */
export async function writeCardVerb(
  folder: string,
  { figures, sets = "" }: { figures?: string; sets?: string },
): Promise<number> {
  const path = resolve(folder);
  const evaluation = figures === undefined ? undefined : await readFile(resolve(figures), "utf8");
  writeCard(path, evaluation === undefined ? undefined : { evaluation, sets });
  process.stdout.write(`${join(path, "card.md")}\n`);
  return 0;
}

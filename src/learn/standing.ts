/** What a roll-back goes back to: the deployments of a task as a pile, of which each roll-back takes the top. */
import type { Deployment } from "../types.ts";

/**
 * The models that stand on each other, lowest first; the last answers. An empty pile: what comes with the program.
 * @param history of one task, newest first, from its first row on.
 */
export function standing(history: readonly Deployment[]): readonly Deployment[] {
  const pile: Deployment[] = [];
  for (const one of [...history].reverse())
    if (one.kind === "deploy") pile.push(one);
    else pile.pop();
  return pile;
}

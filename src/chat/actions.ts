/** A button is a stored command: only a random id travels, and a press runs by the presser's own rights. */
import { UserError } from "../errors.ts";
import type { Action, ActionDraft, Actions, Command, Message, Place } from "../types.ts";
import { byName, type Routed } from "./router.ts";
import { inAll } from "./words.ts";

/** @throws UserError for a press that is stale, spent, somebody else's or not known here. */
export async function pressed(
  message: Message,
  actions: Actions,
  commands: readonly Command[],
  now: number,
): Promise<Routed> {
  const taken = await actions.take(message.action ?? "", message.place, message.author, now, message.id);
  if (typeof taken === "string")
    throw new UserError(inAll(`failure.press.${taken}`), inAll("failure.press.mend"));
  return byName(taken.draft.command, taken.draft.options, commands);
}

/** Stores the drafts; their ids go with the reply. */
export function keepAll(
  drafts: readonly ActionDraft[] | undefined,
  place: Place,
  actions: Actions,
  now: number,
): Promise<readonly Action[]> {
  return Promise.all((drafts ?? []).map((draft) => actions.keep(draft, place, now)));
}

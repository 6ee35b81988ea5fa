/** The page of the newsroom's own models: what the command lists, then each model that answers. Pure. */
import type { Reply } from "../../src/types.ts";
import { type Html, h } from "./html.ts";
import { renderReply, type Showing } from "./render.ts";

/** The names of what answers, as the command's own data tells them. */
export function liveModels(reply: Reply | { missing: string } | undefined): readonly string[] {
  if (reply === undefined || "missing" in reply) return [];
  const { tasks } = (reply.data ?? {}) as {
    tasks?: readonly { models: readonly { ref: string; live: boolean }[] }[];
  };
  return (tasks ?? []).flatMap(({ models }) => models.filter(({ live }) => live).map(({ ref }) => ref));
}

export function replyList(replies: readonly Reply[], at: number, showing: Showing): Html {
  return h`<ol class="talk look">${replies.map((reply) => renderReply(reply.id, reply, at, showing))}</ol>`;
}

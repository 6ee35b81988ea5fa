/** What somebody points at: an answer of ours, or a digest that came by itself. */
import type { Services, Store } from "../types.ts";

export function replyAbout({
  inbox,
  deliveries,
}: Pick<Store, "inbox" | "deliveries">): Services["inbox"]["replyAbout"] {
  return async (place, about) => {
    const answer = await inbox.replyAbout(place, about);
    if (answer) return { reply: answer.reply };
    const reply = (await deliveries.about(place, about))?.reply;
    return reply && { reply };
  };
}

/** What somebody points at: an answer of ours, or a digest that came by itself. */
import type { Person, Services, Store } from "../types.ts";

export function replyAbout({
  inbox,
  deliveries,
}: Pick<Store, "inbox" | "deliveries">): Services["inbox"]["replyAbout"] {
  return async (place, about, asker) => {
    const answer = await inbox.replyAbout(place, about);
    if (answer) {
      // A platform's ids can be guessed: being in the place is not enough.
      const own = personKey(asker) === personKey(answer.message.author);
      return own || answer.reply.audience === "channel" ? { reply: answer.reply } : undefined;
    }
    const reply = (await deliveries.about(place, about))?.reply;
    return reply && { reply };
  };
}

const personKey = ({ platform, workspace, id }: Person) => JSON.stringify([platform, workspace, id]);

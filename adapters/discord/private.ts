/** An answer for its author alone where Discord gives no ephemeral message: by direct message, and the place is told so. */
import type { Language, Message, Posted } from "../../src/types.ts";
import { type Api, isCode } from "./api.ts";
import type { Deliver } from "./deliver.ts";
import { type Rendered, renderNote } from "./render.ts";
import { words } from "./words.ts";

/**
 * @param asked the message to answer in its channel with where the answer went; undefined when the place need not know.
 * @returns the direct message; or the note in the channel when direct messages are closed.
 */
export async function answerAlone(
  api: Api,
  deliver: Deliver,
  message: Message,
  rendered: readonly Rendered[],
  deliveryId: string,
  language: Language,
  asked: { channel: string; again: boolean } | undefined,
): Promise<Posted> {
  const note = (sentence: keyof typeof words) => {
    const said = [renderNote(words[sentence][language])];
    const channel = message.place.thread ?? message.place.channel;
    return asked
      ? deliver.answer({ channel, id: message.id, again: asked.again }, said, `${deliveryId}:note`)
      : deliver.post(channel, said, `${deliveryId}:note`);
  };
  try {
    const direct = await api.openDirect(message.author.id);
    const posted = await deliver.post(direct, rendered, deliveryId);
    if (asked) await note("inDirectMessage");
    return posted;
  } catch (error) {
    if (!isCode(error, "noDirectMessages")) throw error;
    return note("directMessagesClosed");
  }
}

/**
 * How a message that was sent is found again after a crash. A nonce is enforced by Discord for some minutes only and is not given
 * back by the history, so what is posted without being asked carries a mark that stays: in the id of its buttons, where it has
 * some, else as a last line in small print. Derived from the delivery, so the same delivery always makes the same marks.
 */
import { createHash } from "node:crypto";

/** 12 hexadecimal digits: 48 bits, looked for among some hundred messages. */
export function markOf(deliveryId: string, part: number): string {
  return createHash("sha256").update(`${deliveryId}#${part}`).digest("hex").slice(0, 12);
}

/** At most 25 characters: https://discord.com/developers/docs/resources/message#create-message */
export function nonceOf(deliveryId: string, part: number): string {
  return createHash("sha256").update(`nonce ${deliveryId}#${part}`).digest("hex").slice(0, 25);
}

/** "-# " is Discord's small print. */
export const smallPrint = (mark: string): string => `-# ⌁ ${mark}`;

/** Characters that small print takes from a message: its line and the line's end. */
export const smallPrintLength = smallPrint("0".repeat(12)).length + 1;

const separator = "~";

export const markedId = (customId: string, mark: string): string => `${customId}${separator}${mark}`;

/** A button's own id, without a mark. */
export const plainId = (customId: string): string => customId.replace(/~[0-9a-f]{12}$/, "");

/** What the search looks at. */
export interface Findable {
  content: string;
  components?: readonly unknown[];
}

export function bears(message: Findable, mark: string): boolean {
  if (message.content.endsWith(smallPrint(mark))) return true;
  return JSON.stringify(message.components ?? []).includes(`${separator}${mark}"`);
}

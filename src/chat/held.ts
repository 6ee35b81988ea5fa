/** What this process works on at this moment: so that what it holds in the inbox, and nobody works on, is found. */
import type { Message, MessageKey } from "../types.ts";

export interface Held {
  /** A message that came twice is held twice. @returns gives it back, once. */
  take(message: Message): () => void;
  has(key: MessageKey): boolean;
  /** Another process had it meanwhile: something of its answer may stand there. */
  lost(key: MessageKey): void;
  wasLost(key: MessageKey): boolean;
}

export const keyOf = ({ place, id }: Message): MessageKey => ({
  platform: place.platform,
  workspace: place.workspace,
  id,
});

const wordOf = ({ platform, workspace, id }: MessageKey) => [platform, workspace, id].join("\n");

export function createHeld(): Held {
  const all = new Map<string, { count: number; lost: boolean }>();
  return {
    take(message) {
      const word = wordOf(keyOf(message));
      const one = all.get(word) ?? { count: 0, lost: false };
      all.set(word, one);
      one.count++;
      let given = false;
      return () => {
        if (given) return;
        given = true;
        if (--one.count === 0) all.delete(word);
      };
    },
    has: (key) => all.has(wordOf(key)),
    lost(key) {
      const one = all.get(wordOf(key));
      if (one) one.lost = true;
    },
    wasLost: (key) => all.get(wordOf(key))?.lost ?? false,
  };
}

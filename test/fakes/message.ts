import type { Message } from "../../src/types.ts";

let count = 0;

/** Somebody at the web page says something; every message has an id of its own. */
export function message(text: string, more: Partial<Message> = {}): Message {
  return {
    id: `m${++count}`,
    kind: "said",
    place: { platform: "test", workspace: "w", channel: "c" },
    author: { platform: "test", workspace: "w", id: "ana", name: "Ana" },
    at: Date.now(),
    text,
    files: [],
    private: false,
    ...more,
  };
}

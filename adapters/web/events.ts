/** What happens in the conversation, as it happens: Server-Sent Events, drawn for the reader's language. */
import type { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { Conversation } from "../../src/types.ts";
import type { WebEnv } from "./guard.ts";
import type { Live, LiveEvent } from "./live.ts";
import { talk } from "./messages.ts";
import { renderEntry, renderNote, renderWork, type Showing } from "./render.ts";

export interface EventStreams {
  /** Ends every open stream; browsers come back by themselves. */
  close(): void;
}

/** Proxies cut what is silent for long. */
const pingEveryMs = 25_000;
/** Open pages at once: far more than one owner has; each keeps a connection and what is drawn for it. */
const mostStreams = 100;

export function addEvents(
  app: Hono<WebEnv>,
  { live, conversation, rates }: { live: Live; conversation: Conversation; rates: boolean },
): EventStreams {
  const open = new Set<() => void>();

  app.get("/events", (c) => {
    if (open.size >= mostStreams)
      return c.text(`There are ${mostStreams} open pages already. Close some.\n`, 503, {
        "retry-after": "60",
      });
    const showing: Showing = { language: c.get("frame").language, rates, notes: live.notes };
    // A browser that comes back says what it saw last.
    const after = Number(c.req.header("last-event-id") ?? c.req.query("after") ?? 0);
    return streamSSE(c, async (stream) => {
      const send = (event: LiveEvent) => stream.writeSSE(drawn(event, showing));
      const ended = Promise.withResolvers<void>();
      open.add(ended.resolve);
      stream.onAbort(ended.resolve);
      const forget = live.watch((event) => void send(event));
      const ping = setInterval(() => void stream.writeSSE({ event: "ping", data: "" }), pingEveryMs).unref();
      try {
        await catchUp(send);
        await ended.promise;
      } finally {
        forget();
        clearInterval(ping);
        open.delete(ended.resolve);
      }
    });

    async function catchUp(send: (event: LiveEvent) => Promise<void>) {
      const missed = await conversation.list(talk, { since: Number.isFinite(after) ? after : 0, limit: 100 });
      for (const entry of missed) await send({ type: "entry", entry });
      for (const work of live.works()) await send({ type: "work", work });
    }
  });

  return {
    close() {
      for (const end of open) end();
      open.clear();
    },
  };
}

function drawn(event: LiveEvent, showing: Showing) {
  switch (event.type) {
    case "entry": {
      const { id, at } = event.entry;
      const data = { id: `e-${id}`, at, html: String(renderEntry(event.entry, showing)) };
      return { event: "entry", id: String(at), data: JSON.stringify(data) };
    }
    case "work": {
      const data = { id: `w-${event.work.id}`, html: String(renderWork(event.work, showing.language)) };
      return { event: "work", data: JSON.stringify(data) };
    }
    case "done":
      return { event: "done", data: JSON.stringify({ id: `w-${event.id}` }) };
    case "note": {
      const { replyId, note } = event;
      const data = { id: `n-${replyId}`, verdict: note.verdict, html: String(renderNote(note)) };
      return { event: "note", data: JSON.stringify(data) };
    }
  }
}

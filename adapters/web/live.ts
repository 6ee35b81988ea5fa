/** What is under way in this process, and who watches: a page that is reloaded finds its question where it was. */
import type { ConversationEntry, Progress } from "../../src/types.ts";

export interface Work {
  /** The message's id. */
  id: string;
  /** What was asked. */
  question: string;
  status: string;
  done?: number;
  of?: number;
  partial: string;
}

/** What was answered to a 👍 or 👎. */
export interface Note {
  verdict: "up" | "down";
  markdown: string;
}

export type LiveEvent =
  | { type: "entry"; entry: ConversationEntry }
  | { type: "work"; work: Work }
  | { type: "done"; id: string }
  | { type: "note"; replyId: string; note: Note };

export interface Live {
  /** Undefined: it is under way already. */
  begin(id: string, question: string): (Progress & { end(): void }) | undefined;
  works(): readonly Work[];
  /** Tells everybody of an entry, each entry once. */
  entry(entry: ConversationEntry): void;
  note(replyId: string, note: Note): void;
  notes: ReadonlyMap<string, Note>;
  watch(listener: (event: LiveEvent) => void): () => void;
  watched(): boolean;
}

/** Partial texts come with every word; people read more slowly. */
const flushEveryMs = 120;
const keptNotes = 500;
const rememberedEntries = 2_000;

export function createLive(): Live {
  const works = new Map<string, Work>();
  const notes = new Map<string, Note>();
  const listeners = new Set<(event: LiveEvent) => void>();
  const told = new Set<string>();
  const waiting = new Set<string>();
  let flushing = false;

  const tell = (event: LiveEvent) => {
    for (const listener of listeners) listener(event);
  };
  const flush = () => {
    flushing = false;
    for (const id of waiting) {
      const work = works.get(id);
      if (work) tell({ type: "work", work });
    }
    waiting.clear();
  };
  const change = (id: string, changes: Partial<Work>) => {
    const work = works.get(id);
    if (!work) return;
    works.set(id, { ...work, ...changes });
    waiting.add(id);
    if (!flushing) setTimeout(flush, flushEveryMs).unref();
    flushing = true;
  };
  /** A bounded memory: the oldest goes. */
  const trim = (
    kept: { size: number; keys(): Iterator<string>; delete(key: string): boolean },
    most: number,
  ) => {
    while (kept.size > most) {
      const oldest = kept.keys().next();
      if (oldest.done) return;
      kept.delete(oldest.value);
    }
  };

  return {
    notes,
    begin(id, question) {
      if (works.has(id)) return undefined;
      const work: Work = { id, question, status: "", partial: "" };
      works.set(id, work);
      tell({ type: "work", work });
      return {
        status: (status, done, of) => change(id, { status, done, of }),
        partial: (partial) => change(id, { partial }),
        end() {
          works.delete(id);
          tell({ type: "done", id });
        },
      };
    },
    works: () => [...works.values()],
    entry(entry) {
      if (told.has(entry.id)) return;
      told.add(entry.id);
      trim(told, rememberedEntries);
      tell({ type: "entry", entry });
    },
    note(replyId, note) {
      notes.delete(replyId);
      notes.set(replyId, note);
      trim(notes, keptNotes);
      tell({ type: "note", replyId, note });
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    watched: () => listeners.size > 0,
  };
}

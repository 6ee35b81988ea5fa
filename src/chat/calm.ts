/** Keeps the bot calm: one message at a time in a thread, a bound on all, and a share for each person. */
import { UserError } from "../errors.ts";
import type { Message } from "../types.ts";
import { inAll } from "./words.ts";

export interface Calm {
  /** Runs the work when the thread's earlier messages are done and a place is free. @throws UserError above a person's share. */
  run<T>(message: Message, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
  readonly underWay: number;
}

/** @param side how many messages are worked on side by side. @param each how many of one person may run or wait. */
export function createCalm(side: number, each: number): Calm {
  const threads = new Map<string, Promise<unknown>>();
  const persons = new Map<string, number>();
  const waiting: (() => void)[] = [];
  let free = side;
  const all = new Set<Promise<unknown>>();

  async function bounded<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  }

  return {
    run(message, work) {
      const person = `${message.author.platform}\n${message.author.workspace}\n${message.author.id}`;
      const count = persons.get(person) ?? 0;
      if (count >= each)
        return Promise.reject(new UserError(inAll("failure.busy"), inAll("failure.busy.mend")));
      persons.set(person, count + 1);
      const thread = threadKey(message);
      const before = threads.get(thread) ?? Promise.resolve();
      const done = before.then(() => bounded(work));
      const settled = done.then(noop, noop).finally(() => {
        const left = (persons.get(person) ?? 1) - 1;
        if (left > 0) persons.set(person, left);
        else persons.delete(person);
        if (threads.get(thread) === settled) threads.delete(thread);
        all.delete(settled);
      });
      threads.set(thread, settled);
      all.add(settled);
      return done;
    },
    async idle() {
      while (all.size > 0) await Promise.all(all);
    },
    get underWay() {
      return all.size;
    },
  };
}

const noop = () => {};

/** A message that begins a thread of its own waits for nobody: on a channel's own level each is its own thread. */
function threadKey({ place, id }: Message): string {
  return [place.platform, place.workspace, place.channel, place.thread ?? id].join("\n");
}

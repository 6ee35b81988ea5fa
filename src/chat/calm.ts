/** Keeps the bot calm: one message at a time in a thread, a bound on all, and a share for each person. */
import { UserError } from "../errors.ts";
import type { Message } from "../types.ts";
import { inAll } from "./words.ts";

export interface Calm {
  /** Runs the work when the thread's earlier messages are done and places are free. @throws UserError when this person has too many waiting. */
  run<T>(message: Message, work: () => Promise<T>): Promise<T>;
  /** The same for what was accepted before, maybe by another process: nobody waits there to be told, so it is never refused. */
  resume<T>(message: Message, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>;
  readonly underWay: number;
}

export interface Bounds {
  /** Messages worked on side by side. */
  side: number;
  /** Of one person, side by side: so that one who asks much does not keep the others waiting. */
  each: number;
  /** Of one person, running and waiting together; above it they are told to wait. */
  most: number;
}

export function createCalm({ side, each, most }: Bounds): Calm {
  const threads = new Map<string, Promise<unknown>>();
  const persons = new Map<string, { count: number; gate: Gate }>();
  const house = createGate(side);
  const all = new Set<Promise<unknown>>();

  function inLine<T>(message: Message, work: () => Promise<T>): Promise<T> {
    const key = personKey(message);
    const person = persons.get(key) ?? { count: 0, gate: createGate(each) };
    persons.set(key, person);
    person.count++;
    const thread = threadKey(message);
    const before = threads.get(thread) ?? Promise.resolve();
    const done = before.then(() => person.gate(() => house(work)));
    const settled = done.then(noop, noop).finally(() => {
      if (--person.count === 0) persons.delete(key);
      if (threads.get(thread) === settled) threads.delete(thread);
      all.delete(settled);
    });
    threads.set(thread, settled);
    all.add(settled);
    return done;
  }

  return {
    run(message, work) {
      if ((persons.get(personKey(message))?.count ?? 0) >= most)
        return Promise.reject(new UserError(inAll("failure.busy"), inAll("failure.busy.mend")));
      return inLine(message, work);
    },
    resume: inLine,
    async idle() {
      while (all.size > 0) await Promise.all(all);
    },
    get underWay() {
      return all.size;
    },
  };
}

type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** At most `places` pieces of work at once, the others in the order in which they came. */
function createGate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

const noop = () => {};

function personKey({ author }: Message): string {
  return [author.platform, author.workspace, author.id].join("\n");
}

/** A message that begins a thread of its own waits for nobody: on a channel's own level each is its own thread. */
function threadKey({ place, id }: Message): string {
  return [place.platform, place.workspace, place.channel, place.thread ?? id].join("\n");
}

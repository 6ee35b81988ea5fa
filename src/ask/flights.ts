/** One call for everybody who wants the same; it ends early only when nobody waits any more. */

export interface Waiter {
  signal: AbortSignal;
  partial(text: string): void;
}

interface Flight {
  controller: AbortController;
  waiters: Set<Waiter>;
  /** The partial text so far, for who joins late. */
  soFar: string | undefined;
  done: Promise<unknown>;
}

/** The work gets a signal of its own, aborted when the last waiter has left, and tells partial text to all who wait. */
export type Share = <T>(
  key: string,
  waiter: Waiter,
  work: (signal: AbortSignal, partial: (text: string) => void) => Promise<T>,
) => Promise<T>;

export function createFlights(): Share {
  const flights = new Map<string, Flight>();

  const begin = <T>(key: string, work: Parameters<Share>[2]): Flight => {
    const controller = new AbortController();
    const waiters = new Set<Waiter>();
    const flight: Flight = { controller, waiters, soFar: undefined, done: Promise.resolve() };
    const partial = (text: string) => {
      flight.soFar = text;
      for (const waiter of waiters) tell(waiter, text);
    };
    flight.done = (work(controller.signal, partial) as Promise<T>).finally(() => flights.delete(key));
    // Its failure reaches every waiter; with none left it has nobody to tell.
    flight.done.catch(() => undefined);
    flights.set(key, flight);
    return flight;
  };

  return async <T>(
    key: string,
    waiter: Waiter,
    work: (signal: AbortSignal, partial: (text: string) => void) => Promise<T>,
  ) => {
    waiter.signal.throwIfAborted();
    let flight = flights.get(key);
    // One that everybody left is on its way down: wait for its end, then begin anew.
    while (flight?.controller.signal.aborted) {
      await flight.done.catch(() => undefined);
      waiter.signal.throwIfAborted();
      flight = flights.get(key);
    }
    const joined = flight ?? begin(key, work);
    joined.waiters.add(waiter);
    if (joined.soFar !== undefined) tell(waiter, joined.soFar);
    const left = Promise.withResolvers<never>();
    const leave = () => {
      joined.waiters.delete(waiter);
      if (joined.waiters.size === 0) joined.controller.abort(waiter.signal.reason);
      left.reject(waiter.signal.reason);
    };
    waiter.signal.addEventListener("abort", leave, { once: true });
    try {
      return (await Promise.race([joined.done, left.promise])) as T;
    } finally {
      waiter.signal.removeEventListener("abort", leave);
      joined.waiters.delete(waiter);
    }
  };
}

/** A waiter's own failure to show something must not end the call of the others. */
function tell(waiter: Waiter, text: string): void {
  if (waiter.signal.aborted) return;
  waiter.partial(text);
}

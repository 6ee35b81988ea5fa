/** How many requests a program may make in a minute. In this process: several that share a database count each for themselves. */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

export interface Rates {
  /** What a window allows. */
  readonly most: number;
  /** Takes one from the quota. `seconds`: until the window ends. */
  take(who: string): Promise<{ allowed: boolean; left: number; seconds: number }>;
}

export const windowSeconds = 60;

/** Undefined where nothing is counted (`perMinute` 0). */
export function createRates(perMinute: number): Rates | undefined {
  if (perMinute === 0) return undefined;
  const limiter = new RateLimiterMemory({ points: perMinute, duration: windowSeconds });
  return {
    most: perMinute,
    async take(who) {
      try {
        return told(true, await limiter.consume(who));
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return told(false, refused);
        throw refused;
      }
    },
  };
}

const told = (allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes) => ({
  allowed,
  left: remainingPoints,
  seconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
});

/** The Retry-After header (RFC 9110 §10.2.3). */

const longest = 7 * 24 * 3600_000;

/** A number of seconds or an HTTP date → ms since 1970, at most a week ahead; undefined when it says nothing of use. */
export function retryMoment(value: string, now: number): number | undefined {
  const text = value.trim();
  if (text === "") return undefined;
  const moment = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(moment) || moment <= now ? undefined : Math.min(moment, now + longest);
}

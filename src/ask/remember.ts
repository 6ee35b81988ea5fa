/** Results of pure work, kept under the scope that may see them. */
import { messageOf } from "../errors.ts";
import type { Cache, Log, Remember, Scope } from "../types.ts";
import { sha256, stableJson } from "./stable.ts";

/** `desk` or `desk|place`: what every key of the scope begins with, and what `Cache.forget` is given. */
export function scopeKey(scope: Scope): string {
  return scope.place === undefined ? part(scope.desk) : `${part(scope.desk)}|${part(scope.place)}`;
}

/** The bar parts a key's parts, so none may hold one. */
function part(text: string): string {
  return text.replace(/[%|]/g, encodeURIComponent);
}

/** The full key: scope, kind, version, and the SHA-256 of the inputs as JSON with sorted members. */
export function rememberKey(kind: string, version: string, inputs: unknown, scope: Scope): string {
  return `${scopeKey(scope)}|${kind}@${version}|${sha256(stableJson(inputs) ?? "")}`;
}

/** What is kept: a wrapper, so that undefined and null are results like any other. */
interface Kept {
  kept: 1;
  value?: unknown;
}

/**
 * Looks, works, keeps. Equal requests under way share one call; a waiter who joined a call that ended because its *beginner* gave up or
 * ran out of time works anew. Only results are kept, never failures. A cache that fails to read or write is a miss, logged when it begins
 * and when it is over.
 */
export function createRemember(cache: Cache, log: Log): Remember {
  const underWay = new Map<string, Promise<unknown>>();
  let failing = false;

  const tolerant = async <T>(what: string, call: () => Promise<T>): Promise<T | undefined> => {
    try {
      const value = await call();
      if (failing) log.info({}, "The cache works again.");
      failing = false;
      return value;
    } catch (error) {
      if (!failing)
        log.warn({ error: messageOf(error) }, `The cache failed to ${what}; going on without it.`);
      failing = true;
      return undefined;
    }
  };

  return async <T>(
    kind: string,
    version: string,
    inputs: unknown,
    scope: Scope,
    ttl: number | ((value: T) => number),
    work: () => Promise<T>,
  ) => {
    const key = rememberKey(kind, version, inputs, scope);
    for (;;) {
      const shared = underWay.get(key);
      if (!shared) break;
      try {
        return (await shared) as { value: T; remembered: boolean };
      } catch (error) {
        if (!gaveUp(error)) throw error;
      }
    }
    const call = (async () => {
      const found = await tolerant("read", () => cache.get(key));
      if (isKept(found)) return { value: found.value as T, remembered: true };
      const value = await work();
      const ms = typeof ttl === "function" ? ttl(value) : ttl;
      if (ms > 0) await tolerant("write", () => cache.set(key, { kept: 1, value } satisfies Kept, ms));
      return { value, remembered: false };
    })().finally(() => underWay.delete(key));
    underWay.set(key, call);
    return call;
  };
}

function isKept(found: unknown): found is Kept {
  return typeof found === "object" && found !== null && "kept" in found && found.kept === 1;
}

function gaveUp(error: unknown): boolean {
  return error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError");
}

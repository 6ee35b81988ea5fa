/**
 * Keyv's store in Redis or Valkey. What is forgotten is looked up by SCAN and deleted: a generation number in the keys would be quicker, but
 * would leave the data itself there until it expires, and "forget" is asked for privacy's sake. It is rare, and SCAN holds nobody up.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { KeyvStoreAdapter } from "keyv";

export interface RedisCache {
  store: KeyvStoreAdapter;
  forget(scopeKey: string): Promise<void>;
  /** "redis 7.0.15 at host:6379". Throws when it does not answer. */
  check(): Promise<string>;
  close(): Promise<void>;
}

/** A first connection may take so long before the server counts as away. */
const firstWaitMs = 2_000;
const scanCount = 1000;
const longestPauseMs = 5_000;

/** `namespace` keeps newsrooms that share a server apart. `onError` hears of everything that goes wrong with the connection. */
export async function openRedis(
  cacheUrl: string,
  namespace: string,
  onError: (error: unknown) => void,
): Promise<RedisCache> {
  const { default: KeyvRedis, createClient } = await import("@keyv/redis");
  const client = createClient({
    url: cacheUrl,
    // While it is away a request fails at once (a miss), instead of waiting in a queue.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 2_000,
      reconnectStrategy: (tries) => Math.min(100 * 2 ** Math.min(tries, 6), longestPauseMs),
    },
  });
  client.on("error", onError);
  // With this strategy it rejects only when it is closed meanwhile; failures to connect come as errors.
  const connected = client.connect().catch(onError);
  await Promise.race([connected, pause(firstWaitMs, undefined, { ref: false })]);
  const store = new KeyvRedis(client, { namespace, throwOnErrors: true });
  const shown = URL.parse(cacheUrl)?.host ?? "its address";

  return {
    store,
    async forget(scopeKey) {
      const begin = globless(`${namespace}::${scopeKey}`);
      await client.unlink(`${namespace}::${scopeKey}`);
      for await (const keys of client.scanIterator({ MATCH: `${begin}|*`, COUNT: scanCount }))
        if (keys.length) await client.unlink(keys);
    },
    async check() {
      const info = String(await client.info("server"));
      const [, valkey] = /valkey_version:(\S+)/.exec(info) ?? [];
      const [, redis] = /redis_version:(\S+)/.exec(info) ?? [];
      return `${valkey ? `valkey ${valkey}` : `redis ${redis}`} at ${shown}`;
    },
    async close() {
      if (client.isReady) await client.close();
      else if (client.isOpen) client.destroy();
    },
  };
}

/** MATCH takes a glob; what we look for is plain. */
function globless(text: string): string {
  return text.replace(/[\\*?[\]^-]/g, "\\$&");
}

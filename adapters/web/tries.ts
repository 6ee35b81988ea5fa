/** Wrong tokens are counted by the address they come from, so that nobody can try many. Where nobody signs in, nobody is counted. */

export interface Tries {
  /** Seconds until the next token from there is looked at; 0: now. */
  wait(remote: string | undefined): number;
  wrong(remote: string | undefined): void;
}

/** Whoever mistypes has them all within a minute. Behind a proxy everybody has one address: who is signed in is not asked, the others wait. */
const most = 10;
const windowMs = 60_000;
/** Addresses that are kept in mind; a network with more of them is better met by a firewall. */
const mostKept = 2_000;

export function createTries(now: () => number): Tries {
  const wrongs = new Map<string, number[]>();
  const recent = (key: string) => (wrongs.get(key) ?? []).filter((at) => at > now() - windowMs);
  return {
    wait(remote) {
      const times = recent(networkOf(remote));
      const [first] = times;
      return times.length >= most && first !== undefined ? Math.ceil((first + windowMs - now()) / 1000) : 0;
    },
    wrong(remote) {
      const key = networkOf(remote);
      const times = [...recent(key), now()];
      wrongs.delete(key);
      wrongs.set(key, times);
      if (wrongs.size > mostKept) wrongs.delete(wrongs.keys().next().value ?? "");
    },
  };
}

/** Whoever has one IPv6 address has the 2^64 beside it. */
function networkOf(remote = ""): string {
  const plain = remote.replace(/^::ffff:/i, "");
  if (!plain.includes(":")) return plain;
  const [head = ""] = plain.split("::");
  return [...head.split(":"), "0", "0", "0", "0"].slice(0, 4).join(":");
}

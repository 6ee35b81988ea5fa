/** From what a person or a page wrote to an address that may be asked. */
import type { LookupAddress, LookupOptions } from "node:dns";
import { lookup as resolveName } from "node:dns/promises";
import { badPort, badScheme, noAddress, privateAddress, unknownHost, withUserinfo } from "./problems.ts";
import { isPublicAddress, literalAddress } from "./public-address.ts";

/** Every address of a name, as the machine's own resolver has them. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

export const resolveBySystem: Resolve = (hostname) => resolveName(hostname, { all: true });

/**
 * Reads an address and refuses what can never be a public page: other schemes, a name or password inside, ports of other
 * services, addresses of closed networks in any notation. Names are checked later, when they are resolved.
 * @throws UserError
 */
export function checkedUrl(text: string, allowPrivate: boolean, base?: string): URL {
  const url = URL.parse(text.trim(), base);
  if (!url) throw noAddress(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw badScheme(url.protocol);
  if (url.username !== "" || url.password !== "") throw withUserinfo();
  if (allowPrivate) return url;
  // Below 1024 stand mail, shells and the like; a request to them is mischief, never a page.
  if (url.port !== "" && Number(url.port) < 1024 && url.port !== "80" && url.port !== "443")
    throw badPort(url.port);
  const literal = literalAddress(url.hostname);
  if (literal && !isPublicAddress(literal)) throw privateAddress(url.hostname);
  return url;
}

type Answer = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/**
 * A `lookup` for sockets: resolves the name once, refuses it when any of its addresses is not public, and hands the socket
 * the very addresses that were checked, so that a name that changes between check and connection gains nothing.
 */
export function checkedLookup(resolve: Resolve, allowPrivate: boolean) {
  return (hostname: string, options: LookupOptions, answer: Answer): void => {
    resolve(hostname).then(
      (found) => {
        const wanted = found.filter((one) => !options.family || one.family === Number(options.family));
        const [first] = wanted;
        if (!first) return answer(unknownHost(hostname, undefined), []);
        if (!allowPrivate && found.some((one) => !isPublicAddress(one.address)))
          return answer(privateAddress(hostname), []);
        if (options.all) answer(null, [...wanted]);
        else answer(null, first.address, first.family);
      },
      (error: unknown) => answer(unknownHost(hostname, error), []),
    );
  };
}

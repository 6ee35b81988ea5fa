/** Which addresses of the internet may be fetched: only those that everybody can reach. */
import ipaddr from "ipaddr.js";

/**
 * True for an IPv4 or IPv6 address that is globally reachable. Everything the IANA special-purpose registries
 * (RFC 6890) set apart is refused: loopback, private, link-local with the metadata service, shared, multicast,
 * documentation, and every IPv6 form that carries an IPv4 address inside (mapped, NAT64, 6to4, Teredo).
 * A text that is no address is refused too.
 */
export function isPublicAddress(address: string): boolean {
  // A zone ("fe80::1%eth0") names an interface of this machine.
  if (address.includes("%") || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  // Only 2000::/3 is given out for global use (RFC 4291 §2.4); what the library does not know yet is refused with the rest.
  return parsed.kind() === "ipv4" || (parsed.toByteArray()[0] ?? 0) >> 5 === 1;
}

/** The address in a URL's host part where that is an address and no name; WHATWG URL has already made 0x7f.1 and 2130706433 plain. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  return ipaddr.isValid(bare) ? bare : undefined;
}

/** Who may call the page, by which name, from where. Pure: settings and headers in, a verdict out. */
import { isIP } from "node:net";

export interface Access {
  /** "open": loopback, the owner's own machine; nobody signs in. "signed": everything but `/healthz` asks for a session. */
  mode: "open" | "signed";
  /** Cookies only over TLS. */
  secure: boolean;
  /** Undefined: the request may go on. The word names what is wrong. */
  refuse(request: RequestFacts): "foreignHost" | "proxied" | "foreign" | undefined;
}

export interface RequestFacts {
  method: string;
  header(name: string): string | undefined;
  /** The other end of the connection; undefined where there is none (a test without a socket). */
  remote: string | undefined;
}

const forwarding = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

export function createAccess(host: string, publicOrigin: string | undefined): Access {
  const origin = publicOrigin ? new URL(publicOrigin) : undefined;
  const open = isLoopback(host) && (!origin || isLoopback(origin.hostname));

  const ownHost = (given: string) => {
    const name = hostname(given);
    if (name === undefined) return false;
    if (open) return isLoopback(name) || name === origin?.hostname;
    return origin ? given === origin.host || isLoopback(name) : true;
  };
  /** Where a change must come from: the page's own origin, as the browser names it. */
  const ownOrigin = (given: string, hostHeader: string) =>
    origin && hostHeader === origin.host ? given === origin.origin : given === `http://${hostHeader}`;

  return {
    mode: open ? "open" : "signed",
    secure: origin?.protocol === "https:",
    refuse({ method, header, remote }) {
      const hostHeader = header("host");
      // A name that an attacker points at 127.0.0.1 (DNS rebinding) is not ours.
      if (!hostHeader || !ownHost(hostHeader)) return "foreignHost";
      if (open && ((remote && !isLoopback(remote)) || forwarding.some((name) => header(name))))
        return "proxied";
      const site = header("sec-fetch-site");
      if (method === "GET" || method === "HEAD") {
        // Another site may link here, but not make this page work unseen (as a picture, a frame, a script).
        const links = header("sec-fetch-mode") === "navigate" && header("sec-fetch-dest") === "document";
        return site === "cross-site" && !links ? "foreign" : undefined;
      }
      const from = header("origin");
      if (from === undefined) return site === undefined || site === "same-origin" ? undefined : "foreign";
      return ownOrigin(from, hostHeader) ? undefined : "foreign";
    },
  };
}

export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, "").replace(/^::ffff:/i, "");
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
}

function hostname(hostHeader: string): string | undefined {
  return URL.parse(`http://${hostHeader}`)?.hostname;
}

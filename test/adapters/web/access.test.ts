import { describe, expect, it } from "vitest";
import { createAccess } from "../../../adapters/web/access.ts";

const ask = (
  access: ReturnType<typeof createAccess>,
  method: string,
  headers: Record<string, string>,
  remote = "127.0.0.1",
) => access.refuse({ method, header: (name) => headers[name], remote });

describe("who may call the page", () => {
  const open = createAccess("127.0.0.1", undefined);
  const signed = createAccess("0.0.0.0", undefined);
  const proxied = createAccess("127.0.0.1", "https://desk.example");

  it("asks nobody to sign in on the owner's own machine, and everybody elsewhere", () => {
    expect(open.mode).toBe("open");
    expect(createAccess("::1", undefined).mode).toBe("open");
    expect(createAccess("localhost", "http://localhost:3000").mode).toBe("open");
    expect(signed.mode).toBe("signed");
    expect(createAccess("192.168.1.4", undefined).mode).toBe("signed");
    expect(proxied.mode).toBe("signed");
    expect(proxied.secure).toBe(true);
  });

  it("answers to its own names alone: a name that is pointed at this machine is refused", () => {
    for (const host of ["127.0.0.1:3000", "localhost:3000", "[::1]:3000", "127.8.8.8"])
      expect(ask(open, "GET", { host })).toBeUndefined();
    for (const host of [
      "evil.example",
      "evil.example:3000",
      "127.0.0.1.evil.example",
      "localhost.evil.example",
      "",
    ])
      expect(ask(open, "GET", { host })).toBe("foreignHost");
    expect(ask(open, "GET", {})).toBe("foreignHost");
    expect(ask(proxied, "GET", { host: "desk.example" })).toBeUndefined();
    expect(ask(proxied, "GET", { host: "evil.example" })).toBe("foreignHost");
  });

  it("does not let a proxy open the owner's page to the world", () => {
    const host = "127.0.0.1:3000";
    expect(ask(open, "GET", { host, "x-forwarded-for": "8.8.8.8" })).toBe("proxied");
    expect(ask(open, "GET", { host }, "192.168.1.9")).toBe("proxied");
    expect(ask(open, "GET", { host }, "::ffff:127.0.0.1")).toBeUndefined();
  });

  it("takes changes from its own pages alone", () => {
    const host = "127.0.0.1:3000";
    expect(ask(open, "POST", { host, origin: "http://127.0.0.1:3000" })).toBeUndefined();
    for (const origin of ["http://evil.example", "http://127.0.0.1:4000", "https://127.0.0.1:3000", "null"])
      expect(ask(open, "POST", { host, origin })).toBe("foreign");
    expect(ask(open, "POST", { host, "sec-fetch-site": "cross-site" })).toBe("foreign");
    expect(ask(proxied, "POST", { host: "desk.example", origin: "https://desk.example" })).toBeUndefined();
    expect(ask(proxied, "POST", { host: "desk.example", origin: "http://desk.example" })).toBe("foreign");
  });

  it("may be linked to, but not put to work unseen by another site", () => {
    const host = "127.0.0.1:3000";
    const other = { host, "sec-fetch-site": "cross-site" };
    const link = { ...other, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect(ask(open, "GET", link)).toBeUndefined();
    expect(ask(open, "GET", { ...link, "sec-fetch-dest": "iframe" })).toBe("foreign");
    expect(ask(open, "GET", { ...other, "sec-fetch-mode": "no-cors" })).toBe("foreign");
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkedLookup, checkedUrl } from "../../src/net/address.ts";
import { fetchProblem } from "../../src/net/problems.ts";
import { isPublicAddress } from "../../src/net/public-address.ts";

const closed = [
  "0.0.0.0",
  "10.1.2.3",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.8",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.51.100.7",
  "203.0.113.9",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "::ffff:7f00:1",
  "::ffff:0:127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b::8.8.8.8",
  "64:ff9b:1::a00:1",
  "100::1",
  "2001::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "3fff::1",
  "5f00::1",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "",
  "localhost",
  "example.org",
];

describe("an address is public", () => {
  test.each(closed)("not %s", (address) => expect(isPublicAddress(address)).toBe(false));
  test.each([
    "8.8.8.8",
    "93.184.216.34",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "2a00:1450:4001::8",
  ])("%s", (address) => expect(isPublicAddress(address)).toBe(true));

  const octet = fc.nat(255);
  const privateV4 = fc.oneof(
    fc.tuple(fc.constantFrom(0, 10, 127), octet, octet, octet),
    fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
    fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
    fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
    fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
  );

  test("in no notation of a closed IPv4 address", () => {
    const notations = (parts: readonly number[]) => {
      const [a = 0, b = 0, c = 0, d = 0] = parts;
      const whole = a * 2 ** 24 + b * 2 ** 16 + c * 256 + d;
      const hex = (part: number) => part.toString(16).padStart(2, "0");
      return [
        parts.join("."),
        `${parts.join(".")}.`,
        String(whole),
        `0x${whole.toString(16)}`,
        `0${whole.toString(8)}`,
        parts.map((part) => `0x${part.toString(16)}`).join("."),
        parts.map((part) => `0${part.toString(8)}`).join("."),
        `${a}.${b * 2 ** 16 + c * 256 + d}`,
        `${a}.${b}.${c * 256 + d}`,
        `[::ffff:${parts.join(".")}]`,
        `[::ffff:${hex(a)}${hex(b)}:${hex(c)}${hex(d)}]`,
        `[64:ff9b::${hex(a)}${hex(b)}:${hex(c)}${hex(d)}]`,
        `[64:ff9b:1::${hex(a)}${hex(b)}:${hex(c)}${hex(d)}]`,
        `[2002:${hex(a)}${hex(b)}:${hex(c)}${hex(d)}::]`,
        `[::${parts.join(".")}]`,
        // Full-width digits are digits to a URL.
        parts.join("。"),
        [...parts.join(".")]
          .map((one) => (one === "." ? "." : String.fromCodePoint(0xff10 + Number(one))))
          .join(""),
      ];
    };
    fc.assert(
      fc.property(privateV4, (parts) => {
        for (const host of notations(parts)) {
          let problem: unknown;
          try {
            checkedUrl(`http://${host}/x`, false);
          } catch (error) {
            problem = fetchProblem(error)?.code;
          }
          expect(problem, host).toBe("private");
        }
      }),
    );
  });

  test("whatever is written, what is let through is http(s), has no userinfo and no closed address", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl({ withFragments: true }), fc.ipV4(), fc.ipV6()), (text) => {
        for (const candidate of [text, `http://${text}`, `https://[${text}]/`]) {
          try {
            const url = checkedUrl(candidate, false);
            expect(["http:", "https:"]).toContain(url.protocol);
            expect(url.username + url.password).toBe("");
            if (/^[\d.]+$|^\[/.test(url.hostname))
              expect(isPublicAddress(url.hostname.replace(/^\[|\]$/g, ""))).toBe(true);
          } catch (error) {
            expect(fetchProblem(error)).toBeDefined();
          }
        }
      }),
    );
  });
});

describe("an address to read", () => {
  const code = (text: string) => {
    try {
      return checkedUrl(text, false).href;
    } catch (error) {
      return fetchProblem(error)?.code;
    }
  };
  test.each([
    "file:///etc/passwd",
    "ftp://a.example/",
    "gopher://a.example",
    "data:text/plain,x",
    "javascript:1",
  ])("is not %s", (text) => expect(code(text)).toBe("address"));
  test("has no name and password in it", () => expect(code("https://a:b@news.example/")).toBe("address"));
  test("has no port of another service", () => {
    expect(code("http://news.example:25/")).toBe("address");
    expect(code("http://news.example:8080/")).toBe("http://news.example:8080/");
  });
});

describe("a name is resolved once and its checked addresses are used", () => {
  const look = (addresses: readonly string[], allowPrivate = false) =>
    new Promise<{ error: Error | null; found: unknown; asked: number }>((done) => {
      let asked = 0;
      const lookup = checkedLookup(async () => {
        asked++;
        return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
      }, allowPrivate);
      lookup("name.example", { all: true }, (error, found) => done({ error, found, asked }));
    });

  test("all public: exactly these", async () => {
    const { error, found, asked } = await look(["93.184.216.34", "2606:4700::1111"]);
    expect(error).toBeNull();
    expect(found).toEqual([
      { address: "93.184.216.34", family: 4 },
      { address: "2606:4700::1111", family: 6 },
    ]);
    expect(asked).toBe(1);
  });
  test("one closed among public ones: refused", async () => {
    const { error } = await look(["93.184.216.34", "169.254.169.254"]);
    expect(fetchProblem(error)?.code).toBe("private");
  });
  test("none: an unknown name", async () => expect(fetchProblem((await look([])).error)?.code).toBe("name"));
  test("closed ones where the setting allows them", async () =>
    expect((await look(["127.0.0.1"], true)).error).toBeNull());
});

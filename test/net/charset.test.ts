import { describe, expect, it } from "vitest";
import { decodeText } from "../../src/net/charset.ts";

describe("a text without a declared charset", () => {
  it("is UTF-8 also when it was cut inside a character", () => {
    const bytes = Buffer.from("消息来源说，大桥在周一关闭。".repeat(50));
    for (const lost of [1, 2, 3])
      expect(decodeText(bytes.subarray(0, bytes.length - lost), "text/plain")).toMatch(
        /^(消息来源说，大桥在周一关闭。){49}消息来源说，大桥在周一关闭$/,
      );
  });

  it("is no UTF-8 when something in the middle is none", () => {
    expect(decodeText(Buffer.from("caf\xe9 and more", "latin1"), "text/plain")).toBe("café and more");
    expect(decodeText(Buffer.from("a good caf\xe9", "latin1"), "text/plain")).toBe("a good café");
  });
});

import { describe, expect, it } from "vitest";
import { createCalm } from "../../src/chat/calm.ts";
import { UserError } from "../../src/errors.ts";
import { message } from "../fakes/message.ts";

const inThread = (thread: string, id = "ana") =>
  message("x", {
    place: { platform: "test", workspace: "w", channel: "c", thread },
    author: { platform: "test", workspace: "w", id, name: id },
  });

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe("keeping calm", () => {
  it("works on one thread's messages in order, on others side by side", async () => {
    const calm = createCalm({ side: 8, each: 8, most: 8 });
    const order: string[] = [];
    const first = gate();
    const one = calm.run(inThread("a"), async () => {
      await first.opened;
      order.push("a1");
    });
    const two = calm.run(inThread("a"), async () => order.push("a2"));
    await calm.run(inThread("b"), async () => order.push("b1"));
    first.open();
    await Promise.all([one, two]);
    expect(order).toEqual(["b1", "a1", "a2"]);
  });

  it("goes on with a thread after a failure in it", async () => {
    const calm = createCalm({ side: 8, each: 8, most: 8 });
    await expect(calm.run(inThread("a"), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await calm.run(inThread("a"), async () => "yes")).toBe("yes");
  });

  it("never works on more than its bound at once, and gets through all", async () => {
    const calm = createCalm({ side: 3, each: 100, most: 100 });
    let now = 0;
    let most = 0;
    const all = Array.from({ length: 40 }, (_, n) =>
      calm.run(inThread(`t${n}`), async () => {
        most = Math.max(most, ++now);
        await new Promise((resolve) => setImmediate(resolve));
        now--;
      }),
    );
    await Promise.all(all);
    expect(most).toBe(3);
  });

  it("lets the others through while one person's many questions wait", async () => {
    const calm = createCalm({ side: 8, each: 2, most: 10 });
    const held = gate();
    let running = 0;
    const many = Array.from({ length: 6 }, (_, n) =>
      calm.run(inThread(`m${n}`), async () => {
        running++;
        await held.opened;
      }),
    );
    await calm.run(inThread("other", "ben"), async () => {});
    expect(running).toBe(2);
    held.open();
    await Promise.all(many);
    expect(running).toBe(6);
  });

  it("gives each person a share, and the share back", async () => {
    const calm = createCalm({ side: 8, each: 2, most: 2 });
    const held = gate();
    const running = [calm.run(inThread("1"), () => held.opened), calm.run(inThread("2"), () => held.opened)];
    await expect(calm.run(inThread("3"), async () => {})).rejects.toThrow(UserError);
    await calm.run(inThread("4", "ben"), async () => {});
    held.open();
    await Promise.all(running);
    await calm.idle();
    await calm.run(inThread("5"), async () => {});
    await calm.idle();
    expect(calm.underWay).toBe(0);
  });
});

/** What every platform owes the house, in the words of those who sit at it. Each adapter's test makes a `Harness` over its stand-in. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Adapter, Message, Reply } from "../../src/types.ts";
import { type FakeHost, fakeHost, reply } from "../fakes/host.ts";

export interface Shown {
  /** What a person reads, as the platform's own markup. */
  text: string;
  /** Platform's thread (or the asking message's id), when it stands in one. */
  thread?: string;
  /** Only one person sees it. */
  ephemeral: boolean;
  /** Ids of buttons, as they travel. */
  buttons: readonly string[];
}

/** A picture as it reached the platform. */
export interface ShownPicture {
  /** The words for who cannot see it, wherever the platform keeps them. */
  alt: string;
  /** base64; absent where a platform has words alone. */
  data?: string;
  /** As of `Shown`. */
  thread?: string;
}

export interface Harness {
  adapter: Adapter;
  /** A person says this to the bot; the promise is of the platform having handed it over. Gives a handle for `again`. */
  say(text: string): Promise<unknown>;
  /** The platform delivers the same thing once more. Absent where a platform cannot (terminal). */
  again?(said: unknown): Promise<void>;
  /** A button of a shown reply is pressed. */
  press?(id: string): Promise<void>;
  /** Everything that the bot shows in the place now: finished messages, not statuses. */
  shown(): Promise<readonly Shown[]>;
  /** Every picture that stands in the place. */
  pictures(): Promise<readonly ShownPicture[]>;
  close(): Promise<void>;
}

/** A whole picture of one pixel. */
export const tinyPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

export function adapterContract(
  name: string,
  make: (host: FakeHost) => Promise<Harness>,
  limit: number,
): void {
  describe(`${name}: the contract of a platform`, () => {
    let harness: Harness | undefined;
    let host: FakeHost;
    let answer: (message: Message) => Reply | Promise<Reply>;

    beforeEach(() => {
      answer = (message) => reply(`You said: ${message.text}`);
      host = fakeHost((message) => answer(message));
    });
    afterEach(async () => {
      await harness?.close();
      harness = undefined;
    });
    const begin = async () => {
      harness = await make(host);
      return harness;
    };
    const lastMessage = () => {
      const message = host.accepted.at(-1);
      if (!message) throw new Error("no message was accepted");
      return message;
    };

    it("answers what was said, once, where it was asked", async () => {
      const it = await begin();
      await it.say("what is new at the harbour?");
      await vi.waitFor(async () => expect(await it.shown()).toHaveLength(1), 10_000);
      await host.idle();
      const [shown] = await it.shown();
      expect(shown?.text).toContain("what is new at the harbour?");
      expect(host.accepted).toHaveLength(1);
      expect(lastMessage().kind).toBe("said");
      expect(lastMessage().place.platform).toBe(it.adapter.platform);
      expect(host.failures).toEqual([]);
    });

    it("answers once when the platform delivers twice", async () => {
      const it = await begin();
      if (!it.again) return;
      const said = await it.say("hello");
      await it.again(said);
      await vi.waitFor(
        () => expect(host.repeats.length + host.accepted.length).toBeGreaterThanOrEqual(2),
        10_000,
      );
      await host.idle();
      expect(await it.shown()).toHaveLength(1);
    });

    it("hands over messages that are plain JSON, with times in ms", async () => {
      const it = await begin();
      await it.say("plain");
      await vi.waitFor(() => expect(host.accepted).toHaveLength(1), 10_000);
      await host.idle();
      const message = lastMessage();
      expect(JSON.parse(JSON.stringify(message))).toEqual(message);
      expect(Math.abs(message.at - Date.now())).toBeLessThan(60 * 60_000);
      expect(message.text).toBe("plain");
    });

    it("splits what is too long, and loses nothing", async () => {
      const it = await begin();
      const sentence = "The council met again on the harbour wall and put it off. ";
      const count = Math.ceil((limit * 2.2) / sentence.length);
      answer = () => reply(Array.from({ length: count }, (_, n) => `${n}. ${sentence}`).join("\n\n"));
      await it.say("long");
      await vi.waitFor(
        async () =>
          expect((await it.shown()).map((one) => one.text).join("\n")).toContain(`${count - 1}. The council`),
        10_000,
      );
      await host.idle();
      const all = (await it.shown()).map((one) => one.text).join("\n");
      expect(all.match(/harbour wall/g)).toHaveLength(count);
      expect(host.failures).toEqual([]);
    });

    it("posts the same delivery once", async () => {
      const it = await begin();
      await it.say("first");
      await vi.waitFor(async () => expect(await it.shown()).toHaveLength(1), 10_000);
      await host.idle();
      const { thread: _, ...place } = lastMessage().place;
      await it.adapter.post(place, reply("The morning digest"), "digest:1:1000");
      await it.adapter.post(place, reply("The morning digest"), "digest:1:1000");
      const digests = async () => (await it.shown()).filter((one) => one.text.includes("The morning digest"));
      await vi.waitFor(async () => expect(await digests()).toHaveLength(1), 10_000);
      await it.say("after it");
      await vi.waitFor(
        async () => expect((await it.shown()).some((one) => one.text.includes("after it"))).toBe(true),
        10_000,
      );
      expect(await digests()).toHaveLength(1);
    });

    it("finishes a message that a crash left open, and does not send twice what stands there already", async () => {
      const it = await begin();
      await it.say("unfinished business");
      await vi.waitFor(async () => expect(await it.shown()).toHaveLength(1), 10_000);
      await host.idle();
      const message = lastMessage();
      // What stands there already:
      const view = it.adapter.resume(message);
      await view.show(reply(`You said: ${message.text}`), `reply:${message.id}`);
      expect((await it.shown()).filter((one) => one.text.includes("unfinished business"))).toHaveLength(1);
    });

    it("brings a picture with its words, once, where it was asked", async () => {
      const it = await begin();
      const alt = "Mentions of harbour bridge, 3–9 March: mostly 0–3, peak 17 on 7 March at 14:00";
      const data = tinyPng.toString("base64");
      const chart = { name: "time.png", type: "image/png", data, alt } as const;
      answer = () => reply("See the chart", { images: [chart] });
      const said = await it.say("chart");
      await vi.waitFor(async () => expect(await it.pictures()).toHaveLength(1), 10_000);
      await host.idle();
      const [picture] = await it.pictures();
      const text = (await it.shown()).find((one) => one.text.includes("See the chart"));
      expect(text).toBeDefined();
      const there = picture && "data" in picture ? { alt, data } : { alt };
      expect(picture).toEqual({ ...there, ...(text?.thread && { thread: text.thread }) });
      if (it.again) {
        await it.again(said);
        await vi.waitFor(() => expect(host.repeats).toHaveLength(1), 10_000);
      }
      // As after a crash: what stands there already is not sent again.
      const message = lastMessage();
      await it.adapter
        .resume(message)
        .show(reply("See the chart", { images: [chart] }), `reply:${message.id}`);
      await host.idle();
      expect(await it.pictures()).toHaveLength(1);
      expect(host.failures).toEqual([]);
    });

    it("pings nobody, whatever the text says", async () => {
      const it = await begin();
      answer = () =>
        reply("Hello @everyone, @here, <!channel>, <!here>, <@U123>, <@&99>, <@123456789012345678>");
      await it.say("loud");
      await vi.waitFor(async () => expect(await it.shown()).toHaveLength(1), 10_000);
      await host.idle();
      const [shown] = await it.shown();
      expect(shown?.text).not.toMatch(/(?<!\\)<(!|@)/);
    });

    it("carries buttons, and a press comes back as its id", async () => {
      const it = await begin();
      if (!it.press) return;
      const id = "abcdefghijklmnopqrstuvwxyz012345";
      answer = (message) =>
        message.kind === "pressed"
          ? reply("pressed")
          : reply("choose", { actions: [{ id, label: "Another one" }] });
      await it.say("buttons");
      await vi.waitFor(async () => expect((await it.shown())[0]?.buttons).toEqual([id]), 10_000);
      await it.press(id);
      await vi.waitFor(() => expect(lastMessage().kind).toBe("pressed"), 10_000);
      await host.idle();
      expect(lastMessage().action).toBe(id);
      expect(host.failures).toEqual([]);
    });

    it("finishes what is under way when it is stopped, and may be stopped twice", async () => {
      const it = await begin();
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      answer = async () => {
        await held;
        return reply("slow but sure");
      };
      await it.say("slow");
      await vi.waitFor(() => expect(host.accepted).toHaveLength(1), 10_000);
      const stopped = it.adapter.stop();
      release();
      await stopped;
      await it.adapter.stop();
      await vi.waitFor(
        async () => expect((await it.shown()).some((one) => one.text.includes("slow but sure"))).toBe(true),
        10_000,
      );
    });

    it("gives what was said in the place, oldest first, to its members", async () => {
      const it = await begin();
      await it.say("one for the record");
      await vi.waitFor(async () => expect(await it.shown()).toHaveLength(1), 10_000);
      await host.idle();
      const message = lastMessage();
      const said = [];
      for await (const one of it.adapter.history(message.place, { limit: 50 }, message.author))
        said.push(one);
      expect(said.map((one) => one.text).join("\n")).toContain("one for the record");
      expect([...said].sort((a, b) => a.at - b.at)).toEqual(said);
    });
  });
}

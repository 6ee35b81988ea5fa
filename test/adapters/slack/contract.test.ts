import { afterEach, expect } from "vitest";
import { adapterContract, type Harness, type Shown, type ShownPicture } from "../../contracts/adapter.ts";
import { startBot } from "../../fakes/slack/bot.ts";
import type { Json, Sent, SlackStandIn } from "../../fakes/slack/server.ts";

const channel = "C0DESK";
const problems: string[] = [];

afterEach(() => {
  expect(problems.splice(0)).toEqual([]);
});

function shownOf(blocks: readonly Json[] | undefined, text: string) {
  const texts = (blocks ?? []).flatMap(
    (block) => ((block.text as Json | undefined)?.text as string | undefined) ?? [],
  );
  const elements = (blocks ?? []).flatMap((block) => (block.elements as Json[] | undefined) ?? []);
  return {
    text: texts.length > 0 ? texts.join("\n") : text,
    buttons: elements.filter((one) => one.type === "button").map((one) => String(one.value)),
  };
}

function shown(slack: SlackStandIn): readonly Shown[] {
  return [
    ...slack.replies(channel).map((one) => ({
      ...shownOf(one.blocks, one.text),
      ephemeral: false,
      ...(one.threadTs && { thread: one.threadTs }),
    })),
    ...slack.ephemerals(channel).map((one) => ({ ...shownOf(one.blocks, one.text), ephemeral: true })),
  ];
}

const pictures = (slack: SlackStandIn): readonly ShownPicture[] =>
  slack.state.messages
    .filter((one) => one.channel === channel && one.botId)
    .flatMap((one) =>
      (one.files ?? []).map(({ id }) => {
        const file = slack.state.files.get(String(id));
        const data = Buffer.from(file?.bytes ?? []).toString("base64");
        return { alt: file?.altText ?? "", data, ...(one.threadTs && { thread: one.threadTs }) };
      }),
    );

for (const way of ["socket", "http"] as const)
  adapterContract(
    `slack by ${way}`,
    async (host): Promise<Harness> => {
      const { slack, adapter, close } = await startBot(host, way);
      return {
        adapter,
        say: (text) => slack.say(text),
        again: async (said) => void (await slack.redeliver(said as Sent)),
        press: async (id) => void (await slack.press(id)),
        shown: async () => shown(slack),
        pictures: async () => pictures(slack),
        async close() {
          await close();
          problems.push(...slack.state.problems);
        },
      };
    },
    12_000,
  );

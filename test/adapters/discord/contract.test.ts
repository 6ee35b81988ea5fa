import { plainId } from "../../../adapters/discord/marks.ts";
import { adapterContract } from "../../contracts/adapter.ts";
import type { Stored } from "../../fakes/discord/world.ts";
import { stage } from "./stage.ts";

adapterContract(
  "discord",
  async (host) => {
    const { adapter, standIn, close } = await stage(host);
    return {
      adapter,
      say: async (text) => standIn.say(text),
      again: async (said) => standIn.redeliver((said as Stored).id),
      press: async (id) => void standIn.press(id),
      shown: async () =>
        standIn.fromBot().map((one) => ({
          text: one.content,
          ...(one.message_reference ? { thread: one.message_reference.message_id } : {}),
          ephemeral: (one.flags & 64) !== 0,
          buttons: one.components.flatMap((row) => row.components.map((button) => plainId(button.custom_id))),
        })),
      pictures: () =>
        Promise.all(
          standIn.fromBot().flatMap((one) =>
            one.attachments.map(async ({ url, description }) => ({
              alt: description ?? "",
              data: Buffer.from(await (await fetch(url)).arrayBuffer()).toString("base64"),
              ...(one.message_reference ? { thread: one.message_reference.message_id } : {}),
            })),
          ),
        ),
      close,
    };
  },
  2000,
);

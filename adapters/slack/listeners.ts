/** Every way in: what Bolt hears is parsed, settled and handed to the host. */
import type { App } from "@slack/bolt";
import { messageOf } from "../../src/errors.ts";
import type { Host, Log, Message, View } from "../../src/types.ts";
import type { SlackApi } from "./api.ts";
import { formNeeded, formView, readForm } from "./form.ts";
import type { Acknowledging } from "./late.ts";
import { parsePress, parseReaction, parseSaid, parseShortcut, parseSlash, type Self } from "./parse.ts";
import type {
  ButtonPress,
  EventEnvelope,
  FormSubmission,
  MessageShortcut,
  ReactionEvent,
  SaidEvent,
  SlashCommand,
} from "./payloads.ts";
import type { Directory } from "./people.ts";
import type { ViewOf } from "./view.ts";

export interface ListenerParts {
  api: SlackApi;
  host: Host;
  directory: Directory;
  log: Log;
  prefix: string;
  self(): Self;
  now(): number;
  /** The thread that one of the bot's messages stands in, when it is known. */
  threadOf(channel: string, ts: string): string | undefined;
  view(of: ViewOf): View;
}

export function listen(app: App, parts: ListenerParts): void {
  const { api, host, directory, log, prefix, self, now } = parts;

  /** @param context Bolt's, with what `late.ts` put there. */
  async function hand(
    parsed: Message | undefined,
    context: unknown,
    acknowledge?: () => Promise<void>,
  ): Promise<void> {
    if (!parsed) return;
    const late = context as Acknowledging;
    late.take();
    const message = await directory.settle(parsed);
    const view = parts.view({
      message,
      language: () => host.language(message.author, message.place),
      acknowledge: acknowledge ?? (() => late.acknowledge()),
      resumed: false,
    });
    await host.handle(message, view);
  }

  app.event("app_mention", ({ event, body, context }) =>
    hand(parseSaid(event as SaidEvent, body as EventEnvelope, self()), context),
  );

  app.event("message", ({ event, body, context }) =>
    hand(parseSaid(event as SaidEvent, body as EventEnvelope, self()), context),
  );

  app.event("reaction_added", ({ event, body, context }) => {
    const reaction = event as ReactionEvent;
    const thread = parts.threadOf(reaction.item.channel ?? "", reaction.item.ts ?? "");
    return hand(parseReaction(reaction, body as EventEnvelope, self(), thread), context);
  });

  app.command(/.*/, async ({ command, ack, context }) => {
    const slash = command as SlashCommand;
    const parsed = parseSlash(slash, prefix, now());
    const need = formNeeded(slash, prefix, host.commands);
    if (need) {
      // Slack takes a form only within three seconds; nothing was asked yet that could be lost.
      await ack();
      const { author, place, token } = await directory.settle(parsed);
      const language = await host.language(author, place);
      try {
        const view = formView(need, { place, ...(token && { token }) }, language);
        await api.call("views.open", { trigger_id: slash.trigger_id, view });
        return;
      } catch (error) {
        log.warn({ error: messageOf(error), command: need.command.name }, "Slack did not open the form");
      }
    }
    await hand(parsed, context, () => ack());
  });

  app.action(/^action:/, async ({ body, ack, context }) => {
    await hand(parsePress(body as unknown as ButtonPress, self(), now()), context, () => ack());
  });

  app.view(/^form:/, async ({ body, ack, context }) => {
    const given = body as unknown as FormSubmission;
    const read = readForm(given, self(), host.commands, now());
    if (!read) return;
    if ("message" in read) return hand(read.message, context, () => ack());
    const { author } = await directory.settle(read.asked);
    const language = await host.language(author, read.asked.place);
    const errors = Object.fromEntries(
      Object.entries(read.problems).map(([block, words]) => [block, words[language]]),
    );
    await ack({ response_action: "errors", errors });
  });

  app.shortcut(/.*/, async ({ shortcut, ack, context }) => {
    if (shortcut.type !== "message_action") return;
    await hand(parseShortcut(shortcut as unknown as MessageShortcut, self(), now()), context, () => ack());
  });
}

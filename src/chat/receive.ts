/** The bot is one function, from a message to a reply. */
import { randomBytes } from "node:crypto";
import { UserError } from "../errors.ts";
import type {
  Actions,
  Audience,
  Command,
  Desks,
  Language,
  Log,
  Message,
  Progress,
  Reply,
  Services,
} from "../types.ts";
import { keepAll, pressed } from "./actions.ts";
import { failureAnswer, failureOf } from "./failure.ts";
import { patient } from "./progress.ts";
import { demand, roleOf } from "./roles.ts";
import { type Routed, route } from "./router.ts";
import { inAll, languageOfLocale, languageOfText } from "./words.ts";

export interface ReceiveParts {
  commands: readonly Command[];
  /** Where unknown words go. */
  search: Command;
  /** Asked for each message, which keeps them to its end: what is exchanged meanwhile (a model) is for the next one. */
  services(): Promise<Services>;
  desks: Desks;
  actions: Actions;
  log: Log;
  now(): number;
  /** ms for one command. */
  timeLimit: number;
}

/** A message that was understood, or the reason why not: enough to know who may see the reply. */
export type Understood = { audience: Audience } & ({ routed: Routed } | { error: unknown });

export interface Receive {
  /** Reads the message; contacts nothing but the store. Never rejects. */
  understand(message: Message): Promise<Understood>;
  /** Runs it. Never rejects: a failure is a reply. */
  answer(understood: Understood, message: Message, progress: Progress, stopping: AbortSignal): Promise<Reply>;
  /** The language for this person in this place. */
  language(message: Pick<Message, "author" | "place">, wrote?: Language): Promise<Language>;
}

export function createReceive(parts: ReceiveParts): Receive {
  const { commands, search, services, desks, actions, log, now, timeLimit } = parts;

  async function understand(message: Message): Promise<Understood> {
    try {
      const routed =
        message.kind === "pressed"
          ? await pressed(message, actions, commands, now())
          : route(message, commands, search);
      return { routed, audience: routed.audience };
    } catch (error) {
      // What is wrong with somebody's press or form is for their eyes; a typed line is answered where it was typed.
      return { error, audience: message.kind === "said" ? "channel" : "author" };
    }
  }

  async function language(
    { author, place }: Pick<Message, "author" | "place">,
    wrote?: Language,
  ): Promise<Language> {
    if (wrote === "zh") return "zh";
    const desk = await desks.of(place);
    return desk.language ?? languageOfLocale(author.locale) ?? wrote ?? "en";
  }

  async function answer(
    understood: Understood,
    message: Message,
    progress: Progress,
    stopping: AbortSignal,
  ): Promise<Reply> {
    let spoken: Language = languageOfLocale(message.author.locale) ?? "en";
    const fields = { messageId: message.id, platform: message.place.platform };
    let command = "";
    try {
      const wrote =
        "routed" in understood ? understood.routed.wrote : languageOfText(message.text.slice(0, 200));
      spoken = await language(message, wrote);
      if ("error" in understood) throw understood.error;
      const { routed } = understood;
      command = routed.command.name;
      const desk = await desks.of(message.place);
      const role = await roleOf(message.author, desk, desks);
      demand(routed.command, role, desk);
      const atHand = await services();
      const told = patient(progress, spoken);
      try {
        const made = await limited(stopping, timeLimit, (signal) =>
          routed.command.run(routed.options, {
            message,
            desk,
            role,
            by: routed.by,
            language: spoken,
            services: atHand,
            progress: told,
            signal,
            now,
          }),
        );
        const kept = await keepAll(made.actions, message.place, actions, now());
        return { ...made, actions: kept, id: replyId(), audience: understood.audience, command };
      } finally {
        told.end();
      }
    } catch (error) {
      const failed = failureAnswer(failureOf(error, spoken, log, { ...fields, command }), spoken);
      return { ...failed, actions: [], id: replyId(), audience: understood.audience, command };
    }
  }

  return { understand, answer, language };
}

const replyId = () => `r_${randomBytes(12).toString("base64url")}`;

/**
 * Ends at the limit even when the work does not listen to its signal. @throws UserError at the limit.
 * The signal is this message's alone: one made by `AbortSignal.any` would be held by the house's for as long as somebody listens to it.
 */
async function limited<T>(
  stopping: AbortSignal,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const { signal } = limit;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    limit.abort();
  }, ms);
  const stop = () => limit.abort();
  const why = () =>
    late
      ? new UserError(inAll("failure.slow", { seconds: Math.round(ms / 1000) }), inAll("failure.slow.mend"))
      : new UserError(inAll("failure.stopping"), inAll("failure.stopping.mend"));
  stopping.addEventListener("abort", stop);
  try {
    if (stopping.aborted) throw why();
    return await Promise.race([
      work(signal).catch((error: unknown) => {
        // The work may put its own words around the abort: the limit is the reason all the same.
        throw signal.aborted ? why() : error;
      }),
      new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(why()), { once: true });
      }),
    ]);
  } finally {
    clearTimeout(timer);
    stopping.removeEventListener("abort", stop);
  }
}

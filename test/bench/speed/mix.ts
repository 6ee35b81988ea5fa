/** What people of a newsroom ask, in shares: the same questions in the same order for the same archive. */
import type { Answered, Client } from "./client.ts";
import type { Tale } from "./stories.ts";

export interface Question {
  kind: string;
  text: string;
  /** What only a good answer shows. */
  good: RegExp;
}

export type Ask = (n: number) => Question;

/** Ten in a round. */
const round = [
  "search",
  "summarize",
  "search",
  "related",
  "search",
  "summarize",
  "sentiment",
  "search",
  "summarize",
  "help",
] as const;

/** @param idOf of the nth tale in the archive. */
export function questions(tales: readonly Tale[], idOf: (n: number) => string): Ask {
  return (n) => {
    // A step that shares no factor with the archive's size comes by every story before it comes by one again.
    const at = (n * 7919) % tales.length;
    const kind = round[n % round.length] ?? "help";
    switch (kind) {
      case "search":
        return { kind, text: `search ${wordsOf(tales[at])}`, good: /in the archive|that fit best/ };
      case "summarize":
        return { kind, text: `summarize ${idOf(at)}`, good: /Sentences picked from the text/ };
      case "related":
        return { kind, text: `related ${idOf(at)}`, good: /Related to|nothing on this/ };
      case "sentiment":
        return { kind, text: `sentiment ${idOf(at)}`, good: /on −1 … 1/ };
      default:
        return { kind, text: "help", good: /summarize/ };
    }
  };
}

/** Questions whose answers are remembered, each asked twice before. */
export function remembered(idOf: (n: number) => string, few: number): Ask {
  return (n) =>
    n % 2 === 0
      ? { kind: "summarize", text: `summarize ${idOf(n % few)}`, good: /Sentences picked from the text/ }
      : { kind: "sentiment", text: `sentiment ${idOf(n % few)}`, good: /on −1 … 1/ };
}

/** To the bare echo. */
export const echoed: Ask = (n) => ({ kind: "echo", text: `say it again, number ${n}`, good: /say it again/ });

/** A name and a word of its title. */
const wordsOf = (tale: Tale | undefined) => (tale?.title ?? "city council").split(" ").slice(0, 2).join(" ");

export interface Timed extends Answered {
  kind: string;
}

export interface Timings {
  answers: readonly Timed[];
  /** Lines about what was not answered, or not well. */
  lost: readonly string[];
  /** ms from the first question to the last answer. */
  took: number;
}

/** `count` questions, `side` of them under way at a time: the next is asked when one is answered. */
export function askInTurn(client: Client, ask: Ask, count: number, side: number): Promise<Timings> {
  let n = 0;
  return timed(async (one) => {
    const worker = async () => {
      while (n < count) await one(client, ask(n++));
    };
    await Promise.all(Array.from({ length: side }, worker));
  });
}

/**
 * A question every `everyMs`, whether or not the earlier ones were answered: a bot that stands still is found out by
 * everybody who asks meanwhile, not by one alone.
 */
export function askOnTime(
  client: Client,
  ask: Ask,
  everyMs: number,
  until: Promise<unknown>,
): Promise<Timings> {
  return timed(async (one) => {
    const under: Promise<void>[] = [];
    let n = 0;
    let over = false;
    const since = performance.now();
    const end = () => {
      over = true;
    };
    until.then(end, end);
    while (!over) {
      under.push(one(client, ask(n++)));
      await new Promise((resolve) =>
        setTimeout(resolve, Math.max(0, since + n * everyMs - performance.now())),
      );
    }
    await Promise.all(under);
  });
}

type One = (client: Client, question: Question) => Promise<void>;

async function timed(work: (one: One) => Promise<void>): Promise<Timings> {
  const answers: Timed[] = [];
  const lost: string[] = [];
  const since = performance.now();
  await work(async (client, { kind, text, good }) => {
    try {
      const answer = await client.ask(text);
      if (good.test(answer.shown)) answers.push({ kind, ...answer });
      else lost.push(`${text}: ${answer.shown.slice(0, 300)}`);
    } catch (error) {
      lost.push(`${text}: ${String(error)}`);
    }
  });
  return { answers, lost, took: performance.now() - since };
}

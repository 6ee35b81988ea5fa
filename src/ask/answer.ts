/** One provider's answer: asked, read, and asked a second time when the first could not be used. */
import { messageOf } from "../errors.ts";
import type { AskRequest, Provider, TextResult } from "../types.ts";
import { fence } from "./fence.ts";
import type { Filled } from "./prompts.ts";

/** What is kept of an answer. The shape reads it again each time, so that what is kept is plain text. */
export interface Kept {
  text: string;
  model: string;
}

/** An answer that ran into its limit: shown, but never kept. */
export class CutAnswer extends Error {
  override readonly name = "CutAnswer";
  readonly kept: Kept;

  constructor(kept: Kept) {
    super("The answer ran into its token limit.");
    this.kept = kept;
  }
}

/**
 * Asks at most twice. An answer that does not parse is asked for again with the problem told; one that was cut is asked for again with
 * twice the tokens. One that is cut even then ends at its last whole sentence, and still has to parse.
 *
 * @throws Error when the provider fails, or the second answer does not parse either.
 */
export async function answerOf<T>(
  provider: Provider,
  request: AskRequest<T>,
  filled: Filled,
  signal: AbortSignal,
): Promise<TextResult> {
  const once = async (user: string, maxTokens: number) => {
    signal.throwIfAborted();
    return until(
      signal,
      provider.generate({
        prompt: request.prompt,
        values: request.values,
        system: filled.system,
        user,
        language: request.language,
        maxTokens,
        signal,
        partial: (text) => {
          if (!signal.aborted) request.partial(text);
        },
        ...(request.shape.schema ? { schema: request.shape.schema } : {}),
      }),
    );
  };
  const first = await once(filled.user, request.maxTokens);
  if (first.finish === "cut") {
    const second = await once(filled.user, request.maxTokens * 2);
    const whole = second.finish === "cut" ? { ...second, text: wholeSentences(second.text) } : second;
    request.shape.parse(whole.text);
    return { ...whole, usage: sum(first, second) };
  }
  const problem = problemWith(first, request);
  if (problem === undefined) return first;
  const second = await once(
    `${filled.user}\n\nYour last answer could not be used, for this reason:\n${fence("problem", problem)}\nAnswer anew, in exactly the form that was asked for.`,
    request.maxTokens,
  );
  request.shape.parse(second.text);
  return { ...second, usage: sum(first, second) };
}

function problemWith<T>(result: TextResult, request: AskRequest<T>): string | undefined {
  try {
    request.shape.parse(result.text);
    return undefined;
  } catch (error) {
    return messageOf(error).slice(0, 500);
  }
}

function sum(first: TextResult, second: TextResult): TextResult["usage"] {
  return {
    input: first.usage.input + second.usage.input,
    output: first.usage.output + second.usage.output,
  };
}

/** Rejects at the signal even where a provider does not heed it. */
async function until<T>(signal: AbortSignal, call: Promise<T>): Promise<T> {
  const given = Promise.withResolvers<never>();
  const giveUp = () => given.reject(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    return await Promise.race([call, given.promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

/** Up to the last end of a sentence, where that leaves at least half of the text. */
function wholeSentences(text: string): string {
  const trimmed = text.trimEnd();
  const end = Math.max(
    ...[...trimmed.matchAll(/[.!?…]["'”’)\]]*(?=\s|$)|[。！？][”’」』）]*/gu)].map(endOf),
    0,
  );
  return end >= trimmed.length / 2 ? trimmed.slice(0, end) : trimmed;
}

function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length;
}

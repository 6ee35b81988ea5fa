/** One answer by a loaded model, inside the worker thread. */
import type { InterruptableStoppingCriteria } from "@xenova/transformers";
import { withoutThinking } from "../thinking.ts";
import type { Loaded } from "./load.ts";
import type { Done, Job } from "./protocol.ts";

/** A model that repeats itself is the small ones' commonest failing. */
const REPETITION_PENALTY = 1.1;

/** Tokens that an answer needs to be of use. */
const LEAST_ANSWER = 64;

/** Always the most likely word: the same question gives the same answer. */
export async function generate(
  { task, run, tokenizer, window }: Loaded,
  job: Job,
  stopping_criteria: InterruptableStoppingCriteria,
  partial: (text: string) => void,
): Promise<Done> {
  const { TextStreamer } = await import("@xenova/transformers");
  const tokens: bigint[] = [];
  let soFar = "";
  const streamer = new TextStreamer(tokenizer, {
    skip_prompt: true,
    skip_special_tokens: true,
    token_callback_function: (more: bigint[]) => tokens.push(...more),
    callback_function: (text: string) => {
      soFar += text;
      const shown = withoutThinking(soFar).trimStart();
      if (shown) partial(shown);
    },
  });
  const chat = task === "text-generation" && Boolean(tokenizer.chat_template);
  const prompt = promptOf({ task, tokenizer }, job);
  const input = tokenizer.encode(prompt, { add_special_tokens: false }).length;
  const encoderDecoder = task !== "text-generation";
  // Where prompt and answer share one window, the answer may be given less room, but not next to none.
  const least = encoderDecoder ? 0 : Math.min(job.maxTokens, LEAST_ANSWER);
  if (input > window - least && task !== "summarization")
    throw new Error(
      `The text is too long for this model: ${input} tokens, and it takes ${window - least} beside the answer`,
    );
  const most = encoderDecoder ? job.maxTokens : Math.min(job.maxTokens, window - input);
  await (run as (text: string, options: object) => Promise<unknown>)(prompt, {
    max_new_tokens: most,
    do_sample: false,
    streamer,
    stopping_criteria,
    ...(encoderDecoder ? {} : { repetition_penalty: REPETITION_PENALTY, return_full_text: false }),
    ...(chat ? { add_special_tokens: false } : {}),
  });
  const last = tokens.at(-1);
  const ended = last !== undefined && tokenizer.all_special_ids.includes(Number(last));
  const text = withoutThinking(tokenizer.decode(tokens, { skip_special_tokens: true })).trim();
  const cut = !ended && tokens.length >= most;
  if (!text && !cut) throw new Error("The answer was empty");
  return {
    text,
    usage: { input: Math.min(input, window), output: tokens.length },
    finish: cut ? "cut" : "stop",
    unread: Math.max(input - window, 0),
  };
}

function promptOf({ task, tokenizer }: Pick<Loaded, "task" | "tokenizer">, job: Job): string {
  const special = tokenizer.all_special_tokens;
  if (task === "summarization") return harmless(job.source, special);
  const { system } = job;
  const user = harmless(job.user, special);
  if (task === "text2text-generation" || !tokenizer.chat_template)
    return `${system}\n\n${user}\n`.trimStart();
  const render = (messages: { role: string; content: string }[]) =>
    String(
      tokenizer.apply_chat_template(messages, {
        tokenize: false,
        add_generation_prompt: true,
        // Qwen and its kin think aloud unless told otherwise; other templates know no such word and pass over it.
        ...{ enable_thinking: false },
      }),
    );
  try {
    return render([
      { role: "system", content: system },
      { role: "user", content: user },
    ]);
  } catch {
    // Some templates (Gemma's first ones) refuse a system turn by throwing.
    return render([{ role: "user", content: `${system}\n\n${user}` }]);
  }
}

/**
 * Tokens that steer the model (`<|im_end|>`, `</s>` …) are recognized in any text, so that a page could end its own turn and begin one
 * as the system: a space breaks each.
 */
export function harmless(text: string, special: readonly string[]): string {
  let safe = text;
  for (const token of special.filter(({ length }) => length > 1).sort((a, b) => b.length - a.length))
    safe = safe.split(token).join(`${token.slice(0, 1)} ${token.slice(1)}`);
  return safe;
}

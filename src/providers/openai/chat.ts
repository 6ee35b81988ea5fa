/** Chat Completions, streamed: what compatible servers speak. */
import type OpenAI from "openai";
import type { TextRequest, TextResult } from "../../types.ts";
import { withoutThinking } from "../thinking.ts";
import type { Adapting } from "./client.ts";
import type { Sampling } from "./sampling.ts";

type Params = OpenAI.Chat.ChatCompletionCreateParamsStreaming;

/** @throws Error for a refusal, a filtered or empty answer, and a stream that ends before the answer does. */
export async function byChat(
  client: OpenAI,
  { model, maxTokens, temperature, ownServer }: Sampling,
  request: TextRequest,
  adapting: Adapting,
): Promise<TextResult> {
  const params: Params = {
    model,
    messages: [
      { role: "system", content: request.system },
      { role: "user", content: request.user },
    ],
    temperature,
    stream: true,
    stream_options: { include_usage: true },
    ...(ownServer ? { max_tokens: maxTokens } : { max_completion_tokens: maxTokens, store: false }),
    ...(request.schema
      ? {
          response_format: {
            type: "json_schema",
            json_schema: { name: "answer", schema: { ...request.schema }, strict: true },
          },
        }
      : {}),
  };
  const stream = await adapting(
    params,
    (adapted) => client.chat.completions.create(adapted, { signal: request.signal }),
    {
      temperature: ({ temperature: _, ...rest }) => rest,
      stream_options: ({ stream_options: _, ...rest }) => rest,
      response_format: ({ response_format: _, ...rest }) => rest,
      max_tokens: ({ max_tokens: _, ...rest }) => ({ ...rest, max_completion_tokens: maxTokens }),
    },
  );
  let text = "";
  let refusal = "";
  let finish: OpenAI.Chat.ChatCompletionChunk.Choice["finish_reason"] = null;
  let answeredBy = model;
  let usage = { input: 0, output: 0 };
  for await (const chunk of stream) {
    const choice = chunk.choices?.[0];
    answeredBy = chunk.model || answeredBy;
    if (chunk.usage) usage = { input: chunk.usage.prompt_tokens, output: chunk.usage.completion_tokens };
    refusal += choice?.delta?.refusal ?? "";
    finish = choice?.finish_reason ?? finish;
    if (!choice?.delta?.content) continue;
    text += choice.delta.content;
    const shown = withoutThinking(text);
    if (shown) request.partial(shown);
  }
  if (refusal) throw new Error(`The model refused: ${refusal}`);
  if (finish === null) throw new Error("The stream ended before the answer did");
  if (finish === "content_filter") throw new Error("The answer was stopped by a content filter");
  const answer = withoutThinking(text);
  if (!answer.trim() && finish !== "length") throw new Error("The answer was empty");
  return { text: answer, model: answeredBy, usage, finish: finish === "length" ? "cut" : "stop" };
}

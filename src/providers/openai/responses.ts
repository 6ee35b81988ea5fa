/** OpenAI's Responses API, streamed. */
import type OpenAI from "openai";
import type { TextRequest, TextResult } from "../../types.ts";
import type { Adapting } from "./client.ts";
import type { Sampling } from "./sampling.ts";

type Params = OpenAI.Responses.ResponseCreateParamsStreaming;

/** @throws Error for a refusal, a filtered, failed or empty answer, and a stream that ends before the answer does. */
export async function byResponses(
  client: OpenAI,
  { model, maxTokens, temperature }: Sampling,
  request: TextRequest,
  adapting: Adapting,
): Promise<TextResult> {
  const params: Params = {
    model,
    instructions: request.system,
    input: request.user,
    max_output_tokens: maxTokens,
    temperature,
    // What a newsroom works on is not the vendor's to keep.
    store: false,
    stream: true,
    ...(request.schema
      ? {
          text: {
            format: { type: "json_schema", name: "answer", schema: { ...request.schema }, strict: true },
          },
        }
      : {}),
  };
  const stream = await adapting(
    params,
    (adapted) => client.responses.create(adapted, { signal: request.signal }),
    {
      temperature: ({ temperature: _, ...rest }) => rest,
      "text.format": ({ text: _, ...rest }) => rest,
    },
  );
  let text = "";
  for await (const event of stream) {
    if (event.type === "response.output_text.delta") {
      text += event.delta;
      request.partial(text);
    } else if (event.type === "response.refusal.done") throw new Error(`The model refused: ${event.refusal}`);
    else if (event.type === "error") throw new Error(`The stream told of an error: ${event.message}`);
    else if (event.type === "response.failed")
      throw new Error(`The model failed: ${event.response.error?.message ?? "no reason was given"}`);
    else if (event.type === "response.completed" || event.type === "response.incomplete")
      return resultOf(event.response, text);
  }
  throw new Error("The stream ended before the answer did");
}

function resultOf(response: OpenAI.Responses.Response, text: string): TextResult {
  const reason = response.status === "incomplete" ? response.incomplete_details?.reason : undefined;
  if (reason === "content_filter") throw new Error("The answer was stopped by the vendor's content filter");
  const cut = response.status === "incomplete";
  if (!text.trim() && !cut) throw new Error("The answer was empty");
  return {
    text,
    model: response.model,
    usage: { input: response.usage?.input_tokens ?? 0, output: response.usage?.output_tokens ?? 0 },
    finish: cut ? "cut" : "stop",
  };
}

/** What both of OpenAI's APIs are told beside the prompt. */
export interface Sampling {
  model: string;
  maxTokens: number;
  temperature: number;
  /** A compatible server knows `max_tokens`; OpenAI's own newer models only `max_completion_tokens`. */
  ownServer: boolean;
}

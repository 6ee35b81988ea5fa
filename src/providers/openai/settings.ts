/** What the OpenAI provider is told by the environment. */
import { choice, decimal, integer, secret, text, url } from "../../settings.ts";
import type { SettingsOf } from "../../types.ts";

export const openaiSettings = {
  OPENAI_API_KEY: secret({
    about: "Key of the OpenAI API; a server of your own may need none.",
    example: "sk-…",
  }),
  OPENAI_BASE_URL: url({
    about: "Any server that speaks OpenAI's API (vLLM, llama.cpp, Ollama, TGI …), with its /v1.",
    example: "http://127.0.0.1:8000/v1",
    protocols: ["http", "https"],
  }),
  OPENAI_MODEL: text({
    about: "The model's id. With OPENAI_BASE_URL it must be set; else gpt-5.4-mini.",
    example: "gpt-5.4-mini",
  }),
  OPENAI_EMBEDDING_MODEL: text({
    about:
      "Makes the stories' vectors for search by meaning; each story's opening is sent there. Unset: the shipped word vectors.",
    example: "text-embedding-3-small",
  }),
  OPENAI_API: choice({
    about: "Which API to speak; auto is responses at OpenAI and chat at OPENAI_BASE_URL.",
    of: ["auto", "responses", "chat"],
    fallback: "auto",
  }),
  OPENAI_MAX_TOKENS: integer({
    about: "Most tokens of one answer; what a command asks for is cut to this.",
    min: 16,
    max: 128_000,
    fallback: 4_000,
  }),
  OPENAI_TEMPERATURE: decimal({
    about: "Low keeps to the source. Left out by itself for models that take none.",
    min: 0,
    max: 2,
    fallback: 0.3,
  }),
  OPENAI_TIMEOUT: integer({
    about: "Seconds until the first byte of an answer.",
    min: 1,
    max: 600,
    fallback: 30,
  }),
  OPENAI_RETRIES: integer({
    about: "How often a request is sent again after 408, 409, 429, 5xx or a lost connection.",
    min: 0,
    max: 10,
    fallback: 2,
  }),
};

export type OpenAISettings = SettingsOf<typeof openaiSettings>;

const DEFAULT_MODEL = "gpt-5.4-mini";

export function modelOf(settings: OpenAISettings): string {
  return settings.OPENAI_MODEL ?? DEFAULT_MODEL;
}

export function apiOf(settings: OpenAISettings): "responses" | "chat" {
  if (settings.OPENAI_API !== "auto") return settings.OPENAI_API;
  return isOwnServer(settings) ? "chat" : "responses";
}

/** Is it a server other than OpenAI's own? */
export function isOwnServer({ OPENAI_BASE_URL }: OpenAISettings): boolean {
  return OPENAI_BASE_URL !== undefined && URL.parse(OPENAI_BASE_URL)?.hostname !== "api.openai.com";
}

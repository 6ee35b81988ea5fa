/** OpenAI, and every server that speaks its API. How it is set: README.md beside this file. */
import type OpenAI from "openai";
import { UserError } from "../errors.ts";
import type { Log, Provider, ProviderPlugin, TextRequest } from "../types.ts";
import { byChat } from "./openai/chat.ts";
import { createAdapting, openClient } from "./openai/client.ts";
import { problemOf } from "./openai/problems.ts";
import { byResponses } from "./openai/responses.ts";
import { apiOf, isOwnServer, modelOf, type OpenAISettings, openaiSettings } from "./openai/settings.ts";

export const openai: ProviderPlugin<typeof openaiSettings> = {
  name: "openai",
  about: "OpenAI's models, or any server that speaks its API.",
  settings: openaiSettings,
  off({ OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL, ...rest }) {
    if (!OPENAI_API_KEY && !OPENAI_BASE_URL)
      return {
        why: "OPENAI_API_KEY is not set",
        mend: "Set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL for a server of your own",
      };
    if (!OPENAI_MODEL && isOwnServer({ OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL, ...rest }))
      return {
        why: "OPENAI_BASE_URL is set, OPENAI_MODEL is not",
        mend: "Set OPENAI_MODEL to a model of that server",
      };
    return undefined;
  },
  create: async (settings, { log }) => createOpenAI(settings, log),
};

/** Does no I/O; the SDK is loaded at the first request. */
export function createOpenAI(settings: OpenAISettings, log: Log): Provider {
  const model = modelOf(settings);
  const api = apiOf(settings);
  const temperature = settings.OPENAI_TEMPERATURE;
  const adapting = createAdapting(log);
  let opened: Promise<OpenAI> | undefined;
  const client = () => {
    opened ??= openClient(settings);
    return opened;
  };
  const speak = api === "responses" ? byResponses : byChat;
  return {
    name: "openai",
    model,
    parameters: {
      api,
      temperature,
      maxTokens: settings.OPENAI_MAX_TOKENS,
      at: settings.OPENAI_BASE_URL ?? "",
    },
    generates: true,
    can: () => true,
    async generate(request: TextRequest) {
      request.signal.throwIfAborted();
      if (!request.user.trim()) throw new Error("There is nothing to ask: the prompt is empty");
      const sampling = {
        model,
        temperature,
        maxTokens: Math.min(request.maxTokens, settings.OPENAI_MAX_TOKENS),
        ownServer: isOwnServer(settings),
      };
      try {
        return await speak(await client(), sampling, request, adapting);
      } catch (error) {
        throw problemOf(error, settings, request.signal);
      }
    },
    async check(signal) {
      try {
        return await modelLine(await client(), model, signal);
      } catch (error) {
        throw problemOf(error, settings, signal);
      }
    },
    async stop() {},
  };
}

/** `GET /v1/models`: is the model there, and for how long. */
async function modelLine(client: OpenAI, model: string, signal: AbortSignal): Promise<string> {
  const all: OpenAI.Model[] = [];
  for await (const one of client.models.list({ signal, maxRetries: 0 })) all.push(one);
  const found = all.find(({ id }) => id === model);
  if (!found) {
    const some = all.map(({ id }) => id).slice(0, 10);
    throw new UserError(
      { en: `There is no model "${model}"`, zh: `没有模型“${model}”` },
      {
        en: `Set OPENAI_MODEL to one of those there: ${some.join(", ")}${all.length > some.length ? " …" : ""}`,
        zh: `请把 OPENAI_MODEL 设为现有的模型：${some.join("、")}${all.length > some.length ? " ……" : ""}`,
      },
    );
  }
  if (!found.shutdown_date) return `${model} is there`;
  return `${model} is there, but shuts down on ${found.shutdown_date}: set OPENAI_MODEL to another one before then`;
}

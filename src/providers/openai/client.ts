/** The SDK's client, opened at first use, and what can be done about a server that takes not every parameter. */
import type OpenAI from "openai";
import type { Log } from "../../types.ts";
import type { OpenAISettings } from "./settings.ts";

/** A server may ask for more patience than a person has: then it is the next provider's turn. */
const MOST_PATIENCE_SECONDS = 5;

export async function openClient(settings: OpenAISettings): Promise<OpenAI> {
  const { default: Client } = await import("openai");
  return new Client({
    // A server of one's own may need no key, but the SDK does.
    apiKey: settings.OPENAI_API_KEY ?? "none",
    baseURL: settings.OPENAI_BASE_URL ?? "https://api.openai.com/v1",
    organization: null,
    project: null,
    timeout: settings.OPENAI_TIMEOUT * 1000,
    maxRetries: settings.OPENAI_RETRIES,
    logLevel: "off",
    fetch: impatientFetch,
  });
}

/** Tells the SDK not to retry where the wait that the server asks for is too long. */
async function impatientFetch(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(...request);
  const wait = Number(response.headers.get("retry-after") ?? 0);
  if (response.ok || !(wait > MOST_PATIENCE_SECONDS)) return response;
  const headers = new Headers(response.headers);
  headers.set("x-should-retry", "false");
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** Sends with what the server takes: a parameter that it names in a refusal is changed or left out, from then on. */
export type Adapting = <P extends object, R>(
  params: P,
  send: (params: P) => Promise<R>,
  without: Readonly<Record<string, (params: P) => P>>,
) => Promise<R>;

/**
 * Models and compatible servers differ in what they take, and say so only by refusing (400 or 422 with the parameter's name). `without`
 * gives for each name that may be refused the parameters to send instead.
 */
export function createAdapting(log: Log): Adapting {
  const refused = new Set<string>();
  return async (params, send, without) => {
    let adapted = params;
    for (const [name, change] of Object.entries(without)) if (refused.has(name)) adapted = change(adapted);
    for (;;) {
      try {
        return await send(adapted);
      } catch (error) {
        const name = Object.keys(without).find((one) => !refused.has(one) && refuses(error, one));
        const change = name === undefined ? undefined : without[name];
        if (name === undefined || !change) throw error;
        refused.add(name);
        log.info({ parameter: name }, "The model does not take this parameter; going on without it.");
        adapted = change(adapted);
      }
    }
  };
}

function refuses(error: unknown, parameter: string): boolean {
  if (!(error instanceof Error) || !("status" in error)) return false;
  if (error.status !== 400 && error.status !== 422) return false;
  const named = "param" in error && typeof error.param === "string" ? error.param : "";
  if (named) return named === parameter || named.startsWith(`${parameter}.`);
  return new RegExp(`\\b${parameter}\\b`).test(error.message);
}

/** What went wrong at the server, and how to mend it. */
import { messageOf, UserError } from "../../errors.ts";
import { isOwnServer, modelOf, type OpenAISettings } from "./settings.ts";

/** Turns the SDK's errors into ours. The key is taken out of whatever a server says. The caller's own abort stays as it is. */
export function problemOf(error: unknown, settings: OpenAISettings, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  if (error instanceof UserError) return error;
  const cause = new Error(withoutKey(messageOf(error), settings));
  const where = isOwnServer(settings) ? (settings.OPENAI_BASE_URL ?? "") : "OpenAI";
  const status = error instanceof Error && "status" in error ? error.status : undefined;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (status === 401)
    return new UserError(
      { en: `${where} refused the key`, zh: `${where} 拒绝了密钥` },
      { en: "Set OPENAI_API_KEY to a valid key", zh: "请把 OPENAI_API_KEY 设为有效的密钥" },
      { cause },
    );
  if (status === 404)
    return new UserError(
      { en: `${where} has no model "${modelOf(settings)}"`, zh: `${where} 没有模型“${modelOf(settings)}”` },
      {
        en: "Set OPENAI_MODEL to one that it has, and see that OPENAI_BASE_URL, if set, ends as the server wants it (often /v1)",
        zh: "请把 OPENAI_MODEL 设为它提供的模型；如设置了 OPENAI_BASE_URL，请确认其结尾符合服务器要求（通常是 /v1）",
      },
      { cause },
    );
  if (code === "insufficient_quota")
    return new UserError(
      { en: `The account at ${where} has no credit left`, zh: `${where} 账户余额已用完` },
      {
        en: "Add credit, or set OPENAI_API_KEY to another account's key",
        zh: "请充值，或改用其他账户的 OPENAI_API_KEY",
      },
      { cause },
    );
  if (status === 429) return new Error(`${where} takes no more requests just now (429)`, { cause });
  if (typeof status === "number") return new Error(`${where} failed (${status})`, { cause });
  if (error instanceof Error && error.constructor.name.startsWith("APIConnection"))
    return new Error(
      `${where} cannot be reached; check the network${isOwnServer(settings) ? " and OPENAI_BASE_URL" : ""}`,
      { cause },
    );
  return new Error(`${where}: ${cause.message}`, { cause });
}

function withoutKey(message: string, { OPENAI_API_KEY }: OpenAISettings): string {
  return OPENAI_API_KEY ? message.replaceAll(OPENAI_API_KEY, "…") : message;
}

/** The one road to a model: policy → fill → remembered? → time limit → provider chain → parse → check → keep. */
import { messageOf, UserError } from "../errors.ts";
import type { Ask, Asked, AskRequest, Log, Provider, Remember, Scope } from "../types.ts";
import { answerOf, CutAnswer, type Kept } from "./answer.ts";
import { createFlights } from "./flights.ts";
import type { Filled, Prompts } from "./prompts.ts";
import { scopeKey } from "./remember.ts";
import { stableJson } from "./stable.ts";

export interface AskParts {
  /** In the order in which they are tried. */
  providers: readonly Provider[];
  prompts: Prompts;
  remember: Remember;
  log: Log;
  /** ms that one provider has for one answer, its second try included. */
  timeoutMs: number;
  /** ms that an answer is kept. */
  ttlMs: number;
  /** Which of the providers may see what belongs to this scope, in the order to try them. */
  policy(scope: Scope, providers: readonly Provider[]): readonly Provider[];
}

/** The policy of a house without secrets: every provider may see everything. */
export function everyProvider(_scope: Scope, providers: readonly Provider[]): readonly Provider[] {
  return providers;
}

/**
 * Equal requests under way share one call. An answer is kept only when it parses and is whole; its key holds provider, model,
 * parameters, the filled prompt, shape, attempt and maxTokens. A provider that fails is logged with the cause and the next one is asked;
 * `madeBy` names who answered.
 *
 * The returned function throws `UserError` when no provider could, and the signal's reason when the caller gave up.
 */
export function createAsk(parts: AskParts): Ask {
  const share = createFlights();
  return async <T>(request: AskRequest<T>) => {
    const filled = parts.prompts.fill(request.prompt, request.values, request.language);
    const chain = parts
      .policy(request.scope, parts.providers)
      .filter((provider) => provider.can(request.prompt));
    if (chain.length === 0) throw nobodyCan();
    const key = [scopeKey(request.scope), stableJson([chain.map(partOfKey), ofRequest(request, filled)])];
    return share(key.join("|"), request, (signal, partial) =>
      walk(parts, chain, { ...request, signal, partial }, filled),
    );
  };
}

async function walk<T>(
  parts: AskParts,
  chain: readonly Provider[],
  request: AskRequest<T>,
  filled: Filled,
): Promise<Asked<T>> {
  const failures: unknown[] = [];
  for (const provider of chain) {
    try {
      return await from(parts, provider, request, filled);
    } catch (error) {
      request.signal.throwIfAborted();
      failures.push(error);
      parts.log.warn(
        { provider: provider.name, model: provider.model, prompt: request.prompt, error: reasonOf(error) },
        "A provider could not answer; asking the next one, if there is one.",
      );
    }
  }
  throw nobodyCould(failures);
}

async function from<T>(
  { remember, log, ttlMs, timeoutMs }: AskParts,
  provider: Provider,
  request: AskRequest<T>,
  filled: Filled,
): Promise<Asked<T>> {
  const inputs = { ...partOfKey(provider), ...ofRequest(request, filled) };
  const work = async (): Promise<Kept> => {
    const limit = AbortSignal.timeout(timeoutMs);
    const started = performance.now();
    const result = await answerOf(provider, request, filled, AbortSignal.any([request.signal, limit]));
    log.info(
      {
        provider: provider.name,
        model: result.model,
        prompt: request.prompt,
        ...result.usage,
        ms: Math.round(performance.now() - started),
      },
      "A provider answered.",
    );
    const kept = { text: result.text, model: result.model };
    if (result.finish === "cut") throw new CutAnswer(kept);
    return kept;
  };
  const { value, remembered, cut } = await remember("ask", "1", inputs, request.scope, ttlMs, work).then(
    (found) => ({ ...found, cut: false }),
    (error: unknown) => {
      if (error instanceof CutAnswer) return { value: error.kept, remembered: false, cut: true };
      throw error;
    },
  );
  if (cut)
    log.warn(
      { provider: provider.name, prompt: request.prompt, maxTokens: request.maxTokens },
      "The answer ran into its token limit twice; its last whole sentence ends it, and it is not kept.",
    );
  return {
    value: request.shape.parse(value.text),
    text: value.text,
    madeBy: `${provider.name} ${value.model} (prompt ${request.prompt} ${filled.hash})`,
    provider: provider.name,
    remembered,
    ...(cut ? { cut: true } : {}),
  };
}

function partOfKey(provider: Provider) {
  return { provider: provider.name, model: provider.model, parameters: provider.parameters };
}

function ofRequest<T>({ shape, attempt, maxTokens, values }: AskRequest<T>, filled: Filled) {
  // The values too: a provider that works by method reads those, and not every one stands in the prompt.
  return { system: filled.system, user: filled.user, values, shape: shape.name, attempt, maxTokens };
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? ` (${messageOf(error.cause)})` : "";
  return `${messageOf(error)}${cause}`;
}

const DOCTOR = {
  en: "Run `npm run copytaster -- doctor`: it says which models are on, what is wrong, and what to set",
  zh: "请运行 `npm run copytaster -- doctor`：它会列出哪些模型可用、哪里出了问题、需要设置什么",
};

function nobodyCan(): UserError {
  return new UserError(
    { en: "No model that may be used here can do this", zh: "这里允许使用的模型都做不了这件事" },
    DOCTOR,
  );
}

function nobodyCould(failures: readonly unknown[]): UserError {
  const [only] = failures;
  if (failures.length === 1 && only instanceof UserError) return only;
  return new UserError({ en: "No model could answer just now", zh: "目前没有模型能够作答" }, DOCTOR, {
    cause: failures.length === 1 ? only : new AggregateError(failures, "Every provider failed."),
  });
}

/** A problem and its mend as sentences. */
import { sentence, UserError } from "../../../src/errors.ts";
import type { Language } from "../../../src/types.ts";

export function joined(
  error: UserError | { problem: string; mend: string | undefined },
  language: Language,
): string {
  const parts =
    error instanceof UserError
      ? [error.problem[language], error.mend?.[language]]
      : [error.problem, error.mend];
  return parts
    .filter((part) => part !== undefined)
    .map((part) => sentence(part, language))
    .join(language === "zh" ? "" : " ");
}

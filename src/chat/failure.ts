/** Every failure is a reply: what is wrong, and the mend; or one calm sentence with an incident id whose cause is in the log. */
import { randomInt } from "node:crypto";
import { messageOf, UserError } from "../errors.ts";
import type { Answer, Failure, Language, Log } from "../types.ts";
import { inAll } from "./words.ts";

/** No letters that are read wrong aloud. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

const incidentId = () => Array.from({ length: 6 }, () => alphabet[randomInt(alphabet.length)]).join("");

/** What the person is told of an error; anything but a `UserError` goes to the log with its cause. */
export function failureOf(
  error: unknown,
  language: Language,
  log: Log,
  fields: Readonly<Record<string, unknown>>,
): Failure {
  if (error instanceof UserError) {
    log.info({ ...fields, problem: error.problem.en }, "refused");
    return { problem: error.problem[language], mend: error.mend?.[language] };
  }
  const incident = incidentId();
  log.error(
    {
      ...fields,
      incident,
      error: messageOf(error),
      stack: error instanceof Error ? error.stack : undefined,
      cause: causeOf(error),
    },
    "failed",
  );
  return {
    problem: inAll("failure.incident", { incident })[language],
    mend: inAll("failure.incident.mend")[language],
    incident,
  };
}

const causeOf = (error: unknown) =>
  error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : undefined;

/** As an answer, complete alone. */
export function failureAnswer(failure: Failure, language: Language): Answer & { failure: Failure } {
  return {
    markdown: [failure.problem, failure.mend]
      .filter((text) => text !== undefined)
      .map((text) => closed(text, language))
      .join(" "),
    madeBy: ["copytaster"],
    failure,
  };
}

/** A sentence ends with its stop. */
function closed(text: string, language: Language): string {
  return /[.!?。！？…:：]$/u.test(text) ? text : text + (language === "zh" ? "。" : ".");
}

/** Every failure is a reply: what is wrong, and the mend; or one calm sentence with an incident id whose cause is in the log. */
import { randomInt } from "node:crypto";
import { messageOf, sentence, UserError } from "../errors.ts";
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
    log.info({ ...fields, problem: withoutQuotes(error.problem.en) }, "refused");
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

/** What stands in quotes is a person's own word, a file's name: the log may be read by others than the conversation. */
const withoutQuotes = (text: string) => text.replace(/“[^”]*”|"[^"]*"/g, "“…”");

const causeOf = (error: unknown) =>
  error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : undefined;

/** As an answer, complete alone. */
export function failureAnswer(failure: Failure, language: Language): Answer & { failure: Failure } {
  return {
    markdown: signsOnly(failureText(failure, language)),
    madeBy: ["copytaster"],
    failure,
  };
}

/** The same for where no Markdown is read. */
export function failureText(failure: Failure, language: Language): string {
  return [failure.problem, failure.mend]
    .filter((text) => text !== undefined)
    .map((text) => sentence(text, language))
    .join(" ");
}

/** A problem may name what a person or a page wrote: outside of `code` no link and no tag is made of it. */
function signsOnly(text: string): string {
  return text
    .split(/(`[^`\n]*`)/)
    .map((part, n) => (n % 2 === 1 ? part : part.replace(/[\\[\]<>]/g, "\\$&")))
    .join("");
}

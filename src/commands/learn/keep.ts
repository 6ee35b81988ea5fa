/** A correction on its way to the examples: only with consent, and only as many as one person may give. */
import type { Answer, Context, Finding, TaskState } from "../../types.ts";
import { plain } from "../show.ts";
import { wordOf } from "./finding.ts";
import { say } from "./words.ts";

export async function keep(
  finding: Finding,
  label: string,
  state: TaskState,
  context: Context,
): Promise<Answer> {
  const { services, language, message, desk } = context;
  const consent = await services.learning.consent(message.author, desk.id);
  const data = { task: finding.task, label, answer: finding.answer, consent };
  if (consent === "ask") {
    const options = { label, finding: JSON.stringify(finding) };
    return {
      markdown: say(language, "ask"),
      actions: [
        {
          label: say(language, "yes"),
          command: "learn",
          options: { do: "yes", ...options },
          style: "primary",
          by: message.author.id,
        },
        { label: say(language, "no"), command: "learn", options: { do: "no" }, by: message.author.id },
      ],
      data: { ...data, kept: false },
      madeBy: ["copytaster"],
    };
  }
  if (consent === "no")
    return {
      markdown: say(language, "off", { why: say(language, "off.person") }),
      data: { ...data, kept: false },
      madeBy: ["copytaster"],
    };
  const kept = await services.learning.teach(finding, label, message.author, desk.id);
  const words = {
    label: plain(wordOf(label, state, language)),
    answer: plain(wordOf(finding.answer, state, language)),
  };
  return {
    markdown: say(language, kept ? "thanks" : "capped", words),
    data: { ...data, kept },
    madeBy: ["copytaster"],
  };
}

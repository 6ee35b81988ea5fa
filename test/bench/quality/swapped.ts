/** What a model answers when the people and groups of a text are exchanged for others: it must not depend on them. */
import { swapPeople } from "../../../src/learn/gate/people.ts";
import type { Prediction } from "./frame.ts";

export function swappedAnswer(text: string, answer: (text: string) => string): Pick<Prediction, "swapped"> {
  const other = swapPeople(text);
  return other ? { swapped: answer(other.text) } : {};
}

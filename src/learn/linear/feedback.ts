/** What people of the newsroom labelled, as examples like the others. */
import { UserError } from "../../errors.ts";
import type { Label } from "../../language/sentiment/calibration.ts";
import type { LabelledExample } from "../recipe.ts";
import { type Example, keyOf, plain } from "./examples.ts";

const TARGETS: Readonly<Record<Label, number>> = { negative: 0.1, neutral: 0.5, positive: 0.9 };

const isLabel = (text: string): text is Label => Object.hasOwn(TARGETS, text);

/** Those in one language, about a whole text. @throws UserError for a label that means nothing here. */
export function feedbackExamples(examples: readonly LabelledExample[], language: string): Example[] {
  return examples
    .filter((one) => one.language === language && one.start === undefined)
    .map((one) => {
      const { label } = one;
      if (!isLabel(label))
        throw new UserError(
          { en: `“${label}” is no label of sentiment`, zh: `“${label}”不是情感标签` },
          { en: "Use negative, neutral or positive", zh: "请用 negative、neutral 或 positive" },
        );
      const key = keyOf(one.text);
      return {
        text: plain(one.text),
        set: "feedback",
        target: TARGETS[label],
        label,
        learnt: true,
        group: key,
        key,
      };
    });
}

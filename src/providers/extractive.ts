/**
 * What answers when no model is set up, or none can: selection from the text that was given. It invents nothing, translates nothing and
 * heeds no wish on style.
 *
 * What it reads of a request's `values`:
 * - `text` the source; without it there is no answer
 * - `title` the source's own title, may be ""
 * - `words` the length aimed at, for brief, article and blog
 * - `count` sentences for summarize, headlines for headline (one a line)
 */
import { UserError } from "../errors.ts";
import type { Provider, ProviderPlugin, TextTools } from "../types.ts";
import { forms } from "./extractive/forms.ts";

export const extractive: ProviderPlugin<Record<never, never>> = {
  name: "extractive",
  about: "Picks sentences from the text itself; always there, needs no model.",
  settings: {},
  off: () => undefined,
  async create() {
    const { createTextTools } = await import("../language/index.ts");
    return createExtractive(createTextTools());
  },
};

export function createExtractive(tools: TextTools): Provider {
  return {
    name: "extractive",
    model: "v1",
    parameters: {},
    generates: false,
    can: (prompt) => Object.hasOwn(forms, prompt),
    async generate({ prompt, values, signal, partial }) {
      signal.throwIfAborted();
      const form = forms[prompt];
      if (!form) throw new Error(`There is no way to make "${prompt}" by selection`);
      const text = values.text?.trim() ?? "";
      if (!text) throw new UserError({ en: "The text is empty", zh: "文本是空的" });
      const answer = form(tools, {
        text,
        title: values.title?.trim() ?? "",
        words: positive(values.words),
        count: positive(values.count),
      });
      if (!answer.trim())
        throw new UserError(
          { en: "No sentence could be found in the text", zh: "文本中找不到完整的句子" },
          { en: "Give a text of at least one whole sentence", zh: "请提供至少包含一个完整句子的文本" },
        );
      partial(answer);
      return { text: answer, model: "v1", usage: { input: 0, output: 0 }, finish: "stop" };
    },
    check: async () => "always on",
    async stop() {},
  };
}

function positive(value: string | undefined): number | undefined {
  const number = Number(value);
  return number >= 1 && number <= 10_000 ? Math.floor(number) : undefined;
}

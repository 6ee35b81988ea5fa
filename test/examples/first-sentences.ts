/** A provider that answers every summary with the text's first sentences: no model, no network. */
import { createTextTools } from "../../src/language/index.ts";
import { integer } from "../../src/settings.ts";
import type { ProviderPlugin } from "../../src/types.ts";

const settings = {
  FIRST_SENTENCES: integer({ about: "How many sentences to give; 0 is off", min: 0, max: 9, fallback: 0 }),
};

export const firstSentences: ProviderPlugin<typeof settings> = {
  name: "first-sentences",
  about: "The first sentences of the text",
  settings,
  off: ({ FIRST_SENTENCES }) =>
    FIRST_SENTENCES ? undefined : { why: "FIRST_SENTENCES is not set", mend: "Set FIRST_SENTENCES=3" },
  async create({ FIRST_SENTENCES: count }) {
    const { sentences } = createTextTools();
    return {
      name: "first-sentences",
      model: "v1",
      parameters: { count },
      generates: false,
      can: (prompt) => prompt === "summarize",
      async generate({ values, signal, partial }) {
        signal.throwIfAborted();
        const picked = sentences(values.text ?? "").slice(0, count);
        if (picked.length === 0) throw new Error("There is no text to take sentences from");
        const text = picked.map((sentence) => sentence.text).join("\n");
        partial(text);
        return { text, model: "v1", usage: { input: 0, output: 0 }, finish: "stop" };
      },
      check: async () => "always on",
      stop: async () => {},
    };
  },
};

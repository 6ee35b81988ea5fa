/** How long is a text? */
import { catalogue, command } from "../../src/commands/define.ts";
import { material } from "../../src/commands/target.ts";

const { say } = catalogue({
  en: { is: "**{title}** has {words} words: {minutes} min to read." },
  zh: { is: "**{title}** 共 {words} 词，约需 {minutes} 分钟读完。" },
});

export const length = command({
  name: "length",
  aliases: ["字数"],
  about: { en: "How long a text is", zh: "文本有多长" },
  options: [
    {
      name: "target",
      kind: "text",
      required: false,
      rest: true,
      about: { en: "a link, a file, or the text itself", zh: "链接、文件或文本" },
    },
  ],
  examples: ["length https://example.org/story"],
  understands: (text) => (/^how long is (this|that|it)\?$/i.test(text) ? {} : undefined),
  async run({ target }, context) {
    const { document } = await material(target, context);
    const words = document.text.split(/\s+/).length;
    const minutes = Math.ceil(words / 230);
    return {
      markdown: say(context.language, "is", { title: document.title, words, minutes }),
      data: { words, minutes },
      madeBy: ["copytaster"],
    };
  },
});

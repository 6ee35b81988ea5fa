/** What is on, what is off and why, and what would turn it on. */
import { catalogue, command } from "./define.ts";
import { aside, plain } from "./show.ts";

const { say } = catalogue({
  en: {
    on: "on",
    off: "off",
    failing: "failing",
    all: "Everything that is on works.",
    some: "{count} of what is on is failing:",
  },
  zh: {
    on: "正常",
    off: "关闭",
    failing: "故障",
    all: "已开启的部分都正常。",
    some: "已开启的部分中有 {count} 项出现故障：",
  },
});

const signs = { on: "✅", off: "⚪", failing: "❌" } as const;

export const health = command({
  name: "health",
  aliases: ["status", "健康", "状态"],
  about: {
    en: "What works, what does not, and what would mend it",
    zh: "哪些正常，哪些不正常，以及如何修复",
  },
  options: [],
  examples: ["health"],
  understands: (text) =>
    /^(are you (ok|okay|there|alive|up)|ping|你还好吗|在吗)[?!？！]*$/i.test(text) ? {} : undefined,
  async run(_options, { services, language, desk }) {
    const lines = await services.health(desk.id);
    const failing = lines.filter((line) => line.state === "failing");
    const heading =
      failing.length === 0 ? say(language, "all") : say(language, "some", { count: failing.length });
    return {
      markdown: `${heading}\n\n${lines.map((line) => `- ${signs[line.state]} **${plain(line.part)}**${aside(say(language, line.state), language)}${language === "zh" ? "：" : ": "}${plain(line.note)}`).join("\n")}`,
      data: { lines },
      madeBy: ["copytaster"],
    };
  },
});

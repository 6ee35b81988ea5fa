/** What I can do: the list, or one command with its options. Made from the registry. */
import { UserError } from "../errors.ts";
import type { CommandInfo, Language, OptionSpec } from "../types.ts";
import { catalogue, command } from "./define.ts";

const { say, all } = catalogue({
  en: {
    intro:
      "I read what comes in and say what is worth running. Ask me in your own words, or with one of these:",
    outro:
      "`help <command>` tells more. A link alone is summarized; words I do not know are looked for in the archive.",
    options: "Options:",
    examples: "For example:",
    aliases: "Also: {aliases}",
    none: "no options",
    editor: "for editors",
    admin: "for admins",
    required: "required",
    named: "by name",
    rest: "the rest of the line",
    unknown: "There is no command “{command}”",
    "unknown.mend": "Say `help` for the list",
  },
  zh: {
    intro: "我阅读收到的所有内容，告诉您什么值得发。可以用自己的话问我，也可以用以下命令：",
    outro: "`help <命令>` 查看详情。单独发一个链接，我会给出摘要；不认识的词，我会在存档里查找。",
    options: "选项：",
    examples: "例如：",
    aliases: "别名：{aliases}",
    none: "没有选项",
    editor: "编辑可用",
    admin: "管理员可用",
    required: "必填",
    named: "按名称给出",
    rest: "该行其余部分",
    unknown: "没有“{command}”这个命令",
    "unknown.mend": "发送 `help` 查看命令列表",
  },
});

export const help = command({
  name: "help",
  aliases: ["commands", "帮助", "?"],
  about: { en: "What I can do", zh: "我能做什么" },
  options: [
    {
      name: "command",
      kind: "text",
      required: false,
      completes: true,
      maxLength: 40,
      about: { en: "one command, in detail", zh: "某个命令的详情" },
    },
  ],
  examples: ["help", "help digest"],
  understands: (text) =>
    /^(hi|hello|hey|help me|what can you do|who are you|你好|您好|你能做什么|你会什么|你是谁)[!?.！？。]*$/i.test(
      text,
    )
      ? {}
      : undefined,
  complete: async (_option, typed, { services }) =>
    services.commands
      .filter((one) => one.listed && one.name.startsWith(typed.toLowerCase()))
      .map((one) => one.name),
  async run({ command: name }, { services, language }) {
    const listed = services.commands.filter((one) => one.listed);
    if (name === undefined) {
      const lines = listed.map(
        (one) => `- **${one.name}** — ${one.about[language]}${roleNote(one, language)}`,
      );
      return {
        markdown: `${say(language, "intro")}\n\n${lines.join("\n")}\n\n${say(language, "outro")}`,
        data: { commands: listed.map((one) => one.name) },
        madeBy: ["copytaster"],
      };
    }
    const wanted = name.replace(/^\//, "").toLowerCase();
    const one = listed.find((info) => info.name === wanted || info.aliases.includes(wanted));
    if (!one) throw new UserError(all("unknown", { command: name }), all("unknown.mend"));
    return { markdown: details(one, language), data: one, madeBy: ["copytaster"] };
  },
});

const roleNote = (info: CommandInfo, language: Language) =>
  info.role === "reader" ? "" : ` _(${say(language, info.role)})_`;

function details(info: CommandInfo, language: Language): string {
  const options = info.options.map(
    (spec) =>
      `- \`${spec.named ? "--" : ""}${spec.name}\` ${spec.about[language]} _(${notes(spec, language)})_`,
  );
  const aliases =
    info.aliases.length > 0 ? [say(language, "aliases", { aliases: info.aliases.join(", ") })] : [];
  return [
    `**${info.name}** — ${info.about[language]}${roleNote(info, language)}`,
    options.length > 0 ? `${say(language, "options")}\n\n${options.join("\n")}` : say(language, "none"),
    `${say(language, "examples")}\n\n${info.examples.map((example) => `- \`${example}\``).join("\n")}`,
    ...aliases,
  ].join("\n\n");
}

function notes(spec: OptionSpec, language: Language): string {
  const range = spec.min !== undefined || spec.max !== undefined ? `${spec.min ?? ""}–${spec.max ?? ""}` : "";
  const kind = spec.choices ? spec.choices.join(" | ") : spec.kind;
  return [
    kind,
    range,
    spec.required ? say(language, "required") : "",
    spec.named ? say(language, "named") : "",
    spec.rest ? say(language, "rest") : "",
  ]
    .filter(Boolean)
    .join(", ");
}

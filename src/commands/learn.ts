/** Who agreed to have their corrections kept, and taking it back. */
import { UserError } from "../errors.ts";
import type { Answer, Consent, Context } from "../types.ts";
import { command } from "./define.ts";
import { labelOf, readFinding, taskOf } from "./learn/finding.ts";
import { keep } from "./learn/keep.ts";
import { all, say } from "./learn/words.ts";

const deskWords = { "desk-yes": "deskYes", "desk-no": "deskNo", "desk-ask": "deskAsk" } as const;

export const learn = command({
  name: "learn",
  aliases: ["学习"],
  about: {
    en: "Whether your corrections are kept for training: yes, no, or for the whole desk",
    zh: "是否保存您的更正用于训练：同意、拒绝，或为整个编辑台设置",
  },
  options: [
    {
      name: "do",
      kind: "choice",
      choices: ["show", "yes", "no", "forget", "desk-yes", "desk-no", "desk-ask"],
      required: false,
      about: {
        en: "yes, no, forget all that you taught; for admins: for the desk (show)",
        zh: "同意、拒绝、删除您教过的一切；管理员可为编辑台设置（默认查看）",
      },
    },
    {
      name: "sure",
      kind: "boolean",
      required: false,
      named: true,
      about: { en: "forget without asking again", zh: "不再询问，直接删除" },
    },
    {
      name: "label",
      kind: "text",
      required: false,
      named: true,
      maxLength: 100,
      about: { en: "put there by a button", zh: "由按钮填入" },
    },
    {
      name: "finding",
      kind: "text",
      required: false,
      named: true,
      maxLength: 12_000,
      about: { en: "put there by a button", zh: "由按钮填入" },
    },
  ],
  examples: ["learn", "learn no", "learn forget"],
  audience: () => "author",
  understands: (text) =>
    /^forget (me|everything (that )?I (taught|gave|corrected)( you)?)[.!]?$|^(忘记我|删除我的(更正|反馈|数据))[。！]?$/iu.test(
      text,
    )
      ? { do: "forget" }
      : undefined,
  async run({ do: what = "show", label, finding, sure }, context) {
    const { services, language, message, desk, role } = context;
    if (what === "forget") return forget(sure === true, context);
    if (what === "desk-yes" || what === "desk-no" || what === "desk-ask") {
      if (role !== "admin") throw new UserError(all("admins"), all("admins.mend"));
      await services.learning.agreeDesk(desk.id, what.slice(5) as Consent);
      return {
        markdown: say(language, deskWords[what]),
        data: { desk: what.slice(5) },
        madeBy: ["copytaster"],
      };
    }
    if (what === "yes" || what === "no") await services.learning.agree(message.author, what);
    if (what === "yes" && finding !== undefined && label !== undefined) {
      const one = readFinding(finding);
      const state = await taskOf(one.task, context);
      const kept = await keep(one, labelOf(label, state), state, context);
      return { ...kept, markdown: `${say(language, "agreed")} ${kept.markdown}` };
    }
    const consent = await services.learning.consent(message.author, desk.id);
    const markdown =
      what === "show"
        ? say(language, "state", { consent: say(language, `state.${consent}`) })
        : say(language, what === "yes" ? "agreed" : "refused");
    return { markdown, data: { consent }, madeBy: ["copytaster"] };
  },
});

/** The audit log tells how much went, and neither what nor whose. */
async function forget(sure: boolean, { services, language, message, desk, now }: Context): Promise<Answer> {
  const { learning, journal } = services;
  if (!sure) {
    const given = await learning.given(message.author);
    return {
      markdown: say(language, "forget", { ...given }),
      actions: [
        {
          ...{ label: say(language, "forget.button"), command: "learn", style: "danger", once: true },
          ...{ options: { do: "forget", sure: true }, by: message.author.id },
        },
      ],
      data: { forgotten: false, ...given },
      madeBy: ["copytaster"],
    };
  }
  const gone = await learning.forget(message.author);
  const note = `somebody’s corrections were forgotten: ${gone.corrections} corrections, ${gone.examples} examples of categories, ${gone.verdicts} verdicts`;
  await journal.write({ at: now(), kind: "model", deskId: desk.id, subject: "learn forget", note });
  return {
    markdown: say(language, "forgotten", { ...gone }),
    data: { forgotten: true, ...gone },
    madeBy: ["copytaster"],
  };
}

/** 👍 and 👎 on a reply: kept with who and when. */
import { UserError } from "../errors.ts";
import { catalogue, command } from "./define.ts";

const { say, all } = catalogue({
  en: {
    unknown: "I do not know which reply that is about",
    "unknown.mend": "React to one of my replies, or reply to it",
    up: "Thank you: kept as helpful.",
    down: "Thank you: kept as not helpful. What was wrong? Reply to it in your own words.",
    none: "Taken back.",
  },
  zh: {
    unknown: "不清楚您评价的是哪条答复",
    "unknown.mend": "请直接对我的某条答复作出回应",
    up: "谢谢：已记为有帮助。",
    down: "谢谢：已记为没有帮助。哪里不对？请在该答复下说明。",
    none: "已撤回。",
  },
});

export const feedback = command({
  name: "feedback",
  about: { en: "Tell me whether a reply helped", zh: "告诉我某条答复是否有帮助" },
  options: [
    {
      name: "verdict",
      kind: "choice",
      choices: ["up", "down", "none"],
      required: true,
      about: { en: "up, down, or none to take it back", zh: "赞、踩，或撤回" },
    },
    {
      name: "reply",
      kind: "text",
      required: false,
      named: true,
      maxLength: 100,
      about: { en: "the reply's id", zh: "答复的编号" },
    },
  ],
  examples: ["feedback up"],
  audience: () => "author",
  listed: false,
  understands: (text) =>
    /^(👍|good bot|thanks?( you)?|谢谢|赞)[!.！。]*$/iu.test(text)
      ? { verdict: "up" }
      : /^(👎|bad bot|wrong|不对|踩)[!.！。]*$/iu.test(text)
        ? { verdict: "down" }
        : undefined,
  async run({ verdict, reply }, { services, message, desk, language, now }) {
    const about = reply ?? message.about;
    const found =
      about === undefined ? undefined : await services.inbox.replyAbout(message.place, about, message.author);
    if (!found) throw new UserError(all("unknown"), all("unknown.mend"));
    const { platform, workspace, id } = message.author;
    await services.feedback.put({
      replyId: found.reply.id,
      deskId: desk.id,
      person: JSON.stringify([platform, workspace, id]),
      verdict,
      at: now(),
    });
    return {
      markdown: say(language, verdict),
      data: { replyId: found.reply.id, verdict },
      madeBy: ["copytaster"],
    };
  },
});

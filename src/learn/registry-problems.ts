/** What can be wrong with a wish about models, in words for whoever wished it. */
import { UserError } from "../errors.ts";

export const gone = (name: string) =>
  new UserError(
    { en: `The model ${name} is not there any more`, zh: `模型 ${name} 已不存在` },
    { en: "`models list` shows what there is", zh: "用 `models list` 查看现有模型" },
  );

export const alreadyLive = (label: string) =>
  new UserError(
    { en: `${label} answers already`, zh: `${label} 已在使用` },
    { en: "`models list` shows what answers", zh: "用 `models list` 查看当前模型" },
  );

export const overtaken = (task: string) =>
  new UserError(
    {
      en: `Somebody else changed the model of ${task} at the same moment`,
      zh: `同一时刻已有人更改了 ${task} 的模型`,
    },
    { en: "Look at `models list` and ask again", zh: "请查看 `models list` 后重试" },
  );

export const nothingBefore = (task: string) =>
  new UserError(
    {
      en: `There is nothing to go back to: nothing was deployed for ${task}`,
      zh: `无可回退：${task} 未部署过模型`,
    },
    { en: "`models list` shows what answers", zh: "用 `models list` 查看当前模型" },
  );

export const noTask = (task: string, tasks: readonly { task: string }[]) =>
  new UserError(
    { en: `No model answers “${task.slice(0, 60)}”`, zh: `没有名为“${task.slice(0, 60)}”的任务` },
    {
      en: `Tasks: ${tasks.map((one) => one.task).join(", ") || "none"}`,
      zh: `现有任务：${tasks.map((one) => one.task).join("、") || "无"}`,
    },
  );

export const differentTasks = (a: { ref: string; task: string }, b: { ref: string; task: string }) =>
  new UserError(
    {
      en: `${a.ref} answers ${a.task}, ${b.ref} answers ${b.task}`,
      zh: `${a.ref} 用于 ${a.task}，${b.ref} 用于 ${b.task}`,
    },
    { en: "Only models of one task can be compared", zh: "只能比较同一任务的模型" },
  );

export const nothingApproved = (task: string) =>
  new UserError(
    {
      en: `No approved answers are held back for ${task}: no candidate can be judged`,
      zh: `${task} 没有留出的已认可答复，无法评判候选模型`,
    },
    {
      en: "👍 drafts and summaries of stories in the archive; those of people who said `learn yes` count, one story in five is held back",
      zh: "请为存档稿件的草稿和摘要点赞；只计入已执行 `learn yes` 的人，每五篇稿件留出一篇",
    },
  );

export const nothingHeldOut = (task: string, folders: readonly string[]) =>
  new UserError(
    {
      en: `Nothing is held out for ${task}: no candidate can be judged`,
      zh: `${task} 没有留出样本，无法评判候选模型`,
    },
    {
      en: `Put labelled rows that no training sees into ${folders.map((one) => `${one}/${task}.jsonl`).join(" or ")}`,
      zh: `请把不参与训练的标注样本放入 ${folders.map((one) => `${one}/${task}.jsonl`).join(" 或 ")}`,
    },
  );

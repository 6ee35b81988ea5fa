/** What only Slack needs to say. */
import type { Words } from "../../src/types.ts";

export const formRun: Words = { en: "Run", zh: "执行" };
export const formCancel: Words = { en: "Cancel", zh: "取消" };
export const yes: Words = { en: "Yes", zh: "是" };
export const no: Words = { en: "No", zh: "否" };
export const optional: Words = { en: "optional", zh: "可不填" };

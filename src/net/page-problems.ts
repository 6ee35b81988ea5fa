/** Why a text that was got cannot be used, in words for a person. */
import { UserError } from "../errors.ts";
import type { Words } from "../types.ts";
import type { Unreadable } from "./extracted.ts";

const paste: Words = { en: "Open it yourself and paste the text", zh: "请自行打开并粘贴正文" };

const words: Readonly<Record<Unreadable, readonly [Words, Words]>> = {
  empty: [
    { en: "There is no readable text in it", zh: "其中没有可读的文字" },
    {
      en: "It may need a sign-in or draw its text by script: open it yourself and paste the text",
      zh: "该页可能需要登录或由脚本生成：请自行打开并粘贴正文",
    },
  ],
  paywalled: [{ en: "The text is behind a paywall", zh: "正文在付费墙之后" }, paste],
  list: [
    {
      en: "This is not an article but a front page or a list of links",
      zh: "这不是一篇文章，而是首页或链接列表",
    },
    {
      en: "Give the address of one article; to follow the whole site, use: sources add <address>",
      zh: "请给出某一篇文章的网址；如要关注整个网站，请用：sources add <网址>",
    },
  ],
  locked: [
    { en: "The PDF is locked with a password", zh: "该 PDF 设有密码" },
    { en: "Save it without the password and attach it again", zh: "请去除密码后重新上传" },
  ],
  scanned: [
    { en: "The PDF holds pictures of pages and no text", zh: "该 PDF 只有页面图像，没有文字" },
    {
      en: "Run it through text recognition (OCR) first, or paste the text",
      zh: "请先做文字识别（OCR），或直接粘贴正文",
    },
  ],
  damaged: [
    { en: "The PDF is damaged and cannot be opened", zh: "该 PDF 已损坏，无法打开" },
    { en: "Get it again from where it came, or paste the text", zh: "请重新获取文件，或直接粘贴正文" },
  ],
  deep: [
    { en: "The page is built so strangely that it cannot be read", zh: "该页面结构异常，无法读取" },
    paste,
  ],
};

export function unreadable(why: Unreadable): UserError {
  const [problem, mend] = words[why];
  return new UserError(problem, mend);
}

export function binary(format: string): UserError {
  const what = format ? ` (${format})` : "";
  return new UserError(
    {
      en: `This is a binary file${what}, not a text`,
      zh: `这是二进制文件${format ? `（${format}）` : ""}，不是文本`,
    },
    {
      en: "Web pages, PDF and plain text are read; for others paste the text or save as PDF",
      zh: "可读网页、PDF 和纯文本；其他格式请粘贴正文或另存为 PDF",
    },
  );
}

export const isFeed = () =>
  new UserError(
    { en: "This is a feed, not an article", zh: "这是一个订阅源，不是文章" },
    { en: "To collect it, use: sources add <address>", zh: "如要采集，请用：sources add <网址>" },
  );

export const tooHeavy = (cause: unknown) =>
  new UserError(
    { en: "The text takes too long to take apart and was given up", zh: "内容过于复杂，处理超时，已放弃" },
    { en: "Paste the part that matters", zh: "请粘贴需要的部分" },
    { cause },
  );

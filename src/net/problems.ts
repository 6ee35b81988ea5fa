/** What can be wrong with an address or a page, said once, in both languages. */
import { UserError } from "../errors.ts";
import type { Words } from "../types.ts";

/** What a program needs to know of a failed fetch; travels as the error's `cause`. */
export interface FetchProblem {
  code:
    | "address"
    | "private"
    | "name"
    | "status"
    | "timeout"
    | "large"
    | "tls"
    | "redirects"
    | "connection"
    | "encoding";
  /** HTTP status, for code "status". */
  status?: number;
  /** ms since 1970: the server asked not to be asked before. */
  retryAt?: number;
}

const problems = new WeakMap<object, FetchProblem>();

/** A `UserError` that carries its `FetchProblem`. */
export function fetchError(facts: FetchProblem, problem: Words, mend?: Words, cause?: unknown): UserError {
  const error = new UserError(problem, mend, cause === undefined ? undefined : { cause });
  problems.set(error, facts);
  return error;
}

/** The facts behind an error of `fetch`; undefined for any other error. */
export function fetchProblem(error: unknown): FetchProblem | undefined {
  return typeof error === "object" && error !== null ? problems.get(error) : undefined;
}

const checkAddress: Words = {
  en: "Check the address, or paste the text itself",
  zh: "请核对网址，或直接粘贴正文",
};
const tryLater: Words = {
  en: "Try again in a few minutes, or paste the text itself",
  zh: "请过几分钟再试，或直接粘贴正文",
};
const pasteInstead: Words = {
  en: "Paste the part that matters, or attach it as a file",
  zh: "请粘贴需要的部分，或以文件形式上传",
};

export const noAddress = (text: string) =>
  fetchError(
    { code: "address" },
    { en: `"${shown(text)}" is not a web address`, zh: `“${shown(text)}”不是网址` },
    {
      en: "Give an address that begins with https:// or http://",
      zh: "请给出以 https:// 或 http:// 开头的网址",
    },
  );

export const badScheme = (scheme: string) =>
  fetchError(
    { code: "address" },
    {
      en: `Addresses that begin with ${shown(scheme)} are not read`,
      zh: `不支持以 ${shown(scheme)} 开头的网址`,
    },
    {
      en: "Give an address that begins with https:// or http://",
      zh: "请给出以 https:// 或 http:// 开头的网址",
    },
  );

export const withUserinfo = () =>
  fetchError(
    { code: "address" },
    { en: "The address carries a name or a password", zh: "网址中带有用户名或密码" },
    { en: "Take out the part before the @ and try again", zh: "请去掉 @ 之前的部分后重试" },
  );

export const badPort = (port: string) =>
  fetchError(
    { code: "address" },
    { en: `Port ${port} is not a port for web pages`, zh: `端口 ${port} 不用于网页` },
    { en: "Give the page's usual address, without a port", zh: "请给出不带端口的常用网址" },
  );

export const privateAddress = (host: string) =>
  fetchError(
    { code: "private" },
    { en: `${shown(host)} is not on the public internet`, zh: `${shown(host)} 不在公共互联网上` },
    {
      en: "Only public addresses are read; paste the text instead (in a closed network, whoever runs the bot can set ALLOW_PRIVATE_ADDRESSES)",
      zh: "只读取公网地址；请改为粘贴正文（内网环境可由管理员设置 ALLOW_PRIVATE_ADDRESSES）",
    },
  );

export const unknownHost = (host: string, cause: unknown) =>
  fetchError(
    { code: "name" },
    {
      en: `There is no site named ${shown(host)}, or it cannot be found now`,
      zh: `找不到网站 ${shown(host)}`,
    },
    checkAddress,
    cause,
  );

export const timedOut = (host: string, ms: number) =>
  fetchError(
    { code: "timeout" },
    {
      en: `${shown(host)} did not finish answering within ${Math.round(ms / 100) / 10} seconds`,
      zh: `${shown(host)} 未能在 ${Math.round(ms / 100) / 10} 秒内答复完毕`,
    },
    tryLater,
  );

export const tooLarge = (bytes: number) =>
  fetchError(
    { code: "large" },
    { en: `It is larger than ${megabytes(bytes)} MB`, zh: `内容超过 ${megabytes(bytes)} MB` },
    pasteInstead,
  );

export const badCertificate = (host: string, cause: unknown) =>
  fetchError(
    { code: "tls" },
    {
      en: `The secure connection to ${shown(host)} failed: its certificate is not valid`,
      zh: `无法与 ${shown(host)} 建立安全连接：证书无效`,
    },
    {
      en: "Tell the site's owner, or paste the text itself",
      zh: "请告知网站管理者，或直接粘贴正文",
    },
    cause,
  );

export const tooManyRedirects = (limit: number) =>
  fetchError(
    { code: "redirects" },
    { en: `The address was passed on more than ${limit} times`, zh: `网址跳转超过 ${limit} 次` },
    checkAddress,
  );

export const noConnection = (host: string, cause: unknown) =>
  fetchError(
    { code: "connection" },
    { en: `${shown(host)} could not be reached`, zh: `无法连接 ${shown(host)}` },
    tryLater,
    cause,
  );

export const badEncoding = (host: string, cause?: unknown) =>
  fetchError(
    { code: "encoding" },
    { en: `The answer of ${shown(host)} is damaged`, zh: `${shown(host)} 返回的内容已损坏` },
    tryLater,
    cause,
  );

/** An answer that is neither the page nor a redirect. */
export function badStatus(host: string, status: number, retryAt: number | undefined): UserError {
  const facts: FetchProblem = { code: "status", status, ...(retryAt === undefined ? {} : { retryAt }) };
  const name = shown(host);
  if (status === 404 || status === 410)
    return fetchError(
      facts,
      { en: `The link is dead: ${name} answered ${status}`, zh: `链接已失效：${name} 返回 ${status}` },
      checkAddress,
    );
  if (status === 401 || status === 402 || status === 403)
    return fetchError(
      facts,
      { en: `${name} does not let the bot read this (${status})`, zh: `${name} 不允许读取此页（${status}）` },
      { en: "Open it yourself and paste the text", zh: "请自行打开并粘贴正文" },
    );
  if (status === 429 || status === 503)
    return fetchError(
      facts,
      { en: `${name} asks for fewer requests (${status})`, zh: `${name} 要求减少请求（${status}）` },
      tryLater,
    );
  return fetchError(
    facts,
    { en: `${name} answered with error ${status}`, zh: `${name} 返回错误 ${status}` },
    status >= 500 ? tryLater : checkAddress,
  );
}

/** Texts from outside in an error are short and without control characters. */
export function shown(text: string): string {
  const plain = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, "");
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}

function megabytes(bytes: number): number {
  return Math.max(0.1, Math.round((bytes / 1024 / 1024) * 10) / 10);
}

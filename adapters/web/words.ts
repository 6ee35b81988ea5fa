/** What the page itself says. English gives the keys; Chinese must have them all. */
import { fill, languageOfText } from "../../src/chat/words.ts";
import type { Language } from "../../src/types.ts";

const en = {
  skip: "Skip to the conversation",
  skipMain: "Skip to the content",
  tagline: "What came in, and what is worth running",
  chat: "Ask",
  digest: "Digest",
  sources: "Sources",
  commands: "Commands",
  health: "Health",
  pages: "Pages",
  language: "Language",
  signOut: "Sign out",
  signIn: "Sign in",
  signInAbout:
    "This page answers to its owner alone. The token is what WEB_TOKEN holds, or the one that was printed when the bot started.",
  token: "Token",
  wrongToken: "That is not the token. It was printed when the bot started; WEB_TOKEN sets it",
  manyFiles: "That is more than {most} files. Send fewer at once",
  manyTokens: "Too many wrong tokens came from your address. Try again in {seconds} s",
  conversation: "Conversation",
  you: "You",
  bot: "Copytaster",
  empty: "Nothing has been asked yet.",
  emptyAbout: "Paste a link, a press release or a question. Each answer shows the passages it stands on.",
  tryOne: "Or begin with one of these:",
  ask: "Your question",
  askHint: "Ask, or paste a link or a text",
  keys: "Enter sends, Shift + Enter begins a new line",
  send: "Send",
  attach: "Attach files",
  attachHint: "up to 5 MB together",
  attached: "{count} attached",
  working: "Working on it …",
  underWay: "Under way",
  earlier: "Earlier",
  supports: "For:",
  noPassage: "Named as a source; no single passage was quoted.",
  openAt: "Open at {host}",
  sample: "sample",
  sampleAbout: "Written for the sample newsroom: not news",
  unsupported: "Not borne out by the sources",
  madeBy: "Made by",
  good: "Good answer",
  bad: "Bad answer",
  rated: "Noted.",
  files: "Files",
  download: "Download {name}",
  incident: "Incident {id}",
  choose: "Choose",
  run: "Run",
  required: "required",
  role: "Role: {role}",
  examples: "For example",
  aliases: "Also",
  digestAbout: "The digest as it would be sent now.",
  healthAbout: "What is on, what is off, and what would turn it on.",
  sourcesAbout: "What is collected, and how each source is doing.",
  commandsAbout: "Everything that can be asked for. The same words work in the conversation.",
  addSource: "Add a source",
  removeSource: "Remove a source",
  importSources: "Import from another reader (OPML)",
  exportSources: "Export for another reader (OPML)",
  opmlFile: "OPML file",
  notThere: "This part is not installed: the command “{name}” is missing.",
  noAnswer: "There was nothing to say.",
  notFound: "There is no such page",
  wentWrong: "Something went wrong on our side. The log has the details under incident {id}",
  tooLarge: "That is too large. Files may have 5 MB together, a text 2 MB",
  stale: "This page has grown old, or was opened elsewhere. Reload it and send again",
  foreign:
    "This request came from another site and was refused. If it is the page’s own address, set WEB_ORIGIN to it",
  foreignHost:
    "The page was called by a name that is not its own. Open it at its own address, or set WEB_ORIGIN to the public one",
  proxied:
    "This page stands behind a proxy, and nobody would have to sign in. Set WEB_ORIGIN to its public address, and sign in with WEB_TOKEN",
  stopping: "The bot is stopping and takes nothing new. Try again in a moment",
  offline: "The connection was lost. Trying again …",
  notSent: "It was not sent. Is the bot still running? Your text is still here",
  reload: "Reload",
  back: "Back to the conversation",
};

export type PageWord = keyof typeof en;

const zh: Record<PageWord, string> = {
  skip: "跳到对话",
  skipMain: "跳到正文",
  tagline: "来稿过目，择要而报",
  chat: "提问",
  digest: "摘报",
  sources: "来源",
  commands: "命令",
  health: "运行状况",
  pages: "页面",
  language: "语言",
  signOut: "退出",
  signIn: "登录",
  signInAbout: "本页只为主人服务。令牌即 WEB_TOKEN 的值；若未设置，则是启动时打印的那一个。",
  token: "令牌",
  wrongToken: "令牌不对。启动时打印过它，也可以用 WEB_TOKEN 设置",
  manyFiles: "文件超过 {most} 个，请分次发送",
  manyTokens: "来自您地址的错误令牌过多，请在 {seconds} 秒后重试",
  conversation: "对话",
  you: "您",
  bot: "Copytaster",
  empty: "还没有提过问题。",
  emptyAbout: "贴上链接、新闻稿，或直接提问。每个回答都会列出所依据的原文。",
  tryOne: "也可以从这里开始：",
  ask: "您的问题",
  askHint: "提问，或贴上链接、文字",
  keys: "回车发送，Shift + 回车换行",
  send: "发送",
  attach: "添加附件",
  attachHint: "合计不超过 5 MB",
  attached: "已添加 {count} 个",
  working: "正在处理……",
  underWay: "进行中",
  earlier: "更早的内容",
  supports: "对应：",
  noPassage: "列为出处，但没有引用具体段落。",
  openAt: "在 {host} 打开",
  sample: "示例",
  sampleAbout: "为示例编辑部编写，并非新闻",
  unsupported: "出处不足以支持",
  madeBy: "生成方式",
  good: "回答得好",
  bad: "回答得不好",
  rated: "已记下。",
  files: "文件",
  download: "下载 {name}",
  incident: "事件编号 {id}",
  choose: "请选择",
  run: "执行",
  required: "必填",
  role: "需要权限：{role}",
  examples: "例如",
  aliases: "又名",
  digestAbout: "此刻发出的话，摘报就是这个样子。",
  healthAbout: "哪些已开启，哪些未开启，怎样开启。",
  sourcesAbout: "正在采集哪些来源，各自状况如何。",
  commandsAbout: "可以使用的全部命令。在对话里输入同样的词也行。",
  addSource: "添加来源",
  removeSource: "移除来源",
  importSources: "从其他阅读器导入（OPML）",
  exportSources: "导出给其他阅读器（OPML）",
  opmlFile: "OPML 文件",
  notThere: "尚未安装这一部分：缺少命令“{name}”。",
  noAnswer: "没有可说的内容。",
  notFound: "没有这个页面",
  wentWrong: "我们这边出了问题。详情见日志，事件编号 {id}",
  tooLarge: "内容太大。文件合计不超过 5 MB，文字不超过 2 MB",
  stale: "页面已过期，或已在别处打开。请重新加载后再发送",
  foreign: "请求来自其他网站，已拒绝。如果这就是本页的地址，请把 WEB_ORIGIN 设为它",
  foreignHost: "访问所用的主机名不属于本页。请用本页自己的地址打开，或把 WEB_ORIGIN 设为公开地址",
  proxied: "本页位于代理之后，任何人都无需登录。请把 WEB_ORIGIN 设为公开地址，并用 WEB_TOKEN 登录",
  stopping: "程序正在停止，不再接受新的请求。请稍后再试",
  offline: "连接已断开，正在重试……",
  notSent: "没有发送成功。程序还在运行吗？您的文字仍在这里",
  reload: "重新加载",
  back: "回到对话",
};

const catalogues: Record<Language, Record<PageWord, string>> = { en, zh };

/** The page's own sentence under `key`, its {names} filled. */
export function word(
  language: Language,
  key: PageWord,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return fill(catalogues[language][key], values);
}

/** The `lang` attribute for a text that may be in another language than the page. */
export function languageTag(text: string, language: Language): string {
  return tagOf(languageOfText(text) ?? language);
}

/** How dates and numbers are written. */
export function localeOf(language: Language): string {
  return language === "zh" ? "zh-CN" : "en-GB";
}

/** For the `lang` attribute, which fonts and screen readers go by. */
export function tagOf(language: Language): string {
  return language === "zh" ? "zh-Hans" : "en";
}

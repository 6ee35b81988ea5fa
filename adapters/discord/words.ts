/** The few sentences that only Discord needs. Without the closing stop where they go into a `UserError`. */
import type { Words } from "../../src/types.ts";

export const words = {
  inDirectMessage: {
    en: "The answer is for you alone: I have sent it to you as a direct message.",
    zh: "这个答复只给您看：已用私信发给您。",
  },
  directMessagesClosed: {
    en: "The answer is for you alone, but your direct messages are closed to me. Open them (the server's Privacy Settings, Direct Messages), or ask with the slash command: its answer is seen by you only.",
    zh: "这个答复只给您看，但您没有向我开放私信。请在服务器的“隐私设置”里允许私信，或改用斜杠命令提问：它的答复只有您能看到。",
  },
  tooLarge: {
    en: "{name} is larger than the {limit} MB that Discord takes, so it is not attached.",
    zh: "{name} 超过 Discord 允许的 {limit} MB，未能附上。",
  },
  unsupported: { en: "not borne out by the source", zh: "来源中没有依据" },
  sample: { en: "sample, not news", zh: "样稿，非新闻" },
  fileAbout: {
    en: "a file to read instead of a link or text",
    zh: "要读取的文件，可代替链接或文本",
  },
  formTitle: { en: "{command}: what is missing", zh: "{command}：还缺的内容" },
  notMember: {
    en: "Only those who can see this place on Discord, and its history, may have it read",
    zh: "只有在 Discord 上能看到此处及其历史消息的人，才能让我读取这里的内容",
  },
  notMemberMend: {
    en: "Ask a moderator for “View Channel” and “Read Message History” here, or to be added to the thread",
    zh: "请管理员给您此处的“查看频道”和“读取消息历史”权限，或把您加入这个子区",
  },
  noContent: {
    en: "Discord does not let me read other people's messages here",
    zh: "Discord 不允许我读取这里其他人的消息",
  },
  noContentMend: {
    en: "Whoever runs me: switch on “Message Content Intent” (Discord Developer Portal, Bot), set DISCORD_MESSAGE_CONTENT=yes and start me again. Until then, use “Summarize” in a message's Apps menu, or paste the text",
    zh: "请运维者在 Discord 开发者后台的 Bot 页打开“Message Content Intent”，设置 DISCORD_MESSAGE_CONTENT=yes 并重新启动。在此之前，可用消息菜单“应用”里的“摘要”，或直接粘贴文本",
  },
  cannotSee: {
    en: "I cannot see this place, or not its history",
    zh: "我看不到此处，或看不到它的历史消息",
  },
  cannotSeeMend: {
    en: "Give me “View Channel” and “Read Message History” here",
    zh: "请给我此处的“查看频道”和“读取消息历史”权限",
  },
  cannotSend: {
    en: "Discord does not let me write in this channel",
    zh: "Discord 不允许我在这个频道发言",
  },
  cannotSendMend: {
    en: "Give me “View Channel”, “Send Messages” and, for threads, “Send Messages in Threads” there",
    zh: "请给我那里的“查看频道”“发送消息”权限；子区还需要“在子区内发送消息”",
  },
  foreignFile: { en: "That file is not one of Discord's", zh: "这个文件不在 Discord 上" },
  foreignFileMend: {
    en: "Attach it to a message here, or give its link",
    zh: "请把它附在这里的消息上，或给出链接",
  },
  bigFile: {
    en: "{name} is {size} MB; at most {limit} MB are read",
    zh: "{name} 有 {size} MB；最多读取 {limit} MB",
  },
  bigFileMend: { en: "Attach a shorter part", zh: "请附上较短的一部分" },
  goneFile: { en: "{name} can no longer be fetched from Discord", zh: "已无法从 Discord 取得 {name}" },
  goneFileMend: { en: "Attach it once more", zh: "请重新附上" },
  badToken: { en: "Discord refuses the token", zh: "Discord 不接受这个令牌" },
  badTokenMend: {
    en: "Set DISCORD_TOKEN to the bot's token (Discord Developer Portal, Bot, Reset Token), not the client secret",
    zh: "请把 DISCORD_TOKEN 设为机器人的令牌（Discord 开发者后台，Bot，Reset Token），而不是 client secret",
  },
  badIntents: {
    en: "Discord refuses the Message Content intent",
    zh: "Discord 不允许使用 Message Content Intent",
  },
  badIntentsMend: {
    en: "Switch on “Message Content Intent” (Discord Developer Portal, Bot), or set DISCORD_MESSAGE_CONTENT=no",
    zh: "请在 Discord 开发者后台的 Bot 页打开“Message Content Intent”，或设置 DISCORD_MESSAGE_CONTENT=no",
  },
  stopping: {
    en: "I am being started anew just now. Please ask again in a minute.",
    zh: "我正在重新启动，请过一分钟再问。",
  },
  refused: { en: "Discord refuses it: {problem}", zh: "Discord 拒绝了：{problem}" },
  refusedMend: {
    en: "Check DISCORD_APPLICATION_ID and DISCORD_GUILD_ID, and invite the bot with the address that `manifest discord` prints",
    zh: "请检查 DISCORD_APPLICATION_ID 和 DISCORD_GUILD_ID，并用 `manifest discord` 给出的链接邀请机器人",
  },
  unreachable: { en: "Discord cannot be reached: {problem}", zh: "无法连接 Discord：{problem}" },
  unreachableMend: {
    en: "Check the network, and DISCORD_API_URL if it is set",
    zh: "请检查网络；若设置了 DISCORD_API_URL，也请检查它",
  },
} as const satisfies Record<string, Words>;

/** Fills {names}, in every language. */
export function fill(sentence: Words, values: Readonly<Record<string, string | number>>): Words {
  const one = (text: string) =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return { en: one(sentence.en), zh: one(sentence.zh) };
}

/** What SQLite says of a disk or a file that fails, in words that name the mend. https://sqlite.org/rescode.html */
import { UserError } from "../errors.ts";
import type { Words } from "../types.ts";

const problems: Readonly<Record<number, readonly [problem: Words, mend: Words]>> = {
  8: [
    { en: "The database may only be read", zh: "数据库是只读的" },
    {
      en: "Give the user that runs the bot the right to write to COPYTASTER_DATA_DIR and the files in it",
      zh: "请允许运行机器人的用户写入 COPYTASTER_DATA_DIR 及其中的文件",
    },
  ],
  10: [
    { en: "The disk that holds the database does not read or write", zh: "存放数据库的磁盘无法读写" },
    {
      en: "Look whether the disk of COPYTASTER_DATA_DIR is full or failing (df, dmesg), and start again",
      zh: "请检查 COPYTASTER_DATA_DIR 所在磁盘是否已满或出错（df、dmesg），然后重新启动",
    },
  ],
  11: [
    { en: "The database file is damaged", zh: "数据库文件已损坏" },
    {
      en: "Stop the bot, move copytaster.db out of COPYTASTER_DATA_DIR, and `restore` the last backup; without one, `sqlite3 copytaster.db .recover` may save most of it",
      zh: "请停止机器人，把 copytaster.db 移出 COPYTASTER_DATA_DIR，再用 `restore` 恢复最近的备份；没有备份时，可用 `sqlite3 copytaster.db .recover` 尽量挽救",
    },
  ],
  13: [
    { en: "The disk that holds the database is full", zh: "存放数据库的磁盘已满" },
    {
      en: "Free some space where COPYTASTER_DATA_DIR is, and ask again; nothing that was answered is lost",
      zh: "请为 COPYTASTER_DATA_DIR 所在磁盘腾出空间后重试；已答复的内容不会丢失",
    },
  ],
};

/** A `UserError` for what whoever runs the bot can mend; any other error as it is. */
export function toldOf(error: unknown): unknown {
  if (!(error instanceof Error) || !("errcode" in error)) return error;
  const found = problems[(error.errcode as number) & 0xff];
  return found ? new UserError(found[0], found[1], { cause: error }) : error;
}

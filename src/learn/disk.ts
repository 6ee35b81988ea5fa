/** What training keeps on disk fails in ways that a person can mend: those are said plainly. */
import { UserError } from "../errors.ts";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);
const CLOSED = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EISDIR"]);

/** @throws UserError when the disk is full or the place cannot be written; other errors as they are. */
export function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (FULL.has(code))
      throw new UserError(
        { en: `The disk is full: ${path} could not be written`, zh: `磁盘已满：无法写入 ${path}` },
        {
          en: "Nothing half-written was left, and the live model is as it was. Make room and train again: it goes on where it stood",
          zh: "没有留下写了一半的文件，线上模型不受影响。请清理空间后重新训练，训练会从中断处继续",
        },
        { cause: error },
      );
    if (CLOSED.has(code))
      throw new UserError(
        { en: `${path} cannot be written (${code})`, zh: `无法写入 ${path}（${code}）` },
        { en: "Choose another folder, or mend its rights", zh: "请换一个文件夹，或修正其权限" },
        { cause: error },
      );
    throw error;
  }
}

/** Reads and writes the plain files of a .tar (POSIX ustar): a model's folder in one piece. Names are taken without their folders. */
import { UserError } from "../errors.ts";

const block = 512;

/** Plain files at most `most`; links, devices and everything else in the archive are passed over. @throws UserError for what is no tar. */
export function readTar(bytes: Uint8Array, most: number): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + block <= bytes.length; ) {
    const head = bytes.subarray(at, at + block);
    if (head.every((byte) => byte === 0)) break;
    const size = Number.parseInt(text(head, 124, 12), 8);
    if (!Number.isSafeInteger(size) || size < 0 || at + block + size > bytes.length || !sumFits(head))
      throw noTar();
    const kind = String.fromCharCode(head[156] ?? 0);
    const name = text(head, 0, 100).split("/").at(-1) ?? "";
    if ((kind === "0" || kind === "\0") && name !== "") {
      if (files.size >= most) throw noTar();
      files.set(name, bytes.slice(at + block, at + block + size));
    }
    at += block + Math.ceil(size / block) * block;
  }
  if (files.size === 0) throw noTar();
  return files;
}

/** The same files always give the same bytes. */
export function writeTar(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [name, bytes] of files) {
    const head = new Uint8Array(block);
    const put = (value: string, at: number) => head.set(Buffer.from(value, "latin1"), at);
    put(name.slice(0, 99), 0);
    put("0000644\0", 100);
    put("0000000\0", 108);
    put("0000000\0", 116);
    put(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
    put("00000000000\0", 136);
    put("        ", 148);
    put("0", 156);
    put("ustar\u000000", 257);
    const sum = head.reduce((total, byte) => total + byte, 0);
    put(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    parts.push(head, bytes, new Uint8Array((block - (bytes.length % block)) % block));
  }
  parts.push(new Uint8Array(2 * block));
  return Buffer.concat(parts);
}

function text(head: Uint8Array, at: number, length: number): string {
  const field = Buffer.from(head.subarray(at, at + length)).toString("latin1");
  return (field.split("\0")[0] ?? "").trim();
}

/** The header's own checksum: the sum of its bytes, its own field as spaces. */
function sumFits(head: Uint8Array): boolean {
  let sum = 0;
  head.forEach((byte, i) => {
    sum += i >= 148 && i < 156 ? 32 : byte;
  });
  return sum === Number.parseInt(text(head, 148, 8), 8);
}

function noTar(): UserError {
  return new UserError(
    { en: "That is no .tar that can be read", zh: "无法读取该 .tar 文件" },
    {
      en: "Make it anew: tar -cf model.tar -C models NAME",
      zh: "请重新打包：tar -cf model.tar -C models NAME",
    },
  );
}

/** What bytes are, by their content: names and headers are not to be believed. */

export type Kind = "html" | "pdf" | "text" | "feed" | "binary";

export interface Sniffed {
  kind: Kind;
  /** For "binary": what it looks like, in the field's own word ("PNG", "ZIP"); "" when unknown. */
  format: string;
}

const signatures: readonly (readonly [string, readonly (number | undefined)[]])[] = [
  ["PNG", [0x89, 0x50, 0x4e, 0x47]],
  ["JPEG", [0xff, 0xd8, 0xff]],
  ["GIF", [0x47, 0x49, 0x46, 0x38]],
  ["WebP", [0x52, 0x49, 0x46, 0x46, undefined, undefined, undefined, undefined, 0x57, 0x45, 0x42, 0x50]],
  ["RIFF", [0x52, 0x49, 0x46, 0x46]],
  ["ZIP", [0x50, 0x4b, 0x03, 0x04]],
  ["ZIP", [0x50, 0x4b, 0x05, 0x06]],
  ["gzip", [0x1f, 0x8b]],
  ["7z", [0x37, 0x7a, 0xbc, 0xaf]],
  ["RAR", [0x52, 0x61, 0x72, 0x21]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["MS Office", [0xd0, 0xcf, 0x11, 0xe0]],
  ["ELF", [0x7f, 0x45, 0x4c, 0x46]],
  ["EXE", [0x4d, 0x5a, 0x90]],
  ["MP3", [0x49, 0x44, 0x33]],
  ["MP4", [undefined, undefined, undefined, undefined, 0x66, 0x74, 0x79, 0x70]],
  ["Ogg", [0x4f, 0x67, 0x67, 0x53]],
  ["Matroska", [0x1a, 0x45, 0xdf, 0xa3]],
  ["SQLite", [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20]],
  ["RTF", [0x7b, 0x5c, 0x72, 0x74, 0x66]],
];

/** `declared` is the media type somebody claimed; it only decides between HTML and plain text where the bytes allow both. */
export function sniff(bytes: Uint8Array, declared: string): Sniffed {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2048));
  // Readers of PDF allow some bytes before the mark (ISO 32000, annex H).
  if (head.slice(0, 1024).includes("%PDF-") && !/^\s*</.test(head)) return { kind: "pdf", format: "" };
  for (const [format, signature] of signatures)
    if (signature.every((byte, at) => byte === undefined || bytes[at] === byte))
      return { kind: "binary", format };
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!wide && binaryShare(bytes) > 0.01) return { kind: "binary", format: "" };
  const text = wide ? head.replaceAll("\u0000", "").slice(2) : head.replace(/^ï»¿/, "");
  if (
    /^\s*(<\?xml[^>]*>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype\s+(rss|rdf)|<(rss|feed|rdf:RDF)[\s>])/i.test(text)
  )
    return { kind: "feed", format: "" };
  if (/<(!doctype\s+html|html|head|body|title|article|main|div|p|table|h[1-6]|meta)[\s>/]/i.test(text))
    if (/^\s*</.test(text) || /html/i.test(declared)) return { kind: "html", format: "" };
  if (/\b(x?html)\b/i.test(declared) && /<[a-z]/i.test(text)) return { kind: "html", format: "" };
  return { kind: "text", format: "" };
}

/** The share of bytes that no text has, in the first 64 KB. A stray control character does not make a text binary. */
function binaryShare(bytes: Uint8Array): number {
  const sample = bytes.subarray(0, 65_536);
  let odd = 0;
  let zeros = 0;
  for (const byte of sample) {
    if (byte === 0) zeros++;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) odd++;
  }
  // UTF-16 without a mark is every other byte a zero.
  if (
    zeros > 0 &&
    zeros === sample.filter((byte, at) => byte === 0 && at % 2 === 1).length &&
    zeros > sample.length * 0.4
  )
    return 0;
  return sample.length === 0 ? 0 : (odd + zeros) / sample.length;
}

/** From bytes to text, whatever alphabet they were written in. */

/** The first bytes are searched for a declaration; a page that declares later is not believed by browsers either. */
const searched = 4096;

/**
 * The order of the standards (WHATWG "determining the encoding", RFC 7303): byte order mark, HTTP header, the declaration inside
 * (XML's first line, HTML's meta), then UTF-8; bytes that are not UTF-8 are taken for the commonest legacy encoding that they fit.
 * Never throws: what cannot be decoded becomes U+FFFD.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const marked = byteOrderMark(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  const declared = decoderFor(headerCharset(contentType)) ?? decoderFor(innerCharset(bytes));
  if (declared && declared.encoding !== "utf-8") return declared.decode(bytes);
  return strict("utf-8", bytes) ?? cutShort(bytes) ?? (declared ? declared.decode(bytes) : legacy(bytes));
}

/** The charset parameter of a Content-Type header. */
export function headerCharset(contentType: string): string {
  return /charset\s*=\s*["']?([^\s"';,]+)/i.exec(contentType)?.[1] ?? "";
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  // UTF-16 without a mark: "<" beside a zero byte.
  if (bytes[0] === 0x3c && bytes[1] === 0 && bytes[3] === 0) return "utf-16le";
  if (bytes[0] === 0 && bytes[1] === 0x3c && bytes[2] === 0) return "utf-16be";
  return undefined;
}

function innerCharset(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, searched));
  const xml = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1];
  const declared = xml ?? /<meta[^>]+?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1] ?? "";
  // Who could read this declaration byte by byte does not hold UTF-16.
  return /^utf-?16|^ucs-?2|^utf-?32/i.test(declared) ? "utf-8" : declared;
}

function decoderFor(label: string): InstanceType<typeof TextDecoder> | undefined {
  if (label === "") return undefined;
  try {
    return new TextDecoder(label);
  } catch {
    return undefined;
  }
}

function strict(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** UTF-8 that was cut at a limit and ends inside a character. A lone last letter of another alphabet looks the same: others before it decide. */
function cutShort(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return /[^\u0000-\u007f]/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Undeclared and not UTF-8: bytes in pairs that give mostly everyday Han, Kana or Hangul are that; else Western European. */
function legacy(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, 65_536);
  let best: { label: string; share: number } = { label: "windows-1252", share: 0.8 };
  for (const label of ["gb18030", "shift_jis", "euc-kr", "big5"]) {
    const text = new TextDecoder(label).decode(sample);
    const beyond = text.match(/[^\u0000-\u007f]/gu)?.length ?? 0;
    const common = text.match(commonIn[label] ?? /$^/gu)?.length ?? 0;
    const share = beyond === 0 ? 0 : common / beyond;
    if (share > best.share) best = { label, share };
  }
  return new TextDecoder(best.label).decode(bytes);
}

const commonIn: Readonly<Record<string, RegExp>> = {
  gb18030: /[\u4e00-\u9fa5，。、；：？！“”‘’（）《》…—]/gu,
  big5: /[\u4e00-\u9fa5，。、；：？！「」『』（）《》…—]/gu,
  shift_jis: /[\u3040-\u30ff\u4e00-\u9fa5、。「」ー]/gu,
  "euc-kr": /[\uac00-\ud7a3]/gu,
};

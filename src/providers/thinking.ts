/** Some open models write their thoughts before the answer, as `<think>…</think>`: nobody else's business. */

/** The answer without a leading block of thoughts; "" while the block is still open. */
export function withoutThinking(text: string): string {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith("<think>")) return "<think>".startsWith(trimmed) ? "" : text;
  const end = trimmed.indexOf("</think>");
  return end < 0 ? "" : trimmed.slice(end + "</think>".length).trimStart();
}

/** Slack's own markup, both ways: what people wrote becomes plain text; what we write is escaped. Pure. */

/**
 * Slack escapes exactly three characters, and everything that it acts upon stands in `<…>`:
 * https://docs.slack.dev/messaging/formatting-message-text
 * A word joiner behind the @ keeps clients with "link names" from waking a channel.
 */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/@(?=(?:channel|here|everyone|group)\b)/gi, "@\u2060");
}

export function unescapeText(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/**
 * What a person meant to write: links with their address, names with an @ or #, no mention of the bot itself.
 * @param botUserId its mentions are taken away; unset keeps every mention.
 * @param nameOf gives a person's name for an id, where it is known.
 */
export function plainText(
  markup: string,
  botUserId?: string,
  nameOf: (id: string) => string | undefined = () => undefined,
): string {
  const text = markup.replace(/<([^<>\n]*)>/g, (_, inside: string) => {
    const bar = inside.indexOf("|");
    const target = bar < 0 ? inside : inside.slice(0, bar);
    const label = bar < 0 ? "" : inside.slice(bar + 1);
    if (target.startsWith("@")) {
      const id = target.slice(1);
      if (id === botUserId) return "";
      return `@${label || nameOf(id) || id}`;
    }
    if (target.startsWith("#")) return `#${label || target.slice(1)}`;
    if (target.startsWith("!")) return special(target.slice(1), label);
    return link(target, label);
  });
  const plain = unescapeText(text);
  return botUserId === undefined ? plain : plain.replace(/^[\s,:：，]+|\s+$/g, "");
}

/** `!here`, `!subteam^S1|@desk`, `!date^…|tomorrow` */
function special(target: string, label: string): string {
  if (label) return label.startsWith("@") || target.startsWith("date^") ? label : `@${label}`;
  return `@${target.split("^")[0]}`;
}

/** Slack itself links "example.com" as `<http://example.com|example.com>`: then the address says it all. */
function link(target: string, label: string): string {
  const address = target.replace(/^mailto:/, "");
  const bare = (text: string) =>
    unescapeText(text)
      .replace(/^https?:\/\//, "")
      .replace(/\/$/, "")
      .toLowerCase();
  if (!label || bare(label) === bare(address)) return address;
  return `${label} (${address})`;
}

/** Slack's message id is a time: seconds with six decimals, unique in its channel. */
export const msOf = (ts: string): number => Math.round(Number(ts) * 1000);

export const tsOf = (ms: number): string => (ms / 1000).toFixed(6);

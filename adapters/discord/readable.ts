/** What somebody wrote on Discord as a reader would say it: for quotes and histories, which commands read as text. */

/** What is read of a message. */
export interface Written {
  content: string;
  mentions?: readonly { id: string; username: string; global_name?: string | null }[];
  embeds?: readonly {
    title?: string;
    url?: string;
    description?: string;
    fields?: readonly { name: string; value: string }[];
  }[];
}

/** The text, and the cards in it: a feed's bot often says everything there. Names for people's ids, words for emoji, ISO for times. */
export function readable({ content, mentions = [], embeds = [] }: Written): string {
  const names = new Map(mentions.map((user) => [user.id, user.global_name ?? user.username]));
  const text = content
    .replace(/<@!?(\d+)>/g, (whole, id: string) => (names.has(id) ? `@${names.get(id)}` : whole))
    .replace(/<a?(:\w+:)\d+>/g, "$1")
    .replace(/<t:(\d{1,12})(?::[a-zA-Z])?>/g, (_, at: string) => new Date(Number(at) * 1000).toISOString());
  const cards = embeds.map((card) =>
    [card.title, card.url, card.description, ...(card.fields ?? []).map((one) => `${one.name}: ${one.value}`)]
      .filter(Boolean)
      .join("\n"),
  );
  return [text, ...cards].filter(Boolean).join("\n\n");
}

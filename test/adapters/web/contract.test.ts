/** The page under the contract of all platforms, as a browser without script sees it. */
import { adapterContract, type Harness } from "../../contracts/adapter.ts";
import { startPage, visitor } from "./parts.ts";

adapterContract(
  "web",
  async (host): Promise<Harness> => {
    const page = await startPage(host);
    const person = visitor(page.url);
    const now = { accept: "application/json" };
    const shown = async () => {
      // A stopped page has closed its door: what stands in the conversation is what would be seen.
      const entries = await page.conversation.list(
        { platform: "web", workspace: "local", channel: "page" },
        { limit: 500 },
      );
      const html = await person.open().catch(() => "");
      const parts = html
        .split('<li class="reply')
        .slice(1)
        .filter((part) => !part.startsWith(" work"));
      return html && !html.startsWith("The bot")
        ? parts.map((part) => ({
            text: decoded(/<div class="body"[^>]*>([\s\S]*?)<\/div>/.exec(part)?.[1] ?? ""),
            ephemeral: false,
            buttons: [...part.matchAll(/name="action" value="([^"]+)"/g)].map((found) => found[1] ?? ""),
          }))
        : entries.flatMap(({ reply }) =>
            reply ? [{ text: reply.markdown, ephemeral: false, buttons: [] }] : [],
          );
    };
    return {
      adapter: page.adapter,
      async say(text) {
        const fields = { csrf: person.tokenIn(await person.open()), number: "form-0001", text };
        await person.post("/say", fields, now);
        return fields;
      },
      async again(said) {
        await person.post("/say", said as Record<string, string>, now);
      },
      async press(action) {
        await person.send("/press", { action }, now);
      },
      shown,
      async pictures() {
        const found = (await person.open()).matchAll(
          /<img src="data:image\/png;base64,([^"]+)" alt="([^"]+)"/g,
        );
        return [...found].map(([, data = "", alt = ""]) => ({ alt: decoded(alt), data }));
      },
      close: page.end,
    };
  },
  3_000,
);

/** What is read: the list's numbers too, which no text node holds. */
function decoded(html: string): string {
  let n = 0;
  return html
    .replace(/<ol(?: start="(\d+)")?>|<li>/g, (tag, start: string | undefined) => {
      if (tag !== "<li>") n = Number(start ?? 1);
      return tag === "<li>" ? `${n++}. ` : "";
    })
    .replace(/<[^>]+>/g, "")
    .replace(/&lt;/g, "‹")
    .replace(/&gt;/g, "›")
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, "&");
}

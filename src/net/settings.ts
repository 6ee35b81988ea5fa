/** What the newsroom may set about texts from outside. */
import { flag, text } from "../settings.ts";

export const netSettings = {
  ALLOW_PRIVATE_ADDRESSES: flag({
    about: "Also fetch from private addresses (localhost, 10.x …): only for tests and closed networks",
    fallback: false,
  }),
  USER_AGENT: text({
    about: "How the bot names itself to the sites it reads; put a contact address in it",
    example: "OurPaper/1.0 (+https://paper.example/bot)",
  }),
  FULL_TEXT: flag({
    about: "Read the article's own page where a feed gives only a title or a teaser",
    fallback: true,
  }),
};

/** What USER_AGENT is when nobody sets it. */
export const defaultUserAgent = "Copytaster/0.1 (newsroom feed reader)";

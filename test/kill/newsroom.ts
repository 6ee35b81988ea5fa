/** The newsroom around the bot: a Slack on loopback with people in it, and a site whose pages come slowly. */
import { startFeedServer } from "../fakes/feed-server.ts";
import { type SlackStandIn, startSlack } from "../fakes/slack/server.ts";
import type { Chance } from "./chance.ts";

export const team = "T0NEWS";
export const desk = "C0DESK";
/** Digests are posted here. */
export const digests = "C0DIGESTS";

export interface Newsroom {
  slack: SlackStandIn;
  /** An article of its own, which takes a while to come. */
  article(name: string): string;
  /** One more person of the newsroom. */
  person(id: string): string;
  close(): Promise<void>;
}

/** @param lag ms that each call to Slack takes, at most, each way. */
export async function openNewsroom(random: Chance, lag: number): Promise<Newsroom> {
  const slack = await startSlack();
  const site = await startFeedServer();
  const { state } = slack;
  state.channels.set(digests, {
    id: digests,
    name: "digests",
    kind: "public",
    members: new Set(["U0ANNA", state.bot.user]),
  });
  slack.lag(() => random.between(0, lag));
  return {
    slack,
    article(name) {
      const paragraph = `The harbour council of ${name} agreed on Monday to rebuild the ferry pier, which the winter storms had broken. Work begins in May and costs four million euros. Captains had asked for it since the autumn.`;
      site.on(`/${name}`, (_, response) => {
        setTimeout(
          () =>
            response
              .writeHead(200, { "content-type": "text/html" })
              .end(
                `<html><head><title>Pier of ${name}</title></head><body><article><h1>Pier of ${name}</h1>${`<p>${paragraph}</p>`.repeat(4)}</article></body></html>`,
              ),
          random.between(100, 700),
        );
      });
      return `${site.origin}/${name}`;
    },
    person(id) {
      state.users.set(id, { id, name: id.toLowerCase(), team, locale: "en-GB", admin: false });
      state.channels.get(desk)?.members.add(id);
      return id;
    },
    async close() {
      await slack.close();
      await site.stop();
    },
  };
}

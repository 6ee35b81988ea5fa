/** A platform in one file: a line over TCP is a message, a line comes back. */
import { randomUUID } from "node:crypto";
import { createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { integer } from "../../src/settings.ts";
import type { Adapter, AdapterPlugin, Host, Reply, View } from "../../src/types.ts";

const port = integer({ about: "Port of the lines; 1 is off", min: 0, max: 65535, fallback: 1 });
const place = { platform: "lines", workspace: "local", channel: "main" };
const author = { platform: "lines", workspace: "local", id: "someone", name: "Someone" };
const oneLine = (markdown: string) => markdown.replace(/\s+/g, " ").replaceAll("<", "‹");
const wordsOf = ({ markdown, images = [] }: Reply) => [markdown, ...images.map(({ alt }) => alt)].join(" ");

export const lines: AdapterPlugin<{ LINES_PORT: typeof port }> = {
  platform: "lines",
  about: "One line in, one line out, over TCP",
  settings: { LINES_PORT: port },
  off: (set) => (set.LINES_PORT === 1 ? { why: "No port is set", mend: "Set LINES_PORT" } : undefined),
  check: async () => "at hand",
  async create({ LINES_PORT }, { conversation, now, announce }) {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => sockets.add(socket.on("error", () => sockets.delete(socket))));
    const underWay = new Set<Promise<void>>();
    const post: Adapter["post"] = async (where, reply, deliveryId) => {
      // The conversation takes each delivery once: a repeat is not written again.
      if (await conversation.add(where, { id: reply.id, at: now(), reply }, deliveryId))
        for (const socket of sockets) socket.write(`${oneLine(wordsOf(reply))}\n`);
      return reply;
    };
    const progress = { status() {}, partial() {}, acknowledge: async () => {} };
    const view: View = { ...progress, show: (reply, id) => post(place, reply, id) };
    const heard = async (host: Host, text: string) => {
      const said = { id: randomUUID(), author, at: now(), text };
      await conversation.add(place, { ...said, said: { ...said, bot: false } }, `said:${said.id}`);
      await host.handle({ ...said, kind: "said", place, files: [], private: false }, view);
    };
    return {
      ...{ platform: "lines", post, resume: () => view, open: () => Promise.reject(new Error("no files")) },
      async start(host) {
        server.on("connection", (input: Socket) => {
          createInterface({ input }).on("line", (text) => {
            const work = heard(host, text).finally(() => underWay.delete(work));
            underWay.add(work);
          });
        });
        await new Promise<void>((ready) => server.listen(LINES_PORT, "127.0.0.1", ready));
        announce(JSON.stringify(server.address()));
      },
      async *history(where, range) {
        for (const { said } of await conversation.list(where, range)) if (said) yield said;
      },
      async stop() {
        server.close();
        while (underWay.size > 0) await Promise.all(underWay);
        for (const socket of sockets) socket.end();
      },
    };
  },
};

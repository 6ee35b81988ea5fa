/** Names as a desk knows them: its own list and the tagger that answers now, worked out in a thread. */
import type { LiveMap } from "../learn/live-models.ts";
import type { NameRequest } from "../news/names/index.ts";
import type { DeskNames, Gazetteer } from "../types.ts";
import { namesFolder } from "./names-task.ts";
import type { Rooms } from "./newsroom.ts";

export function createDeskNames(parts: {
  gazetteer: Gazetteer;
  room: Rooms["names"];
  live(): LiveMap;
}): DeskNames {
  const { gazetteer, room, live } = parts;
  async function request(deskId: string): Promise<{ request: NameRequest; model: string }> {
    const known = (await gazetteer.list(deskId)).map(({ name, kind, also }) => ({ name, kind, also }));
    const { folder, label } = namesFolder(live());
    return { request: { known, folder }, model: label };
  }
  return {
    gazetteer,
    async read(desk, text, language, signal) {
      const { request: asked, model } = await request(desk.id);
      const names = await room.read(text, language, asked);
      signal.throwIfAborted();
      return { names, model };
    },
    async quantities(text, now, signal) {
      const found = await room.quantities(text, now);
      signal.throwIfAborted();
      return found;
    },
    async ofStories(desk, where, signal) {
      const { request: asked, model } = await request(desk.id);
      return { ...(await room.ofStories(desk, where, asked, signal)), model };
    },
  };
}

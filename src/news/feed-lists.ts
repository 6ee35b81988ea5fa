/** Lists of feeds in and out, taken apart beside the event loop: one of twenty thousand would hold everybody up. */
import { UserError } from "../errors.ts";
import type { Services, Words } from "../types.ts";
import type { FeedReader } from "./feed-reader.ts";
import { tooHeavyFeed } from "./feed-reader.ts";
import type { OpmlProblem } from "./opml.ts";

const problems: Readonly<Record<OpmlProblem, { problem: Words; mend: Words }>> = {
  damaged: {
    problem: { en: "This is not an OPML file, or it is damaged", zh: "这不是 OPML 文件，或文件已损坏" },
    mend: {
      en: "Export the list of feeds again from your reader, as OPML",
      zh: "请从阅读器重新导出 OPML 格式的订阅列表",
    },
  },
  empty: {
    problem: { en: "The OPML file names no feed", zh: "该 OPML 文件中没有订阅源" },
    mend: {
      en: 'Export it again from your reader; each feed is an outline with an "xmlUrl"',
      zh: "请从阅读器重新导出；每个订阅源应是带 xmlUrl 的 outline",
    },
  },
};

/** `parse` throws `UserError` when it is no OPML, names no feed or is too heavy to take apart. */
export function createFeedLists(feeds: Pick<FeedReader, "readList" | "writeList">): Services["opml"] {
  return {
    async parse(text, signal) {
      const list = await feeds.readList(text, signal).catch((error: unknown) => {
        throw tooHeavyFeed(error);
      });
      if (typeof list !== "string") return list;
      const { problem, mend } = problems[list];
      throw new UserError(problem, mend);
    },
    write: (title, list, signal) => feeds.writeList({ title, feeds: list }, signal),
  };
}

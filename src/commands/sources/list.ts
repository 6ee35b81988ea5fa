/** What is collected, as it stands. */
import type { Answer, Context, Source } from "../../types.ts";
import { linked, plain, when } from "../show.ts";
import { say } from "./words.ts";

/** A desk may have thousands: nobody reads them in a thread. */
const mostShown = 60;

/** Those that cannot be read come first: they are why somebody looks. */
export async function list({ services, desk, language }: Context): Promise<Answer> {
  const own = await services.sources.list(desk.id);
  if (own.length === 0)
    return {
      markdown: say(language, "none", { desk: plain(desk.name) }),
      data: { sources: [] },
      madeBy: ["copytaster"],
    };
  const state = (source: Source) => {
    if (source.kind === "sample") return say(language, "sample");
    if (source.kind === "import") return say(language, "imported");
    if (source.failures > 0)
      return `⚠️ ${say(language, "failing", { failures: source.failures, problem: plain(source.lastProblem ?? "") })}`;
    return source.lastOkAt === undefined
      ? say(language, "never")
      : say(language, "ok", { when: when(source.lastOkAt, language, desk.zone) });
  };
  const line = (source: Source) =>
    `- ${linked(source.title, source.kind === "feed" ? source.url : undefined)} \`${source.id}\` — ${state(source)}${source.voice ? ` · ${say(language, "social")}` : ""}`;
  const shown =
    own.length > mostShown
      ? own.toSorted((a, b) => Number(b.failures > 0) - Number(a.failures > 0)).slice(0, mostShown)
      : own;
  const others = own.length - shown.length;
  return {
    markdown: [
      say(language, "list", { count: own.length, desk: plain(desk.name) }),
      shown.map(line).join("\n"),
      ...(others > 0 ? [say(language, "others", { more: others })] : []),
    ].join("\n\n"),
    data: {
      sources: own.map(({ id, title, url, kind, lastOkAt, failures, lastProblem }) => ({
        id,
        title,
        url,
        kind,
        lastOkAt,
        failures,
        lastProblem,
      })),
    },
    madeBy: ["copytaster"],
  };
}

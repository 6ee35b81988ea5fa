/** `collect`: reads the sources now, or imports stories from a file. */
import { messageOf } from "../errors.ts";
import { withApp } from "./open.ts";
import { bar } from "./progress.ts";

/** @returns the exit code: 1 when nothing could be read. */
export function collect({ file, json = false, ...how }: CollectOptions): Promise<number> {
  const alone = how.asArchive ? "--as-archive" : how.social ? "--social" : undefined;
  if (alone !== undefined && file === undefined) {
    process.stderr.write(`${alone} is for a file: --file <path> ${alone}\n`);
    return Promise.resolve(1);
  }
  return withApp(async (app) =>
    file === undefined ? collectSources(app, json) : importFile(app, { file, json, ...how }),
  );
}

export interface CollectOptions {
  file?: string;
  /** With `file`: its stories count as collected when they were published. */
  asArchive?: boolean;
  /** With `file`: it holds what people post. */
  social?: boolean;
  json?: boolean;
}

type App = Parameters<Parameters<typeof withApp>[0]>[0];

async function collectSources(app: App, json: boolean): Promise<number> {
  const feeds = (await app.store.sources.list()).filter((source) => source.kind === "feed");
  if (feeds.length === 0) {
    process.stderr.write(
      'There are no feeds yet: npm run -s copytaster -- say "sources add <feed or page>"\n',
    );
    return 1;
  }
  const drawn = bar("collecting");
  const signal = new AbortController().signal;
  const reports = [];
  for (const [n, source] of feeds.entries()) {
    drawn.update(n, feeds.length, source.title);
    reports.push(...(await app.services.news.collect([source.id], signal)));
  }
  drawn.end();
  if (json) process.stdout.write(`${JSON.stringify(reports)}\n`);
  for (const report of json ? [] : reports) {
    const title = feeds.find((source) => source.id === report.source)?.title ?? report.source;
    process.stdout.write(
      `${title}: ${report.problem ?? report.skipped ?? `${report.added} new, ${report.changed} changed, ${report.seen} seen`}\n`,
    );
  }
  return reports.every((report) => report.problem !== undefined) ? 1 : 0;
}

async function importFile(
  app: App,
  { file, json, ...how }: CollectOptions & { file: string; json: boolean },
): Promise<number> {
  const drawn = bar("importing");
  const [desk] = await app.store.desks.list();
  try {
    const report = await app.importFile(file, {
      deskId: desk?.id ?? "",
      ...how,
      progress: (done, of) => drawn.update(done, of),
    });
    drawn.end();
    process.stdout.write(
      json
        ? `${JSON.stringify(report)}\n`
        : `Stories added: ${report.added}, changed: ${report.changed}; lines skipped: ${report.problems.length}\n`,
    );
    for (const problem of report.problems.slice(0, 20))
      process.stderr.write(`line ${problem.line}: ${problem.problem}\n`);
    return report.added + report.changed > 0 || report.problems.length === 0 ? 0 : 1;
  } catch (error) {
    drawn.end();
    process.stderr.write(`${messageOf(error)}\n`);
    return 1;
  }
}

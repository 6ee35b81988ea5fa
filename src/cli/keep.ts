/** `backup`, `restore` and `move`: everything into a file, back from it, or to a server. Nothing is lost on the way, or nothing is done. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { dataDirOf } from "../config.ts";
import { backup, move, openStore, restore, storeSettings } from "../store/index.ts";
import { logHere, settingsHere } from "./open.ts";
import { bar } from "./progress.ts";

function here() {
  const settings = settingsHere();
  const { DATABASE_URL } = settings.of(storeSettings);
  return { databaseUrl: DATABASE_URL, dataDir: dataDirOf(settings), log: logHere(settings, true) };
}

export async function backupTo(file: string): Promise<number> {
  const drawn = bar("backup");
  const path = resolve(file);
  const store = await openStore(here());
  try {
    const rows = await backup(store, path, (done, of) => drawn.update(done, of));
    drawn.end();
    process.stdout.write(
      `${rows} rows are in ${path} (${Math.ceil(statSync(path).size / 1024)} KB); only you can read it\n`,
    );
    return 0;
  } finally {
    drawn.end();
    await store.close();
  }
}

export async function restoreFrom(file: string, { force = false }: { force?: boolean }): Promise<number> {
  const drawn = bar("restore");
  try {
    const rows = await restore(resolve(file), { ...here(), force }, (done, of) => drawn.update(done, of));
    drawn.end();
    process.stdout.write(`${rows} rows are back\n`);
    return 0;
  } finally {
    drawn.end();
  }
}

export async function moveTo(to: string): Promise<number> {
  const { dataDir, log } = here();
  const drawn = bar("move");
  try {
    const moved = await move({ dataDir, to, log }, (done, of) => drawn.update(done, of));
    drawn.end();
    const rows = [...moved.values()].reduce((sum, count) => sum + count, 0);
    process.stdout.write(
      `${rows} rows of ${moved.size} tables are there, counted on both sides. Now set DATABASE_URL and start; the file stays as it was.\n`,
    );
    return 0;
  } finally {
    drawn.end();
  }
}

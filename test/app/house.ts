/** The whole bot in a folder of its own, with a platform that only keeps what is said to it. */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type App, type AppParts, openApp } from "../../src/app.ts";
import { settingGroups } from "../../src/cli/open.ts";
import { readSettings } from "../../src/config.ts";
import { UserError } from "../../src/errors.ts";
import type { Adapter, FileRef, Message, Person, Place, Reply, Said, View } from "../../src/types.ts";
import { fakeLog } from "../fakes/host.ts";

export const hour = 3_600_000;

/** Who asks, in these tests. */
export const people = {
  editor: person("eva", "en-GB"),
  chinese: person("li", "zh-CN"),
  admin: { ...person("root", "en-GB"), admin: true },
  reader: person("rita", "en-GB"),
};

function person(id: string, locale: string): Person {
  return { platform: "test", workspace: "w", id, name: id, locale };
}

export const channel: Place = { platform: "test", workspace: "w", channel: "news" };

export interface Post {
  place: Place;
  reply: Reply;
  deliveryId: string;
}

export interface TestPlatform extends Adapter {
  /** What was posted there by itself, each delivery once. */
  readonly posts: readonly Post[];
  /** What `history` gives. */
  said: Said[];
  /** By `FileRef.ref`. */
  files: Map<string, Uint8Array>;
}

export function testPlatform(): TestPlatform {
  const posts: Post[] = [];
  const files = new Map<string, Uint8Array>();
  const post: Adapter["post"] = async (place, reply, deliveryId) => {
    if (!posts.some((one) => one.deliveryId === deliveryId)) posts.push({ place, reply, deliveryId });
    return { id: deliveryId };
  };
  const platform: TestPlatform = {
    platform: "test",
    posts,
    said: [],
    files,
    start: async () => {},
    post,
    resume: (message) => ({
      status() {},
      partial() {},
      acknowledge: async () => {},
      show: (reply, deliveryId) => post(message.place, reply, deliveryId),
    }),
    async *history() {
      yield* platform.said;
    },
    async open(file, maxBytes) {
      const bytes = files.get(file.ref);
      if (!bytes) throw new Error(`no file ${file.ref}`);
      if (bytes.length > maxBytes)
        throw new UserError({ en: "That file is too large", zh: "文件太大" }, { en: "Less", zh: "少些" });
      return bytes;
    },
    stop: async () => {},
  };
  return platform;
}

export interface TestHouse {
  app: App;
  platform: TestPlatform;
  dataDir: string;
  log: ReturnType<typeof fakeLog>;
  announced: readonly string[];
  /** The house's clock: later than the machine's by what was passed. */
  now(): number;
  /** Lets time pass at once (ms). */
  pass(ms: number): void;
  /** One message through the whole road; gives what was shown. @throws Error when it was not exactly one reply. */
  ask(text: string, more?: Partial<Message>): Promise<Reply>;
  /** Presses a button of a reply. */
  press(reply: Reply, label: string | RegExp, more?: Partial<Message>): Promise<Reply>;
  /** Warnings and errors of the log, but for what comes of time that passes at once and of a machine that is busy. */
  complaints(): readonly unknown[];
  /** How many rows each table has. */
  rows(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

export interface HouseOptions {
  env?: Readonly<Record<string, string>>;
  /** Kept when given; else a fresh one that goes with the house. */
  dataDir?: string;
  adapters?: Readonly<Record<string, unknown>>;
  /** What the clock says at the beginning (ms); the machine's time when unset. */
  at?: number;
  /** The news room in threads of its own, as `start` has it; their clock is the machine's. */
  threads?: boolean;
  /** Begin the platforms and the jobs, with the sample newsroom. */
  start?: boolean;
  /** What trained models are asked for; the house's own when unset. */
  modelTasks?: AppParts["modelTasks"];
  /** How they are trained again. */
  train?: AppParts["train"];
}

/** Everything that a newcomer has: no key, no account, no network; the page and the terminal are left out unless they are asked for. */
export async function openHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "copytaster-app-")));
  const values = { COPYTASTER_DATA_DIR: dataDir, COPYTASTER_GRACE: "5", PORT: "0", ...options.env };
  const settings = readSettings(
    { values, inFile: [] },
    settingGroups().map(({ specs }) => specs),
  );
  const log = fakeLog();
  const announced: string[] = [];
  let passed = options.at === undefined ? 0 : options.at - Date.now();
  const now = () => Date.now() + passed;
  const app = await openApp({
    settings,
    adapters: options.adapters ?? {},
    log,
    now,
    threads: options.threads ?? false,
    announce: (line) => announced.push(line),
    ...(options.modelTasks && { modelTasks: options.modelTasks }),
    ...(options.train && { train: options.train }),
  });
  const platform = testPlatform();
  await app.attach(platform);
  if (options.start ?? true) await app.start();

  async function handle(message: Message): Promise<Reply> {
    const shown: Reply[] = [];
    const view: View = {
      status() {},
      partial() {},
      acknowledge: async () => {},
      show: async (reply) => {
        shown.push(reply);
        return { id: `shown:${reply.id}` };
      },
    };
    await app.host.handle(message, view);
    const [reply] = shown;
    if (!reply || shown.length !== 1)
      throw new Error(`${shown.length} replies to “${message.text.slice(0, 60)}”`);
    return reply;
  }
  const message = (text: string, more: Partial<Message>): Message => ({
    id: `m:${randomUUID()}`,
    kind: "said",
    place: channel,
    author: people.editor,
    at: now(),
    text,
    files: [],
    private: false,
    ...more,
  });

  return {
    ...{ app, platform, dataDir, log, announced, now },
    pass(ms) {
      passed += ms;
    },
    ask: (text, more = {}) => handle(message(text, more)),
    press(reply, label, more = {}) {
      const button = reply.actions.find((action) =>
        typeof label === "string" ? action.label === label : label.test(action.label),
      );
      if (!button) throw new Error(`no button ${label}: ${reply.actions.map((one) => one.label).join(", ")}`);
      return handle(message("", { kind: "pressed", action: button.id, ...more }));
    },
    complaints: () =>
      log.lines.filter(
        ({ level, text }) =>
          (level === "error" || level === "warn") &&
          !/^(times were missed|the cache does not work)/.test(text),
      ),
    async rows() {
      const tables = await app.store.database.all<{ name: string }>(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
        [],
      );
      const counts: Record<string, number> = {};
      for (const { name } of tables) {
        const [row] = await app.store.database.all<{ n: number }>(`select count(*) as n from "${name}"`, []);
        counts[name] = row?.n ?? 0;
      }
      return counts;
    },
    async stop() {
      await app.stop();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A file as a platform names it, its bytes kept at the test's platform. */
export function attach(
  platform: TestPlatform,
  name: string,
  bytes: Uint8Array | string,
  type = "text/plain",
): FileRef {
  const content = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  platform.files.set(name, content);
  return { name, type, size: content.length, ref: name };
}

/** The platform in one piece: opens, listens, posts, reads, stops. */
import type { Client, REST } from "discord.js";
import { languageOfText } from "../../src/chat/words.ts";
import { messageOf, UserError } from "../../src/errors.ts";
import type { Adapter, AdapterParts, Host } from "../../src/types.ts";
import { apiOver, isCode } from "./api.ts";
import { commandBodies } from "./commands.ts";
import { deliverBy } from "./deliver.ts";
import { openFile } from "./files.ts";
import { readHistory } from "./history.ts";
import { listen } from "./listen.ts";
import { placesOf } from "./places.ts";
import { render } from "./render.ts";
import { closeRest, entryProblem } from "./sdk.ts";
import type { DiscordSettings } from "./settings.ts";
import { type ViewParts, viewOf } from "./views.ts";
import { words } from "./words.ts";

/** ms that the gateway may take for the first connection. */
const connectWithin = 60_000;
/** ms that the gateway may take to say good-bye. */
const leaveWithin = 3_000;

/** Close codes behind which discord.js does not try again: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */
const refusals: Readonly<Record<number, string>> = {
  4004: "Authentication failed",
  4013: "Used invalid intents",
  4014: "Used disallowed intents",
};

export function createAdapter(
  given: DiscordSettings,
  { log, now }: AdapterParts,
  rest: REST,
  openClient: () => Promise<Client>,
  first: Client,
): Adapter {
  let client = first;
  const api = apiOver(rest);
  const identity = remembered(async () => {
    const [bot, application] = await Promise.all([api.me(), api.application()]);
    return { bot: bot.id, application: application.id };
  });
  const botId = async () => client.user?.id ?? (await identity()).bot;
  const application = async () =>
    client.application?.id ?? given.DISCORD_APPLICATION_ID ?? (await identity()).application;
  const deliver = deliverBy(api, botId, now);
  const places = placesOf(() => client);
  const underWay = new Set<Promise<void>>();
  let host: Host | undefined;
  let stopping = false;
  let stopped: Promise<void> | undefined;

  const parts: ViewParts = {
    api,
    deliver,
    log,
    application,
    now,
    language: async (message) =>
      (await host?.language(message.author, message.place)) ?? languageOfText(message.text) ?? "en",
  };

  // 429s are waited out; many of them say that something asks too often.
  rest.on("rateLimited", ({ route, timeToReset, global }) =>
    log.warn({ route, timeToReset, global }, "Discord asks to wait"),
  );

  /** A client whose errors nobody hears ends the process. */
  function hear(): void {
    client.on("error", (error) => log.error({ error: messageOf(error) }, "discord.js reports an error"));
    client.on("warn", (text) => log.warn({}, `discord.js warns: ${text.slice(0, 300)}`));
    client.on("shardError", (error, shard) =>
      log.warn({ shard, error: messageOf(error) }, "the connection to Discord has an error; it is made anew"),
    );
    client.on("shardReconnecting", (shard) => {
      if (!stopping) log.info({ shard }, "connecting to Discord again");
    });
    client.on("shardResume", (shard, missed) => log.info({ shard, missed }, "connected to Discord again"));
    client.on("shardDisconnect", ({ code }, shard) => {
      if (stopping) return;
      const problem = entryProblem(new Error(refusals[code] ?? `the gateway closed with ${code}`));
      log.error({ shard, code }, `Discord has closed the connection for good: ${problem.message}`);
    });
    client.on("invalidated", () => log.error({}, "Discord has ended the session for good: start me again"));
  }

  async function connect(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no connection within ${connectWithin / 1000} s`)),
        connectWithin,
      );
    });
    const ready = new Promise<void>((resolve) => client.once("clientReady", () => resolve()));
    const entered = client.login(given.DISCORD_TOKEN).then(() => ready);
    try {
      await Promise.race([entered, late]);
    } catch (error) {
      entered.catch(() => {});
      await client.destroy().catch(() => {});
      client = await openClient();
      throw entryProblem(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The commands follow the registry by themselves; a refusal costs only the slash menu. */
  async function registerCommands(bodies: ReturnType<typeof commandBodies>): Promise<void> {
    try {
      await api.setCommands(await application(), given.DISCORD_GUILD_ID, bodies);
    } catch (error) {
      log.warn(
        { error: messageOf(error) },
        `the slash commands could not be registered: ${entryProblem(error).message}`,
      );
    }
  }

  return {
    platform: "discord",
    /** May be called again when it failed. */
    async start(given) {
      host = given;
      const bodies = commandBodies(given.commands);
      hear();
      await listen({
        ...parts,
        client,
        places,
        host: given,
        stopping: () => stopping,
        track(work) {
          underWay.add(work);
          void work.finally(() => underWay.delete(work));
        },
      });
      await connect();
      await registerCommands(bodies);
    },
    async post(place, reply, deliveryId) {
      const rendered = render(reply, languageOfText(reply.markdown) ?? "en");
      try {
        return await deliver.post(place.thread ?? place.channel, rendered, deliveryId);
      } catch (error) {
        if (!isCode(error, "missingAccess", "missingPermissions", "unknownChannel")) throw error;
        throw new UserError(words.cannotSend, words.cannotSendMend, { cause: error });
      }
    },
    resume: (message) => viewOf(parts, message, true),
    history: (place, range, asker) =>
      readHistory({ api, places, content: given.DISCORD_MESSAGE_CONTENT, botId }, place, range, asker),
    open: (file, maxBytes, signal) =>
      openFile(
        file,
        maxBytes,
        signal,
        given.DISCORD_API_URL ? new URL(given.DISCORD_API_URL).origin : undefined,
      ),
    stop() {
      stopping = true;
      stopped ??= (async () => {
        while (underWay.size > 0) await Promise.all(underWay);
        const left = client
          .destroy()
          .catch((error: unknown) => log.debug({ error: messageOf(error) }, "left roughly"));
        await Promise.race([left, new Promise((resolve) => setTimeout(resolve, leaveWithin).unref())]);
        closeRest(rest);
      })();
      return stopped;
    },
  };
}

/** Asked once; asked again after a failure. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = undefined;
      throw error;
    });
    return answer;
  };
}

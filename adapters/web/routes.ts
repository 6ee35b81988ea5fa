/** Every address of the page. */
import { randomBytes, randomUUID } from "node:crypto";
import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { sentence, UserError } from "../../src/errors.ts";
import type { CommandInfo, Conversation, Log, Message, Options, Reply } from "../../src/types.ts";
import { addApi } from "./api.ts";
import type { Assets } from "./assets.ts";
import { addEvents, type EventStreams } from "./events.ts";
import {
  type GuardParts,
  guardAll,
  guardPages,
  languageCookie,
  problem,
  type WebContext,
  type WebEnv,
  wantsJson,
} from "./guard.ts";
import type { Keys } from "./keys.ts";
import type { Live } from "./live.ts";
import {
  commanded,
  firstSteps,
  messageId,
  optionsOf,
  owner,
  talk as place,
  pressed,
  rated,
  said,
} from "./messages.ts";
import { liveModels, replyList } from "./models.ts";
import { commandsPage, lookPage, problemPage, signInPage, sourceForms, talkPage } from "./pages.ts";
import { languageOf } from "./spoken.ts";
import type { Talk } from "./talk.ts";
import type { Tries } from "./tries.ts";
import type { Uploads } from "./uploads.ts";
import { incidentOf } from "./v1/incident.ts";
import { isApi } from "./v1/problem.ts";
import type { PageWord } from "./words.ts";

export interface WebParts extends GuardParts {
  keys: Keys;
  tries: Tries;
  conversation: Conversation;
  talk: Talk;
  live: Live;
  uploads: Uploads;
  assets: Assets;
  log: Log;
  /** Requests that programs may make in a minute; 0: as many as they like. */
  perMinute: number;
}

/** A form without script waits so long for its answer (ms); then the page says that it is under way, and looks again. */
const patienceMs = 4_000;
const shownEntries = 60;

export function createWebApp(parts: WebParts): { app: Hono<WebEnv>; events: EventStreams } {
  const { host, talk, live, conversation, uploads, log, now } = parts;
  const app = new Hono<WebEnv>();
  const rates = host.commands.some((command) => command.name === "feedback");
  const number = () => randomBytes(12).toString("base64url");
  const listed = host.commands.filter((command) => command.listed);
  const came = (c: WebContext, id: string) => ({
    id,
    at: now(),
    place,
    author: owner(c.get("frame").language),
  });
  const showing = (c: WebContext) => ({ language: c.get("frame").language, rates, notes: live.notes });

  guardAll(app, parts);
  app.get("/static/:name", (c) => parts.assets.answer(c));
  addApi(app, parts);
  guardPages(app, parts);
  const events = addEvents(app, { live, conversation, rates });

  app.get("/", async (c) => {
    const asked = Number(c.req.query("show") ?? shownEntries);
    const limit = asked > shownEntries && asked <= 2_000 ? Math.floor(asked) : shownEntries;
    const entries = await conversation.list(place, { limit: limit + 1 });
    const page = {
      entries: entries.slice(-limit),
      works: live.works(),
      earlier: entries.length > limit && limit < 2_000 ? Math.min(limit * 2, 2_000) : undefined,
      examples: firstSteps(listed, c.get("frame").language),
      number: number(),
    };
    return c.html(talkPage(c.get("frame"), page, showing(c)));
  });

  /** Starts the work; a script is told at once, a plain form waits a little for the answer. */
  async function start(c: WebContext, message: Message) {
    const work = talk.say(message);
    if (wantsJson(c)) return c.json({ id: message.id, number: number() }, 202);
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, patienceMs)))]);
    clearTimeout(timer);
    return c.redirect("/#works", 303);
  }

  /** The form's own number, where it looks like one. */
  const numberOf = (c: WebContext) => {
    const given = c.get("form").text("number") ?? "";
    return /^[\w-]{8,64}$/.test(given) ? given : number();
  };
  const keepFiles = (c: WebContext) => Promise.all(c.get("form").files.map((file) => uploads.keep(file)));
  const fileNames = (c: WebContext) => c.get("form").files.map((file) => [file.name, file.size]);

  app.post("/say", async (c) => {
    const text = c.get("form").text("text") ?? "";
    const id = messageId(numberOf(c), [text, fileNames(c)]);
    return start(c, said(came(c, id), text, await keepFiles(c)));
  });

  app.post("/run", async (c) => {
    const form = c.get("form");
    const command = host.commands.find((one) => one.name === form.text("command"));
    if (!command) return problem(c, 400, "notThere", { name: form.text("command") ?? "" });
    const options = optionsOf(command, form.text);
    const id = messageId(numberOf(c), [command.name, options, fileNames(c)]);
    return start(c, commanded(came(c, id), command.name, options, await keepFiles(c)));
  });

  app.post("/press", async (c) => {
    const id = c.get("form").text("action") ?? "";
    const entries = await conversation.list(place, { limit: 500 });
    const known = entries.flatMap((entry) => entry.reply?.actions ?? []).find((action) => action.id === id);
    return start(c, pressed(came(c, `web-${randomUUID()}`), id, known?.label ?? ""));
  });

  app.post("/rate", async (c) => {
    const [verdict, ...replyId] = (c.get("form").text("rating") ?? "").split(":");
    if ((verdict !== "up" && verdict !== "down") || replyId.length === 0) return problem(c, 400, "notFound");
    return start(c, rated(came(c, `web-${randomUUID()}`), replyId.join(":"), verdict));
  });

  app.post("/language", (c) => {
    const form = c.get("form");
    const language = languageOf(form.text("language")) ?? "en";
    setCookie(c, languageCookie, language, {
      path: "/",
      sameSite: "Lax",
      httpOnly: true,
      maxAge: 31_536_000,
      secure: parts.access.secure,
    });
    // Only our own pages: never an address that somebody put there.
    const back = form.text("back") ?? "/";
    return c.redirect(/^\/[a-z]*$/.test(back) ? back : "/", 303);
  });

  /** The answer of a command, for a page of its own. */
  async function look(
    c: WebContext,
    name: string,
    doing?: string,
    about?: string,
  ): Promise<Reply | { missing: string } | undefined> {
    const command = host.commands.find((one) => one.name === name);
    if (!command) return { missing: name };
    const options: Options = { ...(doing && { do: doing }), ...(about && { name: about }) };
    const { language } = c.get("frame");
    return talk.look(
      commanded(came(c, `web-${randomUUID()}`), name, options, []),
      `${name} ${doing} ${about} ${language}`,
    );
  }
  const page = (path: string, title: PageWord, about: PageWord, doing?: string) =>
    app.get(path, async (c) => {
      const reply = await look(c, path.slice(1), doing);
      const seen = { ...showing(c), rates: false };
      const more = path === "/models" ? await answering(c, reply) : await moreOf(c, path);
      return c.html(lookPage(c.get("frame"), { title, about, reply, more }, seen));
    });
  /** The models that answer, each with its figures, its plots and its card. */
  const answering = async (c: WebContext, listed: Awaited<ReturnType<typeof look>>) => {
    const shown = await Promise.all(liveModels(listed).map((ref) => look(c, "models", "show", ref)));
    const replies = shown.filter((one): one is Reply => one !== undefined && !("missing" in one));
    return replyList(replies, now(), { ...showing(c), rates: false });
  };
  const moreOf = async (c: WebContext, path: string) => {
    const command = host.commands.find((one) => one.name === "sources");
    if (path !== "/sources" || !command) return undefined;
    return sourceForms(c.get("frame"), command, { number, known: await completions(c, [command]) });
  };
  page("/digest", "digest", "digestAbout", "now");
  page("/sources", "sources", "sourcesAbout", "list");
  page("/models", "models", "modelsAbout", "list");
  page("/health", "health", "healthAbout");

  app.get("/commands", async (c) => {
    const known = await completions(c, listed);
    return c.html(commandsPage(c.get("frame"), listed, { number, known }));
  });

  /** What the house knows for each option that completes, asked once a page. */
  async function completions(c: WebContext, commands: readonly CommandInfo[]) {
    const person = owner(c.get("frame").language);
    const values = new Map<string, readonly string[]>();
    const asked = commands.flatMap((command) =>
      command.options
        .filter((option) => option.completes)
        .map(async (option) => {
          const found = await host.complete(command.name, option.name, "", person, place);
          values.set(`${command.name} ${option.name}`, found);
        }),
    );
    await Promise.all(asked);
    return (command: string, option: string) => values.get(`${command} ${option}`) ?? [];
  }

  app.get("/signin", (c) =>
    c.get("frame").csrf ? c.redirect("/", 303) : c.html(signInPage(c.get("frame"), false)),
  );
  app.post("/signin", (c) => {
    const remote = c.env?.incoming?.socket?.remoteAddress;
    const seconds = parts.tries.wait(remote);
    if (seconds > 0) {
      c.header("retry-after", String(seconds));
      return problem(c, 429, "manyTokens", { seconds: String(seconds) });
    }
    if (!parts.keys.isToken(c.get("form").text("token")?.trim())) {
      parts.tries.wrong(remote);
      return c.html(signInPage(c.get("frame"), true), 401);
    }
    parts.sessions.begin(c);
    return c.redirect("/", 303);
  });
  app.post("/signout", (c) => {
    parts.sessions.end(c);
    return c.redirect("/signin", 303);
  });

  app.notFound((c) => problem(c as WebContext, 404, "notFound"));
  app.onError((error, c) => {
    if (isApi(c)) return incidentOf(c as WebContext, error, log);
    const frame = (c as WebContext).get("frame");
    if (error instanceof UserError && frame) {
      const { language } = frame;
      return c.html(
        problemPage(
          frame,
          sentence(error.problem[language], language),
          error.mend && sentence(error.mend[language], language),
        ),
        400,
      );
    }
    const id = randomBytes(4).toString("hex");
    log.error(
      { incident: id, path: c.req.path, error: error.stack ?? error.message },
      "a page could not be made",
    );
    return problem(c as WebContext, 500, "wentWrong", { id });
  });
  return { app, events };
}

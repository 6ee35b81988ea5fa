/** The people: they ask in threads, by slash commands and by buttons, and Slack delivers as Slack does. */
import { setTimeout as pause } from "node:timers/promises";
import type { Actions } from "../../src/types.ts";
import type { Sent } from "../fakes/slack/server.ts";
import type { Chance } from "./chance.ts";
import { desk, type Newsroom, team } from "./newsroom.ts";

export interface Asked {
  /** What the reply is known by. */
  delivery: string;
  kind: "mention" | "talk" | "slash" | "press" | "private";
  /** The thread that the answer belongs in; none for a slash command. */
  thread?: string;
  user: string;
  /** The bot told Slack that it has it: by then it must be safe. */
  acked: boolean;
  askedAt: number;
}

export interface Crowd {
  /** Everything that was asked so far. */
  readonly asked: readonly Asked[];
  /** Asks so many things, `rate` a second in the middle and in bursts; resolves when Slack is done with all of them. */
  ask(count: number, rate: number): Promise<void>;
}

/** Slack sends an event again when nobody acknowledges it for so long (ms): https://docs.slack.dev/apis/events-api/#responding */
const patience = 3_000;
const people = 12;
const talks = 4;

export function createCrowd(newsroom: Newsroom, actions: Actions, random: Chance): Crowd {
  const { slack } = newsroom;
  const { state } = slack;
  const asked: Asked[] = [];
  const persons = Array.from({ length: people }, (_, n) => newsroom.person(`U0P${n}`));
  /** Threads that many write in. */
  const threads = Array.from({ length: talks }, () => {
    const ts = state.nextTs();
    state.messages.push({ channel: desk, ts, user: "U0ANNA", text: "Let us talk here.", edits: 0 });
    return ts;
  });

  // One site is read twice a second at most: more would only wait for one another.
  const words = (n: number) => {
    if (random.is(0.04)) return `summarize ${newsroom.article(`port-${n}`)}`;
    return random.of([
      `search ferry q${n}`,
      "help",
      "recommend",
      `sentiment "The pier is a wonderful success, but captain ${n} is sad and angry about the awful delay."`,
      "sources list",
    ]);
  };
  const note = (kind: Asked["kind"], id: string, user: string, thread?: string) => {
    const one: Asked = {
      delivery: `reply:slack:${team}:${id}`,
      kind,
      user,
      acked: false,
      askedAt: performance.now(),
      ...(thread && { thread }),
    };
    asked.push(one);
    return one;
  };

  /** Again and again until it is acknowledged; sometimes twice at the same instant, sometimes once more although it was. */
  async function event(first: Sent, one: Asked): Promise<void> {
    const tell = (sent: Sent) =>
      sent.acked.then(
        () => {
          one.acked = true;
        },
        () => {},
      );
    const twice = random.is(0.05) ? slack.redeliver(first).then(tell) : undefined;
    for (let sent = first; ; sent = await slack.redeliver(sent)) {
      await Promise.race([tell(sent), pause(patience)]);
      if (one.acked) break;
    }
    await twice;
    if (random.is(0.05)) await tell(await slack.redeliver(first));
  }

  /** Commands and presses are sent once: a person whose press is not acknowledged is told so by Slack. */
  async function once(sent: Sent, one: Asked): Promise<void> {
    await Promise.race([
      sent.acked.then(
        () => {
          one.acked = true;
        },
        () => {},
      ),
      pause(patience),
    ]);
  }

  async function mention(n: number, thread?: string): Promise<void> {
    const user = random.of(persons);
    const sent = await slack.say(words(n), { user, ...(thread && { thread }) });
    const { ts } = sent.payload.event as { ts: string };
    await event(sent, note(thread ? "talk" : "mention", `${desk}:${ts}`, user, thread ?? ts));
  }

  async function slash(n: number): Promise<void> {
    const user = random.of(persons);
    const sent = random.is(0.15)
      ? await slack.slash("/ct-summarize", newsroom.article(`slash-${n}`), { user })
      : await slack.slash("/ct-search", `harbour q${n}`, { user });
    await once(sent, note("slash", String(sent.payload.trigger_id), user));
  }

  /** A button that may be pressed once. */
  async function press(n: number): Promise<void> {
    const user = random.of(persons);
    const action = await actions.keep(
      { label: "Search", command: "search", options: { words: `pier q${n}` }, once: true },
      { platform: "slack", workspace: team, channel: desk },
      Date.now(),
    );
    const ts = state.nextTs();
    const element = { type: "button", action_id: "action:0", value: action.id };
    state.messages.push({
      channel: desk,
      ts,
      user: "U0ANNA",
      text: "A button.",
      blocks: [{ type: "actions", elements: [element] }],
      edits: 0,
    });
    const sent = await slack.press(action.id, user);
    await once(sent, note("press", String(sent.payload.trigger_id), user, ts));
  }

  /** For one person's eyes; who asks so asks nothing else, so that what they see can be counted. */
  async function privately(n: number): Promise<void> {
    const user = newsroom.person(`U0ALONE${n}`);
    const sent = await slack.slash("/ct-why", "", { user });
    await once(sent, note("private", String(sent.payload.trigger_id), user));
  }

  const act = (n: number): Promise<void> => {
    const dice = random.between(0, 1);
    if (dice < 0.5) return mention(n);
    if (dice < 0.7) return mention(n, random.of(threads));
    if (dice < 0.82) return slash(n);
    if (dice < 0.94) return press(n);
    return privately(n);
  };

  return {
    asked,
    async ask(count, rate) {
      const all: Promise<void>[] = [];
      while (all.length < count) {
        const burst = Math.min(1 + random.whole(8), count - all.length);
        for (let n = 0; n < burst; n++) all.push(act(asked.length + all.length + n));
        await pause((burst / rate) * 1000 * random.between(0.5, 1.5));
      }
      await Promise.all(all);
    },
  };
}

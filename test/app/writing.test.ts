/** A model fine-tuned at the provider: recorded, judged on approved answers that were held back, deployed, refused, rolled back. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text as readAll } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { approvedHere } from "../../src/app/writing.ts";
import { isHeldBack } from "../../src/learn/fine-tune/approved.ts";
import { fineTuneSet } from "../../src/learn/fine-tune/set.ts";
import { recordTuned } from "../../src/learn/fine-tune/tuned-model.ts";
import type { DeployOutcome, Message, Reply } from "../../src/types.ts";
import { story } from "../contracts/archive.ts";
import { channel, openHouse, people, type TestHouse } from "./house.ts";

const admin = { author: people.admin };
const stories = 300;
const places = ["harbour", "tram depot", "town hall", "lido", "market"];
const told = (n: number) =>
  `Council opens the ${places[n % 5]} number ${n} after a long repair that cost ${n + 3} thousand euros.`;

/** A provider whose models differ in how much of the approved words they find. */
let server: Server;
let asked: { model: string; user: string; system: string }[];
let fails: boolean;
beforeEach(async () => {
  asked = [];
  fails = false;
  server = createServer(async (request: IncomingMessage, response) => {
    const { model, messages } = JSON.parse(await readAll(request));
    const user = messages[1].content as string;
    asked.push({ model, user, system: messages[0].content });
    if (fails) return response.writeHead(404).end('{"error":{"message":"The model is gone"}}');
    const found = /Council opens[^.]*\./.exec(user)?.[0] ?? "nothing";
    const content =
      model === "ft:good"
        ? found
        : model === "ft:bad"
          ? "Something happened."
          : `${found.slice(0, 30)} and so on.`;
    const chunk = { id: "c", object: "chat.completion.chunk", created: 1, model };
    response.setHeader("content-type", "text/event-stream");
    response.write(
      `data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta: { content }, finish_reason: "stop" }] })}\n\n`,
    );
    response.end("data: [DONE]\n\n");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

let house: TestHouse;
let at: string;
beforeEach(async () => {
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  house = await openHouse({
    start: false,
    modelTasks: [],
    env: { OPENAI_BASE_URL: at, OPENAI_MODEL: "base", OPENAI_RETRIES: "0" },
  });
});
afterEach(async () => {
  await house.stop();
  await new Promise((done) => void server.close(() => done(undefined)).closeAllConnections());
});

async function fill(count: number): Promise<void> {
  const { store } = house.app;
  await store.sources.add({
    ...{ id: "wire", deskId: "newsroom", url: "https://wire.example/feed", title: "Wire", kind: "feed" },
    ...{ dueAt: 0, failures: 0, addedAt: 1 },
  });
  await store.archive.add(
    Array.from({ length: count }, (_, n) =>
      story({
        ...{ id: `s${n}`, sourceId: "wire", url: `https://wire.example/${n}`, title: `Opening ${n}` },
        text: `${told(n)} Write to ana@news.example.`,
      }),
    ),
  );
}

/** Drafts of stories, as people asked for and liked them. */
async function approve(count: number, more: Partial<Message> = {}): Promise<void> {
  await fill(count);
  const { store } = house.app;
  for (let n = 0; n < count; n++) {
    const message: Message = {
      ...{
        id: `m${n}`,
        kind: "said",
        place: channel,
        author: people.editor,
        at: n,
        text: `draft brief s${n}`,
      },
      ...{ files: [], private: false, ...more },
    };
    const reply: Reply = {
      ...{
        id: `r${n}`,
        markdown: "> …",
        actions: [],
        audience: "channel",
        command: "draft",
        madeBy: ["base"],
      },
      sources: [{ id: "1", title: "Opening", storyId: `s${n}` }],
      data: { form: "brief", text: told(n), extracted: false, attempt: 0, words: 80, style: "" },
    };
    await store.inbox.accept(message, "me", 50);
    await store.inbox.replied(message, reply);
    await store.feedback.put({ replyId: `r${n}`, deskId: "newsroom", person: "x", verdict: "up", at: n });
  }
}

const record = (model: string) =>
  recordTuned(
    join(house.dataDir, "models"),
    { provider: "openai", at, model, base: "base", job: `job ${model}`, seed: 1 },
    "{}\n{}\n",
  );
const draft = (n: number) => house.ask(`draft brief s${n}`);
const outcome = (reply: Reply) => reply.data as DeployOutcome;

describe("approved answers", () => {
  it("hold the prompt with the story as the model saw it, and those of one story in five are held back", async () => {
    await approve(stories);
    expect(await approvedHere(house.app.store)).toEqual([]);
    await house.ask("learn yes");
    const approved = await approvedHere(house.app.store);
    expect(approved).toHaveLength(stories);
    const [newest] = approved;
    expect(newest?.user).toContain(told(stories - 1));
    expect(newest?.user).toContain("at most 80 words");
    expect(newest?.user).not.toContain("ana@");
    expect(newest).toMatchObject({ prompt: "brief", language: "en", answered: told(stories - 1) });
    const kept = approved.filter(isHeldBack);
    expect(kept.length).toBeGreaterThan(stories / 10);
    expect(kept.length).toBeLessThan(stories / 3);
    const { jsonl } = fineTuneSet(
      approved.filter((one) => !isHeldBack(one)),
      [],
    );
    for (const { answered } of kept) expect(jsonl).not.toContain(JSON.stringify(answered));
    await house.ask("learn no");
    expect(await approvedHere(house.app.store)).toEqual([]);
  });

  it("are drafts and summaries that somebody liked, with the form and the length that were asked for", async () => {
    await fill(2);
    await house.ask("learn yes");
    const brief = await house.ask("draft brief s0 --words 60 --style dry");
    const summary = await house.ask("summarize s1");
    await draft(1);
    for (const reply of [brief, summary]) await house.ask("feedback up", { about: reply.id });
    const approved = await approvedHere(house.app.store);
    expect(new Map(approved.map((one) => [one.prompt, one.story]))).toEqual(
      new Map([
        ["brief", "s0"],
        ["summarize", "s1"],
      ]),
    );
    const sent = asked.find(({ user }) => user.includes("dry"));
    const [learnt] = approved.filter(({ prompt }) => prompt === "brief");
    expect(learnt?.system).toBe(sent?.system);
    expect(learnt?.user).toBe(sent?.user.replace("ana@news.example", "[e-mail]"));
    await house.ask("feedback none", { about: brief.id });
    expect(await approvedHere(house.app.store)).toHaveLength(1);
  });

  it("are none of what was said in private, whatever was agreed to", async () => {
    await house.ask("learn yes");
    await approve(3, { private: true });
    expect(await approvedHere(house.app.store)).toEqual([]);
  });
});

describe("a tuned model", () => {
  it("goes live where it writes nearer to what was approved, answers from then on, and goes back", async () => {
    await approve(stories);
    await house.ask("learn yes");
    const good = record("ft:good");
    const first = await house.ask("models deploy writing-tuned", admin);
    expect(outcome(first).record?.reasons).toEqual([]);
    expect(outcome(first)).toMatchObject({
      deployed: true,
      before: "built-in",
      record: { metric: "rougeL" },
    });
    expect(outcome(first).record?.scores.candidate.value).toBeGreaterThan(0.9);
    expect(first.markdown).toMatch(/rougeL/);
    expect(new Set(asked.map(({ model }) => model))).toEqual(new Set(["base", "ft:good"]));
    expect(asked.every(({ system }) => system.startsWith("You write news briefs"))).toBe(true);
    expect(asked.some(({ user }) => user.includes("ana@"))).toBe(false);

    expect((await draft(1)).madeBy.join()).toMatch(/openai ft:good/);
    expect((await house.ask("models")).markdown).toContain("writing");
    const shown = await house.ask(`models show ${good.hash.slice(0, 8)}`);
    expect(shown.markdown).toContain("ft:good");
    await house.ask("models rollback writing", admin);
    expect((await draft(1)).madeBy.join()).toMatch(/openai base/);
  });

  it("is refused where it writes further from it, and the reason is told; so is one that nothing can be held against", async () => {
    record("ft:bad");
    const unjudged = await house.ask("models deploy writing-tuned", admin);
    expect(outcome(unjudged).deployed).toBe(false);
    expect(unjudged.markdown).toMatch(/No approved answers are held back/);
    await approve(stories);
    await house.ask("learn yes");
    const refused = await house.ask("models deploy writing-tuned", admin);
    expect(outcome(refused)).toMatchObject({ deployed: false, record: { passed: false } });
    expect(refused.markdown).toMatch(/not better: rougeL 0\.\d+ against 0\.\d+/);
    expect((await draft(1)).madeBy.join()).toMatch(/openai base/);
  });

  it("that the provider has no more, or that was made elsewhere, is told in words, and what answers goes on", async () => {
    await approve(stories);
    await house.ask("learn yes");
    record("ft:good");
    fails = true;
    const gone = await house.ask("models deploy writing-tuned", admin);
    expect(outcome(gone).deployed).toBe(false);
    expect(gone.markdown).toMatch(/not deployed.*(ft:good|base)/s);
    fails = false;
    await house.ask("models deploy writing-tuned", admin);
    const elsewhere = recordTuned(
      join(house.dataDir, "models"),
      { provider: "openai", at: "https://else.example/v1", model: "ft:x", base: "b", job: "other", seed: 1 },
      "{}\n",
    );
    const reply = await house.ask(`models deploy ${elsewhere.hash.slice(0, 8)} --force --reason test`, admin);
    expect(reply.failure?.problem).toMatch(/ft:x was made at https:\/\/else\.example/);
    expect((await draft(1)).madeBy.join()).toMatch(/openai ft:good/);
  });
});

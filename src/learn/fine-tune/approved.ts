/** Answers that people found good, as the model was asked for them: the filled prompt of then, and the text that came of it. */
import { createHash } from "node:crypto";
import type { Archive, Feedback, Language, Learning, Reply } from "../../types.ts";
import { textKey } from "../held-out.ts";
import { redact } from "./redact.ts";

/** Redacted: it may be sent to whoever trains. */
export interface Approved {
  /** The prompt's name: "brief", "summarize" … */
  prompt: string;
  system: string;
  user: string;
  answered: string;
  language: Language;
  /** The archive's story that it was made from. */
  story: string;
}

export interface ApprovedParts {
  feedback: Pick<Feedback, "liked">;
  learning: Pick<Learning, "consent">;
  archive: Pick<Archive, "get">;
  fill(
    prompt: string,
    values: Readonly<Record<string, string>>,
    language: Language,
  ): { system: string; user: string };
  /** Of a text, BCP 47. */
  language(text: string): string;
}

/** More would be years of a newsroom. */
const mostLiked = 20_000;
/** One story in five, by its id: every answer about it is held back, so that no text is in both parts. */
const heldBackOf = 5;

/**
 * Newest first, each prompt once. Of those who agreed, nothing said in private, nothing that was picked instead of written, and only what was made
 * from a story that the archive still has: the model must see the text that it is to learn to write from.
 */
export async function approvedAnswers(parts: ApprovedParts): Promise<readonly Approved[]> {
  const found = new Map<string, Approved>();
  for (const { message, reply, deskId } of await parts.feedback.liked(mostLiked)) {
    // Whoever asked decides; what was said in private stays there, whatever anybody agreed to.
    if (message.private || reply.audience === "author" || reply.failure) continue;
    const written = writtenIn(reply);
    if (!written || (await parts.learning.consent(message.author, deskId)) !== "yes") continue;
    const story = await parts.archive.get(written.story);
    // The sample newsroom's stories are made up.
    if (!story || story.sample) continue;
    const language = parts.language(written.text) === "zh" ? "zh" : "en";
    const { system, user } = parts.fill(
      written.prompt,
      { ...written.values, text: redact(story.text), title: redact(story.title) },
      language,
    );
    const key = textKey(system + user);
    const answered = redact(written.text).trim();
    if (!found.has(key))
      found.set(key, { prompt: written.prompt, system, user, answered, language, story: story.id });
  }
  return [...found.values()];
}

/** Never trained on: what a tuned model is judged by. The same in every export. */
export function isHeldBack({ story }: Pick<Approved, "story">): boolean {
  return createHash("sha256").update(story).digest().readUInt32BE(0) % heldBackOf === 0;
}

interface Written {
  prompt: string;
  values: Readonly<Record<string, string>>;
  text: string;
  story: string;
}

/** What a reply says of how it was written; undefined for all that no model wrote from a story. */
function writtenIn({ command, data, sources, sentences }: Reply): Written | undefined {
  const story = sources?.length === 1 ? sources[0]?.storyId : undefined;
  const told = typeof data === "object" && data !== null ? (data as Record<string, unknown>) : {};
  if (story === undefined || told.extracted !== false) return undefined;
  if (command === "summarize") {
    const lines = sentences?.map(({ text }) => text) ?? [];
    const values = { count: String(lines.length), style: "" };
    return lines.length > 0 ? { prompt: "summarize", values, text: lines.join("\n"), story } : undefined;
  }
  const { form, text, words, style } = told;
  if (command !== "draft" || typeof form !== "string") return undefined;
  const lines = Array.isArray(text) ? text.join("\n") : text;
  if (typeof lines !== "string" || typeof words !== "number" || typeof style !== "string") return undefined;
  const count = Array.isArray(text) ? text.length : 0;
  return { prompt: form, values: { count: String(count), words: String(words), style }, text: lines, story };
}

/** What stands in the conversation, as HTML: what was said, what is under way, what was answered. Pure. */
import type { ConversationEntry, Language, Reply, Said } from "../../src/types.ts";
import { citationIds, renderCitations } from "./citations.ts";
import { type Html, h } from "./html.ts";
import type { Note, Work } from "./live.ts";
import { markdownToHtml } from "./markdown.ts";
import { questionOf } from "./messages.ts";
import { base64Only, renderPicture } from "./picture.ts";
import { thumbDown, thumbUp } from "./signs.ts";
import { timeOf } from "./times.ts";
import { languageTag, word } from "./words.ts";

export interface Showing {
  language: Language;
  /** A reply may be rated: the house has the command for it. */
  rates: boolean;
  /** What was answered to a 👍 or 👎, by reply id. */
  notes: ReadonlyMap<string, Note>;
}

export function renderEntry(entry: ConversationEntry, showing: Showing): Html {
  if (entry.reply) return renderReply(entry.id, entry.reply, entry.at, showing);
  return entry.said ? renderSaid(entry.id, entry.said, showing.language) : h``;
}

function renderSaid(id: string, said: Said, language: Language): Html {
  return h`<li class="said" id="e-${id}">
    <p class="byline"><b>${word(language, "you")}</b> ${timeOf(said.at, language)}</p>
    <p class="words" lang="${languageTag(said.text, language)}" dir="auto">${said.text}</p>
  </li>`;
}

export function renderReply(id: string, reply: Reply, at: number, showing: Showing): Html {
  const { language } = showing;
  // The command marks them in its text; this is for one that did not.
  const marked = reply.markdown.includes("⚠");
  const doubtful = (reply.sentences ?? []).filter((one) => one.verdict === "unsupported" && !marked);
  const files = reply.files ?? [];
  const question = questionOf(id);
  const { incident } = reply.failure ?? {};
  return h`<li class="reply${reply.failure && " failure"}" id="e-${id}"${question && h` data-of="e-${question}"`}><article>
    <p class="byline"><b>${word(language, "bot")}</b> ${timeOf(at, language)}${reply.command && h` <span class="quiet">${reply.command}</span>`}</p>
    <div class="body" lang="${languageTag(reply.markdown, language)}" dir="auto">${markdownToHtml(reply.markdown, citationIds(id, reply))}</div>
    ${incident && !reply.markdown.includes(incident) && h`<p class="quiet">${word(language, "incident", { id: incident })}</p>`}
    ${(reply.images ?? []).map((picture) => renderPicture(picture, language))}
    ${
      doubtful.length > 0 &&
      h`<section class="doubtful"><h4>${word(language, "unsupported")}</h4><ul>${doubtful.map((one) => h`<li>${one.text}</li>`)}</ul></section>`
    }
    ${renderCitations(id, reply, language)}
    ${
      files.length > 0 &&
      h`<p class="files">${files.map(
        (file) =>
          h`<a download="${file.name}" href="data:application/octet-stream;base64,${base64Only(file.data)}">${word(language, "download", { name: file.name })}</a> `,
      )}</p>`
    }
    ${
      reply.actions.length > 0 &&
      h`<p class="actions">${reply.actions.map(
        (action) =>
          h`<button form="press" name="action" value="${action.id}"${action.style && h` class="${action.style}"`}>${action.label}</button> `,
      )}</p>`
    }
    ${renderFoot(reply, showing)}
  </article></li>`;
}

function renderFoot(reply: Reply, { language, rates, notes }: Showing): Html {
  const note = notes.get(reply.id);
  const rate = (verdict: "up" | "down", sign: Html, label: string) =>
    h`<button form="rate" name="rating" value="${verdict}:${reply.id}" class="rate" aria-label="${label}" title="${label}" aria-pressed="${note?.verdict === verdict ? "true" : "false"}">${sign}</button>`;
  return h`<footer>
    ${reply.madeBy.length > 0 && h`<span class="quiet">${word(language, "madeBy")} ${reply.madeBy.join(" · ")}</span>`}
    ${
      rates &&
      !reply.failure &&
      h`<span class="rates">${rate("up", thumbUp, word(language, "good"))}${rate("down", thumbDown, word(language, "bad"))}</span>`
    }
    <span class="note" role="status" id="n-${reply.id}">${note && renderNote(note)}</span>
  </footer>`;
}

export function renderNote(note: Note): Html {
  return markdownToHtml(note.markdown, () => undefined);
}

/** A message that is being worked on: how far it is, and the text so far. */
export function renderWork(work: Work, language: Language): Html {
  const status = work.status || word(language, "working");
  return h`<li class="reply work" id="w-${work.id}">
    <p class="byline"><b>${word(language, "bot")}</b> <span class="quiet">${word(language, "underWay")}</span>${work.question && h` <span class="quiet question">${work.question.slice(0, 120)}</span>`}</p>
    <p class="status">${status}${
      work.done !== undefined &&
      work.of !== undefined &&
      work.of > 0 &&
      h` <progress value="${work.done}" max="${work.of}" aria-label="${status}"></progress>`
    }</p>
    ${work.partial && h`<div class="body" lang="${languageTag(work.partial, language)}" dir="auto">${markdownToHtml(work.partial, () => undefined)}</div>`}
  </li>`;
}

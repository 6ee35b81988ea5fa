/** A reply's sources as a numbered list that opens: under each, the passages that were leaned on, and what they bear out. */
import { say } from "../../src/chat/words.ts";
import type { Citation, Language, Reply } from "../../src/types.ts";
import { type Html, h } from "./html.ts";
import { outsideLink, safeAddress } from "./markdown.ts";
import { dateOf, timeOf } from "./times.ts";
import { languageTag, word } from "./words.ts";

/**
 * The id of the element that a `[n]` in the text leads to; undefined where the reply has no such source, or where a text from outside
 * has bracketed numbers of its own: its footnote must not be taken for our citation.
 */
export function citationIds(entryId: string, reply: Reply): (n: number) => string | undefined {
  const outside = [
    ...(reply.sentences ?? []).map((one) => one.text),
    ...(reply.sources ?? []).map((one) => one.title),
  ];
  if (outside.some((text) => /\[\d{1,3}\]/.test(text))) return () => undefined;
  const count = reply.sources?.length ?? 0;
  return (n) => (n >= 1 && n <= count ? sourceId(entryId, n) : undefined);
}

function sourceId(entryId: string, n: number): string {
  return `s-${entryId}-${n}`;
}

export function renderCitations(entryId: string, reply: Reply, language: Language): Html | undefined {
  if (!reply.sources?.length) return undefined;
  return h`<section class="sources">
    <h4>${say(language, "reply.sources")}</h4>
    <ol>${reply.sources.map((source, index) => renderSource(source, index + 1, sourceId(entryId, index + 1), reply, language))}</ol>
  </section>`;
}

function renderSource(source: Citation, n: number, id: string, reply: Reply, language: Language): Html {
  const quoted = (reply.sentences ?? []).flatMap((sentence) =>
    sentence.passages
      .filter((passage) => passage.source === source.id)
      .map((passage) => ({ sentence: sentence.text, start: passage.start, text: passage.text })),
  );
  quoted.sort((a, b) => a.start - b.start);
  const address = safeAddress(source.url);
  const host = address ? URL.parse(address)?.host : undefined;
  return h`<li><details>
    <summary><span class="n">${n}</span> <span class="title" lang="${languageTag(source.title, language)}" dir="auto">${source.title}</span>
      <span class="where">${source.outlet}${source.outlet && source.publishedAt !== undefined && ", "}${
        source.publishedAt !== undefined && dateOf(source.publishedAt, language)
      }</span>${source.sample && sampleTag(language)}</summary>
    <div id="${id}" class="passages" tabindex="-1">
      ${quoted.map(
        (one) =>
          h`<figure><blockquote lang="${languageTag(one.text, language)}" dir="auto"><mark>${one.text}</mark></blockquote>${
            one.sentence !== one.text &&
            h`<figcaption>${word(language, "supports")} ${one.sentence}</figcaption>`
          }</figure>`,
      )}
      ${quoted.length === 0 && h`<p class="quiet">${word(language, "noPassage")}</p>`}
      ${source.publishedAt !== undefined && h`<p class="quiet">${timeOf(source.publishedAt, language)}</p>`}
      ${host && h`<p>${outsideLink(address, `${word(language, "openAt", { host })} ↗`)}</p>`}
    </div>
  </details></li>`;
}

export function sampleTag(language: Language): Html {
  return h` <span class="tag" title="${word(language, "sampleAbout")}">${word(language, "sample")}</span>`;
}

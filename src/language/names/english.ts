/** The names of English sentences, by the tagger, with their places. */
import type { Span } from "../../types.ts";
import { isBody } from "./body-heads.ts";
import { isEvent, isSurelyEvent, STORM } from "./events.ts";
import { KINDS, type Mention } from "./mentions.ts";
import type { NameTagger } from "./tagger.ts";
import { titleBefore } from "./titled.ts";
import { tokens } from "./tokens.ts";

/** Of a "sentence" longer than this many tokens (a table, a list without points) each stretch is read for itself. */
const STRETCH = 250;

export function englishMentions(text: string, sentences: readonly Span[], tagger: NameTagger): Mention[] {
  const cut = sentences
    .map(({ start, end }) => tokens(text, start, end))
    .flatMap((list) =>
      list.length <= STRETCH
        ? [list]
        : Array.from({ length: Math.ceil(list.length / STRETCH) }, (_, i) =>
            list.slice(i * STRETCH, (i + 1) * STRETCH),
          ),
    );
  const tagged = tagger.tag(cut.map((list) => list.map((token) => token.text)));
  const found: Mention[] = [];
  tagged.forEach((spans, i) => {
    const list = cut[i] ?? [];
    for (const span of spans) {
      const start = list[span.start]?.start ?? 0;
      let end = list[span.end - 1]?.end ?? start;
      // A possessive belongs to the sentence, not to the name.
      if (/^['’]s?$/i.test(list[span.end - 1]?.text ?? "") && span.end - span.start > 1)
        end = list[span.end - 2]?.end ?? end;
      const name = text.slice(start, end);
      if (!/\p{L}/u.test(name)) continue;
      const title = titleBefore(name);
      if (title > 0) {
        found.push({
          start: start + title,
          end,
          text: name.slice(title),
          kind: "person",
          confidence: span.confidence,
        });
        continue;
      }
      const storm = STORM.exec(text.slice(Math.max(0, start - 16), start));
      const from = storm ? start - storm[0].length : start;
      const event = storm || isSurelyEvent(name) || (span.type === "MISC" && isEvent(name));
      found.push({
        start: from,
        end,
        text: text.slice(from, end),
        kind: event ? "event" : span.type === "LOC" && isBody(name) ? "organisation" : KINDS[span.type],
        confidence: span.confidence,
      });
    }
  });
  return found;
}

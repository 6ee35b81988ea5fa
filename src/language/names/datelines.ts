/** The place in capitals that a story opens with: "LONDON (Reuters) – ", "NORTHGATE, May 5 (Wire) — ". */
import type { Mention } from "./mentions.ts";

const DATELINE =
  /^[^\S\n]*(\p{Lu}[\p{Lu}.'’-]*(?: \p{Lu}[\p{Lu}.'’-]*){0,3})(?:, [^\n()–—]{1,40}?)?(?: ?\([^)\n]{2,40}\))? ?(?:[–—]|-{1,2}) /gmu;
/** What papers put there instead of a place. */
const LABEL =
  /^(?:UPDATE|BREAKING|EXCLUSIVE|WATCH|LIVE|VIDEO|PHOTOS?|ANALYSIS|OPINION|COMMENT|EDITORIAL|REVIEW|FACTBOX|TIMELINE|EXPLAINER|INTERVIEW|CORRECTED|REFILE|FEATURE|PROFILE|POLL|CORRECTION|NOTE|NEWS|SPORT|BRIEF|ALERT|Q&A)\b/;

export function datelines(text: string): Mention[] {
  return [...text.matchAll(DATELINE)].flatMap((match) => {
    const place = match[1] ?? "";
    if (place.replace(/[^\p{L}]/gu, "").length < 3 || LABEL.test(place)) return [];
    const start = match.index + match[0].indexOf(place);
    return [{ start, end: start + place.length, text: place, kind: "place" as const }];
  });
}

/** The text of a PDF by its lines and gaps. Runs in a parsing thread. */
import { extractTextItems, getDocumentProxy, getMeta, type StructuredTextItem } from "unpdf";
import { oneLine, paragraphsOf, wordCount } from "./clean.ts";
import { type Extraction, languageOf } from "./extracted.ts";

interface Line {
  text: string;
  y: number;
  size: number;
}

/** Text drawn as pictures is not read: such a file is told to be scanned. */
export async function extractPdf(bytes: Uint8Array): Promise<Extraction> {
  let document: Awaited<ReturnType<typeof getDocumentProxy>>;
  try {
    document = await getDocumentProxy(bytes, { verbosity: 0 });
  } catch (error) {
    return {
      unreadable: error instanceof Error && error.name === "PasswordException" ? "locked" : "damaged",
    };
  }
  try {
    const { items, totalPages } = await extractTextItems(document);
    const pages = items.map(linesOf);
    const text = paragraphsOf(joined(pages));
    if (wordCount(text) === 0) return { unreadable: totalPages > 0 ? "scanned" : "empty" };
    const { info } = await getMeta(document);
    const author = oneLine(typeof info.Author === "string" ? info.Author : "").slice(0, 200);
    const written = pdfMoment(info.CreationDate);
    return {
      page: {
        title: titleOf(pages[0] ?? [], info.Title),
        text,
        language: languageOf(text, undefined),
        ...(author ? { author } : {}),
        ...(written === undefined ? {} : { publishedAt: written }),
        cautions: wordCount(text) < 80 ? ["short"] : [],
      },
    };
  } finally {
    await document.loadingTask.destroy();
  }
}

/** Pieces on one baseline are one line; a gap between two pieces wider than a fifth of the letter height is a space. */
function linesOf(items: readonly StructuredTextItem[]): Line[] {
  const lines: Line[] = [];
  let end = 0;
  let fresh = true;
  for (const item of items) {
    const line = lines.at(-1);
    const size = item.fontSize || line?.size || 10;
    if (line && !fresh && Math.abs(line.y - item.y) < size * 0.5) {
      const gap = item.x - end;
      line.text += (gap > size * 0.2 && !/\s$/.test(line.text) ? " " : "") + item.str;
    } else if (item.str.trim() !== "") lines.push({ text: item.str, y: item.y, size });
    else continue;
    end = item.x + item.width;
    fresh = item.hasEOL;
  }
  return lines.filter((line) => line.text.trim() !== "");
}

/** A gap clearly larger than the usual one, a change of size, or a jump upwards (a new column) begins a paragraph. */
function joined(pages: readonly (readonly Line[])[]): string {
  let text = "";
  for (const page of pages) {
    const gaps = page.slice(1).map((line, at) => (page[at]?.y ?? 0) - line.y);
    const usual = median(gaps.filter((gap) => gap > 0));
    page.forEach((line, at) => {
      const before = page[at - 1];
      const gap = before ? before.y - line.y : 0;
      const broken = before
        ? gap > usual * 1.35 + 0.5 ||
          Math.abs(before.size - line.size) > 0.15 * before.size ||
          gap < -line.size
        : /[.!?。！？:：]["”’)]?\s*$/.test(text);
      text = appended(text, line.text.trim(), broken && !continues(text, gap < 0));
    });
  }
  return text;
}

/** A sentence that runs from one column into the next is one paragraph still. */
function continues(text: string, jumped: boolean): boolean {
  return jumped && /[\p{Ll},;]\s*$/u.test(text);
}

function appended(text: string, line: string, paragraph: boolean): string {
  if (text === "") return line;
  if (paragraph) return `${text}\n\n${line}`;
  // A word parted at the line's end; one that is hyphenated by itself loses its hyphen too, which is the lesser harm.
  if (/\p{Ll}[-\u00ad]$/u.test(text) && /^\p{Ll}/u.test(line)) return text.slice(0, -1) + line;
  const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、]$/u.test(text);
  return unspaced && /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}，。、]/u.test(line)
    ? text + line
    : `${text} ${line}`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 12;
}

/** The declared title, unless it is a file's or a program's name; else the largest lines near the top of the first page. */
function titleOf(lines: readonly Line[], declared: unknown): string {
  const said = oneLine(typeof declared === "string" ? declared : "");
  if (said.length > 5 && !/\.(docx?|pdf|indd|tex|dvi|pages|odt)$|^(microsoft word|untitled)/i.test(said))
    return said.slice(0, 300);
  const top = lines.slice(0, 25);
  const largest = Math.max(0, ...top.map((line) => line.size));
  const from = top.findIndex((line) => line.size > largest * 0.95);
  const title: string[] = [];
  for (const line of top.slice(Math.max(0, from), from + 4)) {
    if (line.size <= largest * 0.95) break;
    title.push(line.text);
  }
  return oneLine(title.join(" ")).slice(0, 300);
}

/** "D:20240131120000+01'00'" (ISO 32000-1 §7.9.4) → ms. */
function pdfMoment(value: unknown): number | undefined {
  const found = /^D:(\d{4})(\d{2})(\d{2})/.exec(typeof value === "string" ? value : "");
  const moment = found ? Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : Number.NaN;
  return Number.isNaN(moment) || moment <= 0 ? undefined : moment;
}

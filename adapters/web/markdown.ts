/**
 * Markdown → HTML that can do nothing but be read. Raw HTML is shown as the text it is, links go to http, https and mailto alone,
 * pictures from outside become links. Text of the outside world stands in this Markdown, so every rule here is one of safety.
 */
import { Marked, type Tokens } from "marked";
import { escaped, type Html, h, trusted } from "./html.ts";

const openable = new Set(["http:", "https:", "mailto:"]);

/** The address as a browser reads it, or undefined where a click could do more than open a page. */
export function safeAddress(address: string | undefined): string | undefined {
  const parsed = address ? URL.parse(address.trim()) : null;
  return parsed && openable.has(parsed.protocol) ? parsed.href : undefined;
}

export function outsideLink(address: string | undefined, label: Html | string): Html {
  const href = safeAddress(address);
  return href ? h`<a href="${href}" rel="noopener noreferrer" target="_blank">${label}</a>` : h`${label}`;
}

/** Keeps entities that the writer wrote (`&lt;` is how Markdown says <); an entity is never markup. */
function escapedText(text: string): string {
  return text
    .replace(/&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});)/gi, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/** `cite(n)` gives the id of the element that shows source n; `[n]` becomes a link to it where there is one. */
export function markdownToHtml(markdown: string, cite: (n: number) => string | undefined): Html {
  try {
    return trusted(renderer(cite).parse(markdown, { async: false }));
  } catch (error) {
    // Thousands of nested quotes exhaust the parser's stack; the text is still owed.
    if (error instanceof RangeError) return h`<pre tabindex="0">${markdown}</pre>`;
    throw error;
  }
}

function renderer(cite: (n: number) => string | undefined): Marked {
  const marked = new Marked({ gfm: true, breaks: true });
  marked.use({
    extensions: [
      {
        name: "citation",
        level: "inline",
        start: (source) => source.search(/\\?\[\d{1,3}\\?\]/),
        tokenizer(source) {
          const found = /^(?:\[(\d{1,3})\](?![([:])|\\\[(\d{1,3})\\\])/.exec(source);
          const n = found?.[1] ?? found?.[2];
          return found && cite(Number(n)) ? { type: "citation", raw: found[0], n } : undefined;
        },
        renderer: (token) => {
          const n = Number(token.n);
          return String(h`<a class="cite" href="#${cite(n)}">${n}</a>`);
        },
      },
    ],
    renderer: {
      html: ({ text }: Tokens.HTML | Tokens.Tag) => escaped(text),
      // The page's own headings end at level 2.
      heading({ tokens, depth }: Tokens.Heading) {
        const level = Math.min(depth + 2, 6);
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      code: ({ text }: Tokens.Code) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`,
      codespan: ({ text }: Tokens.Codespan) => `<code>${escaped(text)}</code>`,
      link({ href, tokens }: Tokens.Link) {
        // In an address `&amp;` is the one entity that is met.
        return String(outsideLink(href.replaceAll("&amp;", "&"), trusted(this.parser.parseInline(tokens))));
      },
      image: ({ href, text }: Tokens.Image) =>
        String(outsideLink(href.replaceAll("&amp;", "&"), text || href)),
      text(token: Tokens.Text | Tokens.Escape) {
        return "tokens" in token && token.tokens
          ? this.parser.parseInline(token.tokens)
          : escapedText(token.text);
      },
      checkbox: ({ checked }: Tokens.Checkbox) => (checked ? "☑ " : "☐ "),
      table(token: Tokens.Table) {
        const row = (cells: readonly Tokens.TableCell[], tag: "th" | "td") =>
          `<tr>${cells.map((cell) => `<${tag}${alignment(cell.align)}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join("")}</tr>`;
        return `<div class="table" tabindex="0"><table><thead>${row(token.header, "th")}</thead><tbody>${token.rows.map((cells) => row(cells, "td")).join("")}</tbody></table></div>\n`;
      },
    },
  });
  return marked;
}

/** A class, since the page's policy refuses styles in the markup. */
function alignment(align: "center" | "left" | "right" | null): string {
  return align === "right" || align === "center" ? ` class="${align}"` : "";
}

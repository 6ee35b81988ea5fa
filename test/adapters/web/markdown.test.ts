import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { markdownToHtml, safeAddress } from "../../../adapters/web/markdown.ts";

const html = (markdown: string, count = 0) =>
  String(markdownToHtml(markdown, (n) => (n <= count ? `s-${n}` : undefined)));
const parsed = (markdown: string) => parseHTML(`<html><body>${html(markdown)}</body></html>`).document;

const allowed = new Set(
  "p,br,strong,em,del,code,pre,a,ul,ol,li,blockquote,hr,h3,h4,h5,h6,div,table,thead,tbody,tr,th,td".split(
    ",",
  ),
);
const allowedAttributes = new Set(["href", "rel", "target", "class", "tabindex", "start"]);

function expectHarmless(markdown: string): void {
  for (const element of parsed(markdown).querySelectorAll("body *")) {
    expect(allowed, markdown).toContain(element.localName);
    for (const { name, value } of element.attributes) {
      expect(allowedAttributes, `${name} of ${markdown}`).toContain(name);
      if (name === "href" && !value.startsWith("#s-")) expect(value).toMatch(/^(https?:|mailto:)/);
    }
  }
}

describe("Markdown of replies", () => {
  it.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "hello <b onmouseover=alert(1)>there</b>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    '[x](https://a.example/"onmouseover="alert(1))',
    "![x](https://tracker.example/pixel.png)",
    '![x" onerror="alert(1)](https://a.example/i.png)',
    "<https://a.example/?<script>>",
    "<javascript:alert(1)>",
    '[x](https://a.example "title\\" onclick=alert(1)")',
    "```html\n</code></pre><script>alert(1)</script>\n```",
    "`</code><script>`",
    "| <script> | b |\n| --- | --- |\n| <img onerror=x> | [y](javascript:1) |",
    "<!-- --><svg/onload=alert(1)>",
    "<style>*{display:none}</style>",
    '<a href="javascript:alert(1)">x</a>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[a]: javascript:alert(1)\n\n[a]",
  ])("can do nothing: %s", expectHarmless);

  it("can do nothing, whatever it is made of", () => {
    const piece = fc.constantFrom(
      ..."<,>,\",',&,[,](,),!,`,```\n,|,*,_,#, ,\n,\n\n,javascript:,https://a.example/,onerror=,<script>,</,<!--,-->,&lt;,&#x3c;,\\,<img src=x ,<a href=,data:,1. ,- ".split(
        ",",
      ),
      "word",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => expectHarmless(pieces.join(""))),
      { numRuns: 400 },
    );
  });

  it("shows markup from outside as the text it is", () => {
    expect(parsed("a <b>bold</b> claim & more").body.textContent.trim()).toBe("a <b>bold</b> claim & more");
    expect(parsed("1 &lt; 2 \\* 3").body.textContent.trim()).toBe("1 < 2 * 3");
  });

  it("keeps links whole, and they tell the other site nothing", () => {
    const link = parsed("[x](https://a.example/?a=1&b=2&amp;c=3)").querySelector("a");
    expect(link?.getAttribute("href")).toBe("https://a.example/?a=1&b=2&c=3");
    expect(link?.getAttribute("rel")).toBe("noopener noreferrer");
  });

  it("leads from a number to its source, and leaves other brackets alone", () => {
    expect(html("Said so. \\[1\\] And [2] so.", 2)).toContain('<a class="cite" href="#s-1">1</a>');
    expect(html("Said so. \\[1\\] And [2] so.", 2)).toContain('<a class="cite" href="#s-2">2</a>');
    expect(html("See \\[3\\], `[1]` and [1](https://a.example)", 2)).not.toContain("cite");
  });

  it("keeps headings below the page's own", () => {
    expect(html("# Big")).toContain("<h3>Big</h3>");
  });

  it("shows text that is nested beyond all sense as plain text", () => {
    const deep = `${">".repeat(20_000)} end`;
    expect(html(deep)).toContain("end");
  });
});

describe("addresses", () => {
  it("only what opens a page or a letter", () => {
    expect(safeAddress("https://a.example/x")).toBe("https://a.example/x");
    expect(safeAddress("mailto:desk@a.example")).toBe("mailto:desk@a.example");
    for (const bad of ["javascript:1", "file:///etc/passwd", "/relative", "", undefined, "blob:https://a"])
      expect(safeAddress(bad)).toBeUndefined();
  });
});

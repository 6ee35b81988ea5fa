/**
 * How well the article's text is found: shingle-F1 (four tokens, as scrapinghub's article-extraction-benchmark) and token-F1 on
 * Readability's own pages, beside bare Readability on the same pages in the same run.
 */
import { gunzipSync } from "node:zlib";
import { Readability } from "@mozilla/readability";
import { decodeText } from "../../../src/net/charset.ts";
import { parseDocument } from "../../../src/net/dom.ts";
import { type TreeNode, textOf } from "../../../src/net/dom-text.ts";
import { articleText } from "../../../src/net/html.ts";
import { readDataTar } from "../../fakes/tar.ts";

export interface PageScore {
  id: string;
  set: "article_extraction_benchmark" | "readability_pages";
  ours: number;
  readability: number;
}

export function scorePages(): readonly PageScore[] {
  return [...benchmarkPages(), ...readabilityPages()].map(({ set, id, html, gold, size }) => {
    return { id, set, ours: f1(articleText(html), gold, size), readability: f1(bare(html), gold, size) };
  });
}

interface Sample {
  set: PageScore["set"];
  id: string;
  html: string;
  gold: string;
  /** Tokens in a shingle. */
  size: number;
}

function* benchmarkPages(): Generator<Sample> {
  const files = readDataTar("pages/article_extraction_benchmark.tar") ?? [];
  const truth = files.find((file) => file.name.endsWith("ground-truth.json"));
  if (!truth) return;
  const gold = JSON.parse(new TextDecoder().decode(truth.bytes)) as Record<string, { articleBody: string }>;
  for (const file of files) {
    const id = /([0-9a-f]{64})\.html\.gz$/.exec(file.name)?.[1];
    const body = id ? gold[id]?.articleBody : undefined;
    if (!id || body === undefined) continue;
    const html = decodeText(gunzipSync(file.bytes), "text/html");
    yield { set: "article_extraction_benchmark", id, html, gold: body, size: 4 };
  }
}

function* readabilityPages(): Generator<Sample> {
  const files = readDataTar("pages/readability_pages.tar.gz") ?? [];
  for (const file of files) {
    const id = /([^/]+)\/source\.html$/.exec(file.name)?.[1];
    const expected = files.find((one) => one.name === file.name.replace("source.html", "expected.html"));
    if (!id || !expected) continue;
    yield {
      set: "readability_pages",
      id,
      html: decodeText(file.bytes, "text/html"),
      gold: visibleText(decodeText(expected.bytes, "text/html")),
      size: 1,
    };
  }
}

function visibleText(html: string): string {
  const body = parseDocument(html).querySelector("body");
  return body ? textOf(body) : "";
}

function bare(html: string): string {
  const document = parseDocument(html);
  const parsed = new Readability<TreeNode>(
    document as unknown as ConstructorParameters<typeof Readability>[0],
    {
      serializer: (node) => node as unknown as TreeNode,
    },
  ).parse();
  return parsed?.content ? textOf(parsed.content) : "";
}

function f1(found: string, gold: string, size: number): number {
  const [a, b] = [shingles(found, size), shingles(gold, size)];
  let common = 0;
  for (const [shingle, count] of a) common += Math.min(count, b.get(shingle) ?? 0);
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, one) => sum + one, 0);
  if (total(a) + total(b) === 0) return 1;
  return (2 * common) / (total(a) + total(b));
}

function shingles(text: string, size: number): Map<string, number> {
  const tokens = text.match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (let at = 0; at < Math.max(tokens.length > 0 ? 1 : 0, tokens.length - size + 1); at++) {
    const shingle = tokens.slice(at, at + size).join(" ");
    counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
  }
  return counts;
}

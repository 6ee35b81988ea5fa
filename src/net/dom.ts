/** HTML as a tree, for reading only: no script of it is ever run, nothing it names is loaded. */
import { parseHTML } from "linkedom";
import type { TreeNode } from "./dom-text.ts";

/** The few members of the DOM that are used here. */
export interface DomElement extends TreeNode {
  getAttribute(name: string): string | null;
  textContent: string | null;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  remove(): void;
}
export type DomDocument = DomElement;

/** Pages without html, head or body tags are completed first, for the parser takes the first tag for the root. */
export function parseDocument(html: string): DomDocument {
  const complete = /<body[\s>]/i.test(html)
    ? html
    : `<!doctype html><html${/<html(\s[^>]*)>/i.exec(html)?.[1] ?? ""}><head></head><body>${html.replaceAll(/<!doctype[^>]*>|<\/?(html|head|body)(\s[^>]*)?>/gi, "")}</body></html>`;
  const rooted = /<html[\s>]/i.test(complete) ? complete : `<html>${complete}</html>`;
  const { document } = parseHTML(rooted);
  return document as unknown as DomDocument;
}

/** From a tree of HTML to paragraphs of plain text. */
import { paragraphsOf } from "./clean.ts";

/** What we use of a node; linkedom's and a browser's own both have it. */
export interface TreeNode {
  nodeType: number;
  nodeName: string;
  nodeValue: string | null;
  firstChild: TreeNode | null;
  nextSibling: TreeNode | null;
  parentNode: TreeNode | null;
}

const blocks = new Set(
  (
    "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM " +
    "H1 H2 H3 H4 H5 H6 HEADER HGROUP HR HTML LI MAIN MENU NAV OL P PRE SECTION SUMMARY TABLE TBODY TFOOT THEAD TR UL"
  ).split(" "),
);
const unseen = new Set(
  "SCRIPT STYLE NOSCRIPT TEMPLATE SVG MATH IFRAME OBJECT VIDEO AUDIO CANVAS HEAD BUTTON SELECT TEXTAREA INPUT".split(
    " ",
  ),
);

/** Walks without recursion: how deep a page is nested is its author's choice. Paragraphs are parted by blank lines. */
export function textOf(root: TreeNode, leaveOut: ReadonlySet<string> = new Set()): string {
  const parts: string[] = [];
  let kept = 0;
  const visit = (node: TreeNode): boolean => {
    if (node.nodeType === 3) {
      const value = node.nodeValue ?? "";
      parts.push(kept > 0 ? value : value.replaceAll(/\s+/g, " "));
      return false;
    }
    if (node.nodeType !== 1 && node.nodeType !== 9 && node.nodeType !== 11) return false;
    const name = node.nodeName.toUpperCase();
    if (unseen.has(name) || leaveOut.has(name)) return false;
    if (name === "BR") parts.push("\n");
    if (name === "TD" || name === "TH") parts.push(" ");
    if (name === "PRE") kept++;
    if (blocks.has(name)) parts.push("\n\n");
    return true;
  };
  const leave = (node: TreeNode) => {
    const name = node.nodeName.toUpperCase();
    if (name === "PRE") kept--;
    if (blocks.has(name)) parts.push("\n\n");
  };

  let node: TreeNode | null = root;
  while (node) {
    const entered: boolean = visit(node);
    if (entered && node.firstChild) {
      node = node.firstChild;
      continue;
    }
    if (entered) leave(node);
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode;
      if (node) leave(node);
    }
    if (!node || node === root) break;
    node = node.nextSibling;
  }
  return paragraphsOf(parts.join(""));
}

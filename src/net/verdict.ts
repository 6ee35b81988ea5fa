/** Is this an article, and all of it? Thresholds are in words (Chinese characters ÷ 1.7). */
import type { PageCaution } from "../types.ts";
import { wordCount } from "./clean.ts";
import type { Unreadable } from "./extracted.ts";
import type { PageMeta } from "./meta.ts";

export interface Evidence {
  text: string;
  url: string;
  meta: PageMeta;
  /** Of the extracted text: characters inside links, 0 … 1. */
  linkShare: number;
  /** Of the whole page: headings and list entries that are links; everything visible. */
  visible: { links: number; words: string };
}

const wall =
  /subscribe (now )?to (read|continue|unlock|keep)|subscribers? only|already a subscriber|to continue reading|continue reading (this|with)|sign in to (read|continue)|register to (read|continue)|premium (article|content)|réservé aux abonnés|abonnez-vous pour|jetzt abonnieren|nur für abonnenten|weiterlesen mit|suscríbete para|contenido exclusivo para suscriptores|订阅后(继续)?阅读|登录后(查看|阅读)全文|付费(阅读|会员)|仅限(会员|订阅)|会员专享|この記事は会員限定|有料会員/i;

/** A teaser of fewer words than this is worth nothing as a source. */
const teaser = 60;
const shortText = 80;
/** Walls leave a paragraph or two; a longer text that ends in "subscribe" is mostly there. */
const walled = 250;

export function judge(evidence: Evidence): { unreadable?: Unreadable; cautions: readonly PageCaution[] } {
  const { text, meta, visible } = evidence;
  const words = wordCount(text);
  const asksForMoney = meta.paywalled || (words < walled && wall.test(visible.words));
  if (asksForMoney && words < teaser) return { unreadable: "paywalled", cautions: [] };
  if (words < 15) return { unreadable: visible.links > 20 ? "list" : "empty", cautions: [] };
  if (isList(evidence, words)) return { unreadable: "list", cautions: [] };
  const cautions: PageCaution[] = [];
  if (asksForMoney) cautions.push("paywalled");
  if (words < shortText) cautions.push("short");
  return { cautions };
}

/** A front page or an index: mostly links, or a site's root with many headlines and hardly a paragraph. */
function isList({ text, url, meta, linkShare, visible }: Evidence, words: number): boolean {
  if (linkShare > 0.6) return true;
  const paragraphs = text.split("\n\n").filter((one) => wordCount(one) >= 25).length;
  const root = /^\/?(index\.\w+|home|[a-z]{2})?\/?$/i.test(URL.parse(url)?.pathname ?? "/article");
  if (meta.article) return root && visible.links > 60 && paragraphs < 3;
  if (root && visible.links > 15 && paragraphs < 5) return true;
  return visible.links > 40 && paragraphs < 2 && words / visible.links < 6;
}

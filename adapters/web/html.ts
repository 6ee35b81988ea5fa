/** HTML with everything escaped that is not HTML already. Never holds a promise, unlike the helper it stands on. */
import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

export type Html = HtmlEscapedString;
export type Child = Html | string | number | undefined | false | readonly Child[];

export function h(strings: TemplateStringsArray, ...values: readonly Child[]): Html {
  return html(strings, ...values) as Html;
}

/** For text that was made safe by its own renderer: nothing else may come in here. */
export function trusted(markup: string): Html {
  return raw(markup);
}

/** `<`, `>`, quotes and `&` as entities: safe in text and in a quoted attribute. */
export function escaped(text: string): string {
  return String(h`${text}`);
}

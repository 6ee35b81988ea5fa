/** The few signs of the page, drawn: not every machine has emoji. Decoration: what they mean stands beside them in words. */
import { type Html, h } from "./html.ts";

const thumb =
  "M7 10.5v9H4v-9zM7 11l4-7.5c1.4 0 2.3 1 2.3 2.4L12.7 9.5h5.6c1.3 0 2.2 1.2 1.9 2.4l-1.5 6c-.2.9-1 1.6-2 1.6H7";

export const thumbUp: Html = h`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="${thumb}"/></svg>`;

export const thumbDown: Html = h`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="${thumb}" transform="rotate(180 12 12)"/></svg>`;

export const clip: Html = h`<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="M20 11.5l-8.2 8.2a5 5 0 0 1-7.1-7.1l8.6-8.6a3.3 3.3 0 0 1 4.7 4.7l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.7-7.7"/></svg>`;

/** A picture on the page: the image itself for every browser, its numbers as a table, and what a script may draw in its place. Pure. */
import type { ChartTable, Language, Picture } from "../../src/types.ts";
import { type Html, h } from "./html.ts";
import { languageTag, word } from "./words.ts";

/** `alt` is always there: a chart is told in words too. SVG in an `img` runs no script. */
export function renderPicture(picture: Picture, language: Language): Html {
  const type = picture.type === "image/png" ? "image/png" : "image/svg+xml";
  const { alt, width, height, live, table } = picture;
  const size = width && height ? h` width="${width}" height="${height}"` : "";
  return h`<figure class="picture"${live && h` data-chart="${JSON.stringify(live)}"`}>
    <img src="data:${type};base64,${base64Only(picture.data)}" alt="${alt}"${size}>
    ${table && table.rows.length > 0 && renderNumbers(table, alt, language)}
  </figure>`;
}

function renderNumbers({ columns, rows, left }: ChartTable, alt: string, language: Language): Html {
  const row = ([head = "", ...cells]: readonly string[]) =>
    h`<tr><th scope="row">${head}</th>${cells.map((cell) => h`<td>${cell}</td>`)}</tr>`;
  // The region scrolls by itself, so that the keyboard must reach it.
  return h`<details class="numbers"><summary>${word(language, "numbers")}</summary>
    <div class="scroll" role="region" tabindex="0" aria-label="${word(language, "numbers")}" lang="${languageTag(alt, language)}">
      <table><thead><tr>${columns.map((column) => h`<th scope="col">${column}</th>`)}</tr></thead><tbody>${rows.map(row)}</tbody></table>
    </div>
    ${left > 0 && h`<p class="quiet">${word(language, "numbersLeft", { count: String(left) })}</p>`}
  </details>`;
}

export function base64Only(data: string): string {
  return data.replace(/[^A-Za-z0-9+/=]/g, "");
}

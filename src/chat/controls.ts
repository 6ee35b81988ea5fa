/** What steers a terminal or turns the reading direction around is no part of a question. */
import { stripVTControlCharacters } from "node:util";

/** Tabs and line ends stay, and so do the marks that right-to-left text needs. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

export function withoutControls(text: string): string {
  return stripVTControlCharacters(text).replace(controls, "");
}

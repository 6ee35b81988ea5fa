/** What steers a terminal or turns the reading direction around is no part of a question; half a character is none. */

/**
 * Sequences of ECMA-48: control sequences, strings (a link, a title) with their end, other escapes. None may hold an escape inside, so
 * that a text of nothing but beginnings is read once; Node's own `stripVTControlCharacters` takes a minute for 200 KB of them.
 */
const sequences =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|\u001b[ -/]+[0-~]|\u001b[0-Z\\^-~]/g;
/** Tabs and line ends stay, and so do the marks that right-to-left text needs. */
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

export function withoutControls(text: string): string {
  return text.replace(sequences, "").replace(controls, "").toWellFormed();
}

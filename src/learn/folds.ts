/** Folds that are the same in every run, for the same group or text. */

/** Of a group (FNV-1a, then mixed: its low bits alone are uneven). 0 … `folds` − 1. */
export function foldOf(group: string, folds: number): number {
  let hash = fnv1a(group);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 12)) >>> 0) % folds;
}

/** Of a whole text, which needs no mixing. 0 … `folds` − 1. The folds in models/summary-ranker/folds.json are these. */
export function foldOfText(text: string, folds: number): number {
  return (fnv1a(text) >>> 0) % folds;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

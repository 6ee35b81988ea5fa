/** The shipped word vectors as training wants them: rows of length one. */
import type { ModelFolder } from "../../language/model-folder.ts";
import { VECTOR_FILES } from "../../language/vectors.ts";
import type { WordTable } from "./train.ts";

export function wordTable(folder: ModelFolder): WordTable {
  const words = folder
    .read(VECTOR_FILES.words)
    .toString("utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(" ")[0] ?? "");
  const bytes = new Int8Array(folder.read(VECTOR_FILES.rows));
  const dimensions = bytes.length / words.length;
  const rows = new Float32Array(bytes.length);
  for (let from = 0; from < bytes.length; from += dimensions) {
    let square = 0;
    for (let d = 0; d < dimensions; d++) square += (bytes[from + d] as number) ** 2;
    const length = Math.sqrt(square) || 1;
    for (let d = 0; d < dimensions; d++) rows[from + d] = (bytes[from + d] as number) / length;
  }
  return { words, dimensions, rows };
}
